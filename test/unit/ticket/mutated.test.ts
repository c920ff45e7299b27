import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { draftTicket } from '../../../app/ticket/draft-ticket.ts';
import { readDiag } from '../../../app/ticket/read-diag.ts';
import { readTicket } from '../../../app/ticket/read-ticket.ts';
import { writeDraft } from '../../../app/ticket/write-draft.ts';
import { readDiagZip } from '../../../main/files/diag-zip.ts';
import { diagFiles, zipOf } from '../../support/diag.ts';
import { createRandom, type Random } from '../../support/random.ts';

const files = 10_000;
const oddBytes = [
  '\0',
  '\xff\xfe',
  '\n  ',
  '(x)\t',
  ': ',
  '../',
  '__proto__',
  '\u2028',
  'PK\u0001\u0002',
  'PK\u0003\u0004',
  '9'.repeat(3000),
  '('.repeat(3000),
];
const signatures = ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006'];

/** Cuts, doubles, overwrites; every other time where a zip says how it is made. */
function mutate(bytes: Buffer, random: Random): Buffer {
  let result = Buffer.from(bytes);
  for (let slips = 1 + random.below(3); slips > 0; slips -= 1) {
    const head = result.indexOf(random.pick(signatures), random.below(result.length + 1), 'latin1');
    const at = head >= 0 && random.below(2) === 0 ? head + random.below(46) : random.below(result.length + 1);
    const length = 1 + random.below(40);
    switch (random.below(4)) {
      case 0:
        result = Buffer.concat([result.subarray(0, at), result.subarray(at + length)]);
        break;
      case 1:
        result = Buffer.concat([result.subarray(0, at + length), result.subarray(at)]);
        break;
      case 2:
        result = Buffer.concat([
          result.subarray(0, at),
          Buffer.from(random.pick(oddBytes), 'latin1'),
          result.subarray(at),
        ]);
        break;
      default:
        for (let index = at; index < Math.min(result.length, at + 4); index += 1) result[index] = random.below(256);
    }
  }
  return result;
}

describe(`of ${files.toLocaleString('en')} mutated warp-diags`, () => {
  const faults: string[] = [];
  const others: unknown[] = [];
  let read = 0;
  let slowest = 0;
  let memory = 0;

  beforeAll(async () => {
    const random = createRandom(20_261_126);
    const texts = Object.entries(diagFiles).map(([name, text]) => [name, Buffer.from(text)] as const);
    const zips = [zipOf(), zipOf({ 'warp-status.txt': 'Ok(Connected)', 'warp-settings.txt': Buffer.alloc(400_000) })];
    const before = process.memoryUsage().arrayBuffers;
    for (let file = 0; file < files; file += 1) {
      // Half of them are damaged as a whole, half of them hold damaged texts.
      const bytes =
        file % 2 === 0
          ? mutate(file % 40 === 0 ? (zips[1] ?? Buffer.alloc(0)) : (zips[0] ?? Buffer.alloc(0)), random)
          : zipOf(Object.fromEntries(texts.map(([name, text]) => [name, [mutate(text, random), { level: 0 }]])));
      const began = performance.now();
      try {
        const { files: found, others: unread } = await readDiagZip({ bytes }, 'diag.zip');
        const diag = readDiag(found, unread);
        writeDraft(draftTicket(readTicket({ fails: ['wiki'], timeout: '168h' }, diag.found, 0).ticket, diag.found));
        read += 1;
      } catch (fault) {
        if (fault instanceof DecodeError) faults.push(fault.message);
        else others.push(fault);
      }
      slowest = Math.max(slowest, performance.now() - began);
      if (file % 500 === 0) memory = Math.max(memory, process.memoryUsage().arrayBuffers - before);
    }
  }, 120_000);

  it('each is read or refused, and nothing else comes of it', () => {
    expect(others).toEqual([]);
    expect(faults.length).toBeGreaterThan(files / 10);
    expect(read).toBeGreaterThan(files / 3);
  });

  it('every refusal names the file and says what to do', () => {
    for (const fault of faults) {
      expect(fault).toMatch(/^diag\.zip: [^\n]+ \([^\n]+\)$/);
      expect(fault.replace(/: .* in it /, '')).not.toMatch(/undefined|\[object|TypeError|ERR_|at \w+ \(/);
    }
  });

  it('none takes long, or much memory', () => {
    expect(slowest).toBeLessThan(2000);
    expect(memory).toBeLessThan(100_000_000);
  });

  it('none gets at what objects have in common', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
