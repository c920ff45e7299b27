import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import { Refusal } from '../../../app/errors.ts';
import { acme, clock, edited, ownFolder } from './change-samples.ts';
import { noting } from './noting.ts';
import { run } from './run.ts';
import { inspection } from './samples.ts';

const inFolder = ownFolder();

describe('run', () => {
  it('lists what is kept, starts anew and goes on with an earlier one', async () => {
    const moment = { at: '2026-03-06T17:00:00Z', tone: 'calm', short: 'everything answers' } as const;
    const dead = { at: '2026-03-09T09:01:00Z', tone: 'dead', short: 'internal network dead' } as const;
    const [environment, from, id] = ['Acme', '2026-03-02T09:00:00Z', 'run-20260301-1'];
    const tree: ResultOf<'checkpoint.list'> = {
      runs: [
        { id, startedOn: '2026-03-01', bytes: 640, isCurrent: false, left: { environment, from, ...dead } },
        {
          ...{ id: 'run-20260302-1', startedOn: '2026-03-02', bytes: 640, isCurrent: true },
          ...{ origin: { run: id, at: moment.at, checkpoint: 'checkpoint-1' }, left: { environment, from, ...moment } },
        },
        { id: 'run-20260303-1', startedOn: '2026-03-03', bytes: 640, isCurrent: false },
      ],
      checkpoints: [
        { id: 'checkpoint-1', run: id, name: 'Friday', ...moment, madeAt: '2026-03-02T10:00:00Z', usable: true },
      ],
      remarks: [],
    };
    const { asked, handlers } = noting({
      ...{ 'checkpoint.list': tree, 'run.start': { id: 'r3' }, 'run.open': { id: 'r1' } },
    });
    expect(
      (await run(['run', 'list'], handlers)).stdout,
    ).toBe(`  Acme            run-20260301-1  Mon 9 Mar 2026 09:01  ⊘ internal network dead
  └ ◆ Friday      checkpoint-1    Fri 6 Mar 2026 17:00  ● everything answers
    └ What if 1   run-20260302-1  Fri 6 Mar 2026 17:00  ● everything answers           ← goes on
  run-20260303-1  run-20260303-1                        can’t be read by this version
`);
    expect((await run(['run', 'start'], handlers)).stdout).toContain('The one before is kept');
    await run(['run', 'start', '--environment', 'per-application'], handlers);
    await run(['run', 'start', '--environment', join(acme, 'per-application.environment.yaml')], handlers);
    await run(['run', 'open', 'r1'], handlers);
    expect(asked.slice(1)).toEqual([
      ['run.start', {}],
      ['run.start', { start: 'per-application' }],
      ['run.start', { environment: expect.objectContaining({ version: 1 }) }],
      ['run.open', { id: 'r1' }],
    ]);
  });
});

describe('import', () => {
  const preview: ResultOf<'import.preview'> = {
    kind: 'policies',
    name: 'rules.json',
    summary: '2 policies; 1 checks the session.',
    policies: 2,
    lists: 0,
    destinations: 0,
    changes: [
      { what: 'added', policy: 'HR' },
      { what: 'removed', policy: 'All' },
      { what: 'changed', policy: 'Wiki' },
    ],
    warnings: ['rules.json:3: odd'],
  };

  it('says what it would bring and changes nothing on a dry run', async () => {
    const rules = join(acme, 'one-policy.gateway-rules.json');
    const { asked, handlers } = noting({ 'import.preview': preview });
    const { exit, stdout } = await run(['import', rules, '--dry-run'], handlers);
    expect(exit).toBe(0);
    expect(stdout).toBe(`rules.json: 2 policies; 1 checks the session.

  + HR
  − All
  ~ Wiki

rules.json:3: odd

Nothing has changed.
`);
    expect(asked).toEqual([
      ['import.preview', { files: [{ name: rules, text: expect.any(String) }], policies: 'replace' }],
    ]);
  });

  it('goes where it is told, and joins when told', async () => {
    await mkdir(inFolder('exports'), { recursive: true });
    await writeFile(inFolder('exports', 'b.json'), '[]');
    await writeFile(inFolder('exports', 'a.json'), '[]');
    const { asked, handlers } = noting({ 'import.preview': preview, 'import.apply': edited, 'clock.show': clock });
    const { exit, stdout } = await run(
      ['import', inFolder('exports'), '--add', '--to', 'new-run', '--now', '--json'],
      handlers,
    );
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ...preview, ...edited });
    const files = ['a.json', 'b.json'].map((name) => ({ name: inFolder('exports', name), text: '[]' }));
    expect(asked[1]).toEqual(['import.apply', { files, policies: 'add', to: 'new-run', now: true }]);
  });

  it.each(['unknown-file', 'scenario', 'too-many-environments'])(
    'exits 2 for files that are refused as %s',
    async (code) => {
      const refuse = async () => {
        throw new Refusal(code, 'No.');
      };
      const rules = join(acme, 'one-policy.gateway-rules.json');
      expect(await run(['import', rules], { 'import.preview': refuse })).toMatchObject({ exit: 2, stderr: 'No.\n' });
    },
  );

  it('takes along what an environment imports from its own folder', async () => {
    const { asked, handlers } = noting({ 'import.preview': preview });
    await run(['import', join(acme, 'one-policy.environment.yaml'), '--dry-run'], handlers);
    const [, params] = asked[0] ?? [];
    expect((params as { files: { name: string }[] }).files.map(({ name }) => name)).toEqual([
      join(acme, 'one-policy.environment.yaml'),
      'one-policy.gateway-rules.json',
      'gateway-lists.json',
    ]);
  });
});

