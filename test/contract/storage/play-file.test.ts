import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineVersion } from '../../../app/session/engine-version.ts';
import { type KeptPlay, openPlayFile, parsePlay, writePlay } from '../../../main/adapters/play-file.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';

const report = {
  ...{ at: '+1h', act: 'tcp wiki', passed: false, got: 'blocked_session' as const },
  differences: [{ what: 'verdict', expected: 'allow', got: 'blocked_session' }],
  trace: [{ step: 'origin', answers: true } as const],
};

const kept: KeptPlay = {
  engine: engineVersion,
  files: [{ name: 'monday.scenario.yaml', text: 'version: 1\nid: monday\n' }],
  file: 'monday.scenario.yaml',
  parts: [
    {
      run: 'run-1',
      begunAfter: 2,
      mark: 'a1',
      played: [{ lastLine: 4, reports: [report] }],
      flows: [['push', 'flow-1']],
    },
    { run: 'run-2', branch: 'signs in', begunAfter: 1, mark: 'b2', played: [], flows: [], playingAfter: 1 },
  ],
  kept: [['just before', 'checkpoint-0a1b2c3d']],
  keptLately: ['just before'],
};

/** As somebody would write it who knows how the file is sealed. */
function sealed(play: unknown): string {
  const text = JSON.stringify(play);
  return `${JSON.stringify({ format: 1, length: Buffer.byteLength(text), digest: sha256Hex(text) })}\n${text}\n`;
}

describe('the text of a scenario’s place', () => {
  it('is read as it was written', () => {
    expect(parsePlay(writePlay(kept))).toEqual(kept);
  });

  it('is not read when a byte of it was changed, lost or added', () => {
    const whole = writePlay(kept);
    const places = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(
        places,
        fc.integer({ min: 1, max: 127 }),
        fc.constantFrom('set', 'cut', 'drop', 'add'),
        (at, code, how) => {
          const [before, after] = [whole.slice(0, at), whole.slice(at + 1)];
          const other = String.fromCharCode(code);
          const mutated = {
            set: before + other + after,
            cut: before,
            drop: before + after,
            add: before + other + whole.slice(at),
          };
          const read = parsePlay(mutated[how]);
          // Of the first line white space may be another.
          if (read !== undefined) expect(read).toEqual(kept);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['another engine', { ...kept, engine: engineVersion + 1 }],
    ['no file', { ...kept, files: [] }],
    ['no part', { ...kept, parts: [] }],
    ['a line before the first', { ...kept, parts: [{ ...kept.parts[0], begunAfter: -1 }] }],
    ['a verdict that there isn’t', sealedReport({ got: 'perhaps' })],
    ['a step of a verdict that can’t be told', sealedReport({ trace: [{ step: 'magic' }] })],
    ['a list where a mapping belongs', []],
    ['nothing', null],
  ])('is not read with %s, though it is sealed', (_what, play) => {
    expect(parsePlay(sealed(play))).toBeUndefined();
  });

  it('leaves out what was looked at where all went well when it would be too long, and else is refused', () => {
    const name = 'x'.repeat(9 * 1024 * 1024);
    const trace = [{ step: 'passed-over', policy: 'P1', name, because: 'identity' } as const];
    const long = (passed: boolean): KeptPlay => {
      const step = { lastLine: 4, reports: [{ ...report, passed, trace }] };
      return { ...kept, parts: [{ run: 'run-1', begunAfter: 2, mark: 'a1', played: [step, step], flows: [] }] };
    };
    expect(parsePlay(writePlay(long(true)))?.parts[0]?.played[1]?.reports[0]?.trace).toEqual([]);
    expect(() => writePlay(long(false))).toThrow('too long for its place to be kept');
  });
});

function sealedReport(change: object): object {
  return { ...kept, parts: [{ ...kept.parts[0], played: [{ lastLine: 4, reports: [{ ...report, ...change }] }] }] };
}

describe('the file of a scenario’s place', () => {
  let directory: string;
  const place = (...names: readonly string[]) => join(directory, ...names);
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'play-file-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is there for its owner alone until it is removed', async () => {
    const file = openPlayFile(directory);
    expect(await file.read()).toBeUndefined();
    await file.write(kept);
    expect(statSync(place('play', 'place.json')).mode & 0o777).toBe(0o600);
    expect(await openPlayFile(directory).read()).toEqual(kept);
    await file.remove();
    await file.remove();
    expect(await file.read()).toBeUndefined();
  });

  it('is set aside as it was found when it can’t be read, and drafts are cleared away', async () => {
    const file = openPlayFile(directory);
    await file.write(kept);
    writeFileSync(place('play', 'place.json'), 'something else');
    writeFileSync(place('play', 'place.json.1234.tmp'), 'half of it');
    expect(await file.read()).toBe('unreadable');
    const there = await file.setAside();
    expect(there).toBe(place('aside', 'play.json'));
    expect(readFileSync(there, 'utf8')).toBe('something else');
    expect(readdirSync(place('play'))).toEqual([]);
  });

  it('is gone when it can’t be written: what was before it is out of date', async () => {
    const file = openPlayFile(directory);
    await file.write(kept);
    const text = 'x'.repeat(17 * 1024 * 1024);
    await expect(file.write({ ...kept, files: [{ name: 'long.yaml', text }] })).rejects.toMatchObject({
      code: 'play-too-long',
    });
    expect(await file.read()).toBeUndefined();
  });
});
