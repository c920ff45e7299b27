import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagFiles, diagName, zipOf } from '../../support/diag.ts';
import { makeDirectory } from '../../support/host.ts';
import { type House, openHouse } from '../household/house.ts';
import { warpEmu } from './warp-emu.ts';

const place = makeDirectory();
const zip = join(place, diagName);
const file = join(place, 'monday.environment.yaml');
const call = [
  '--since',
  'Mon 09:00',
  '--fails',
  'wiki.corp.internal',
  'git:22',
  '--works',
  'www.example.com',
  '--timeout',
  '168h',
];
const symptoms = ['--symptom', 'internet works, internal dead, says connected'];

beforeAll(() => writeFileSync(zip, zipOf()));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Runs in order: each step stands on the one before. */
describe('a ticket on the command line', { sequential: true }, () => {
  it('becomes an environment’s file, and is told what is missing, what was not read, and what it could be', async () => {
    const { exit, stdout, stderr } = await warpEmu([
      'ticket',
      'draft',
      '--diag',
      zip,
      ...call,
      ...symptoms,
      '--out',
      file,
    ]);
    expect(exit, stderr).toBe(0);
    expect(stdout).toContain('Missing, what decides most first\n  1. Gateway’s policies and lists.');
    expect(stdout).toContain('Keys that are not known: warp-settings.txt:18 Firewall Scope');
    expect(stdout).toContain('  1. LK-01  Missed notice');
    expect(stdout).toContain('warp-emu clock to 2026-03-09T10:12:00Z');
    expect(stdout).not.toMatch(/ALICES-LAPTOP|5d0f-device|77aa-account|a2V5/);
  });

  it('shows the lockout when it is run up to the moment of the call', async () => {
    const explained = await warpEmu([
      ...[
        'policy',
        'explain',
        '--environment',
        file,
        '--to',
        'tcp://wiki.corp.internal:443',
        '--age',
        '170h',
        '--json',
      ],
    ]);
    expect(JSON.parse(explained.stdout)).toMatchObject({ outcome: 'refused', class: 'session', limitSeconds: 604_800 });
    const script = 'warp-emu clock to 2026-03-09T10:12:00Z && warp-emu visit https://wiki.corp.internal/ --json';
    const visited = await warpEmu(['exec', '--environment', file, '--', 'sh', '-c', script]);
    expect(visited.stdout).toContain('"class": "session"');
    expect(visited.exit).toBe(1);
  });

  it('is never written over', async () => {
    const { exit, stderr } = await warpEmu(['ticket', 'draft', '--out', file]);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: `${file} is there already. Choose another name.\n` });
  });

  it('goes to stdout without a file, to be piped, and what there is to say to stderr', async () => {
    const { stdout, stderr } = await warpEmu(['ticket', 'draft', '--diag', zip, ...call]);
    expect(stdout).toBe(readFileSync(file, 'utf8'));
    expect(stderr).toContain('Missing, what decides most first');
  });

  it('is one document for scripts', async () => {
    const { exit, stdout } = await warpEmu(['ticket', 'draft', '--diag', zip, ...call, ...symptoms, '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ reportedAt: '2026-03-09T10:12:00Z', attempt: 'https://wiki.corp.internal:443/', doubts: [] },
      suggestion: { candidates: [{ id: 'LK-01' }, {}, {}, {}], split: {} },
    });
  });

  it('reads a folder as well, follows no link in it, and writes nothing there', async () => {
    const folder = join(place, 'unpacked');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(diagFiles))
      if (name !== 'version.txt') writeFileSync(join(folder, name), text);
    symlinkSync(file, join(folder, 'version.txt'));
    const before = readdirSync(folder);
    const { stdout } = await warpEmu(['ticket', 'draft', '--diag', folder, ...call, '--json']);
    expect(JSON.parse(stdout).read).toContain('warp-settings.txt');
    expect(JSON.parse(stdout).read).not.toContain('version.txt');
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    [
      'a time that is none',
      ['--since', 'soon'],
      '--since: “soon” is no time: write Monday 09:00, 2026-03-09 09:00 or 8d ago',
    ],
    ['a version that is none', ['--client-version', 'new'], '--client-version: “new” is no version'],
    ['a file that is not there', ['--diag', 'gone.zip'], 'gone.zip: there is no such file and no such folder'],
    ['no zip', ['--diag', import.meta.filename], 'it is no zip, or a part of it is missing'],
  ])('is refused with %s, by its option', async (_name, args, said) => {
    const { exit, stderr, stdout } = await warpEmu(['ticket', 'draft', ...args]);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('a ticket over REST', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.remove());

  it('takes a warp-diag a part at a time, and keeps nothing of it on the disk', async () => {
    const bytes = zipOf();
    const half = 3 * Math.floor(bytes.length / 6);
    const part = (from: number, to?: number) => bytes.subarray(from, to).toString('base64');
    const { id } = await house.call('ticket.upload', { name: diagName, part: part(0, half) });
    await house.call('ticket.upload', { id, name: diagName, part: part(half) });
    const draft = await house.call('ticket.draft', { ticket: { fails: ['wiki'], timeout: '7d' }, diag: [id] });
    expect(draft.read).toContain('warp-settings.txt');
    const again = await house.call('ticket.draft', { ticket: {}, diag: [id] });
    expect(again.read).toEqual(draft.read);
    const kept = readdirSync(house.dataDirectory, { recursive: true, encoding: 'utf8' });
    expect(kept.filter((name) => /warp-debugging|warp-settings|diag/.test(name))).toEqual([]);
  });

  it('opens as a new run without a fault', async () => {
    const { text } = await house.call('ticket.draft', {
      ticket: { fails: ['wiki'], timeout: '7d', reported: '2026-03-09' },
    });
    await house.call('import.apply', { files: [{ name: 'a.environment.yaml', text }], to: 'new-run' });
    expect((await house.call('inspect')).policies).toMatchObject([{ name: 'From the ticket, assumed' }]);
  });

  it('names diagnostics that are not there', async () => {
    expect(await house.refusal('ticket.draft', { ticket: {}, diag: ['gone'] })).toMatchObject({ code: 'no-such-diag' });
  });

  it('refuses more than can be handed over, and forgets it', async () => {
    const part = Buffer.alloc(2_900_000).toString('base64');
    const { id } = await house.call('ticket.upload', { name: 'warp.zip', part });
    let refused = '';
    for (let times = 0; times < 30 && refused === ''; times += 1) {
      const go = house.call('ticket.upload', { id, name: 'warp.zip', part });
      refused = await go.then(
        () => '',
        (fault: Error) => fault.message,
      );
    }
    expect(refused).toContain('More than 64 MB can’t be handed over.');
    expect(await house.refusal('ticket.draft', { ticket: {}, diag: [id] })).toMatchObject({ code: 'no-such-diag' });
  });
});
