import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, startHost, type TestHost } from '../../support/host.ts';
import { acmeFiles, faulty, monday } from '../../support/scenarios.ts';

/** Runs in order: each step stands on the one before. */
describe('a scenario that is played live from the command line', { sequential: true }, () => {
  let host: TestHost;
  const folder = mkdtempSync(join(tmpdir(), 'play-'));
  const file = join(folder, monday[0]);

  beforeAll(async () => {
    for (const [name, text] of [monday, faulty, ...acmeFiles]) writeFileSync(join(folder, name), text);
    host = await startHost();
  });
  afterAll(() => host?.stop());

  it('does not begin when its file is faulty, and says at which line and column', async () => {
    const { stateHash } = await host.inspect();
    const refused = await host.run('scenario', 'play', join(folder, faulty[0]));
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`${faulty[0]}:7:11 steps[0].do.conect: is not known here`);
    expect(refused.stderr).toContain(`${faulty[0]}:10:24 steps[1].expect.verdict: write allow or `);
    expect((await host.inspect()).stateHash).toBe(stateHash);
  });

  it('begins in a run of its own, and plays step by step', async () => {
    const begun = await host.run('scenario', 'play', file);
    expect(begun.stdout).toContain('0 of 5 steps played.');
    expect(begun.stdout).toContain('Next: +1h (1 of 3)  tcp wiki, expected allow');
    const next = await host.run('scenario', 'next');
    expect(next.stdout).toContain('✓ +1h (1 of 3)  tcp wiki: allow');
    expect((await host.inspect()).clock.now).toBe('2026-03-02T10:00:00Z');
  });

  it('plays its trunk to the end, and offers its branches', async () => {
    const played = await host.run('scenario', 'next', '--until', 'end');
    expect(played.code).toBe(0);
    expect(played.stdout).toContain('warp-emu scenario branch "signs in in time"   from “just before”');
  });

  it('goes back to the moment that was kept, and on with a branch', async () => {
    expect((await host.run('scenario', 'branch', 'nowhere')).stderr).toContain(
      'has no branch “nowhere”. There are “signs in in time”, “does nothing”.',
    );
    await host.run('scenario', 'branch', 'does nothing');
    expect((await host.inspect()).clock.now).toBe('2026-03-09T08:00:00Z');
    const failed = await host.run('scenario', 'next');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('verdict: expected allow, got blocked_session');
    expect(failed.stdout).toContain('this policy allows 7 d, so it expired 1 h ago.');
  });

  it('comes back to the trunk, in the world that the player without an emulator comes to', async () => {
    await host.run('scenario', 'branch', 'signs in in time');
    expect((await host.run('scenario', 'next', '--until', 'end')).code).toBe(0);
    await host.run('scenario', 'branch');
    const headless = await runCommand('scenario', 'run', file, '--json');
    const { scenarios } = JSON.parse(headless.stdout) as { scenarios: readonly { stateHash: string }[] };
    expect((await host.inspect()).stateHash).toBe(scenarios[0]?.stateHash);
  });

  it('is left, and then there is nothing to play', async () => {
    await host.run('scenario', 'leave');
    const nothing = await host.run('scenario', 'next');
    expect(nothing.stderr).toContain('No scenario is being played. Start one first.');
  });
});