describe('host', () => {
  const shown: ResultOf<'host.show'> = {
    dataDirectory: '/data',
    logs: '/data/logs',
    bytes: { runs: 2000, logs: 10, aside: 0, total: 2010 },
    theme: 'system',
    ports: { proxy: 40100 },
    installLine: 'npm install --global warp',
    crashes: [],
  };

  it('tells where things lie', async () => {
    const { stdout } = await run(['host', 'show'], noting({ 'host.show': shown }).handlers);
    expect(stdout).toContain('/data                      2.0 kB');
    expect(stdout).toContain('proxy 40100');
  });

  it('moves ports and tells where it listens then', async () => {
    const { asked, handlers } = noting({ 'host.set': { remarks: ['Port 1 is taken.'] }, inspect: inspection });
    const { stdout } = await run(['host', 'ports', '--proxy', '40100', '--ui', '8080'], handlers);
    expect(asked[0]).toEqual(['host.set', { ports: { proxy: 40_100, ui: 8080 } }]);
    expect(stdout).toContain('Port 1 is taken.');
    expect(stdout).toContain('proxy  127.0.0.1:40000');
    expect((await run(['host', 'ports'], handlers)).exit).toBe(2);
  });

  it('deletes nothing before somebody means it', async () => {
    const { asked, handlers } = noting({ 'host.show': shown, 'host.delete-everything': { id: 'r1' } });
    const first = await run(['host', 'delete-everything'], handlers);
    expect(first).toMatchObject({ exit: 2, stderr: expect.stringContaining('Nothing has been deleted') });
    expect(asked.map(([method]) => method)).toEqual(['host.show']);
    expect((await run(['host', 'delete-everything', '--yes'], handlers)).exit).toBe(0);
    expect(asked.at(-1)).toEqual(['host.delete-everything', { confirm: 'delete everything' }]);
  });
});

describe('flow', () => {
  const flow = {
    ...{ id: 'f9', destination: 'ssh', port: 22, openedAt: '2026-03-02T09:00:00Z', ageAtOpeningSeconds: 0 },
    ...{ lastActiveAt: '2026-03-02T09:00:00Z', keptBusy: true },
  };

  it('lists open connections by the id that busy and idle take', async () => {
    const { asked, handlers } = noting({ inspect: { ...inspection, flows: [flow] }, 'flow.keep-busy': {} });
    expect((await run(['flow', 'list'], handlers)).stdout).toBe(
      '  f9  ssh:22    since Mon 2 Mar 2026 09:00:00, at age 0 s    idle for 7 d 1 min  kept busy\n',
    );
    expect(JSON.parse((await run(['flows', '--json'], handlers)).stdout)).toEqual([flow]);
    await run(['flow', 'busy', 'f9'], handlers);
    await run(['flow', 'idle', 'f9'], handlers);
    expect(asked.slice(2)).toEqual([
      ['flow.keep-busy', { id: 'f9', keptBusy: true }],
      ['flow.keep-busy', { id: 'f9', keptBusy: false }],
    ]);
  });

  it('tells the policy, the bytes of each way and when it is closed for idling', async () => {
    const busy = {
      ...{ ...flow, keptBusy: false, policy: { id: 'p1', name: 'HR' } },
      ...{ bytes: { up: 640, down: 3_400_000 }, idleUntil: '2026-03-09T16:01:00Z' },
    };
    const { handlers } = noting({ inspect: { ...inspection, flows: [busy] } });
    const { stdout } = await run(['flow', 'list'], handlers);
    expect(stdout).toContain('  HR  since');
    expect(stdout).toContain('↑ 640 B  ↓ 3.4 MB');
    expect(stdout).toContain('closed in 7 h 00 min');
  });

  it('cuts one', async () => {
    const { asked, handlers } = noting({ 'flow.cut': {} });
    expect((await run(['flow', 'cut', 'f9'], handlers)).stdout).toBe('The connection is cut.\n');
    expect(asked).toEqual([['flow.cut', { id: 'f9' }]]);
  });
});
