import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenario } from '../../../main/files/load-scenario.ts';
import { runCommand, startHost, type TestHost } from '../../support/host.ts';

describe('a run that is recorded', { sequential: true }, () => {
  let host: TestHost;
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  const file = join(folder, 'monday.scenario.yaml');

  beforeAll(async () => {
    host = await startHost();
    await host.run('clock', 'freeze');
    await host.run('clock', 'to', '+169h');
    await host.run('visit', 'https://wiki.corp.internal/');
    await host.run('reauth', '--as', 'alice@example.com');
    await host.run('visit', 'https://wiki.corp.internal/');
    await host.run('environment', 'set', 'notification.permission', 'denied', '--now');
    await host.run('world', 'sleep');
  });
  afterAll(() => host?.stop());

  it('is a file of what was done and what it came to', async () => {
    const said = await host.run('scenario', 'record', file, '--title', 'Monday');
    expect(said.stdout).toContain('Played anew it comes to the same state.');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('id: monday');
    expect(text).toContain('do: { reauthenticate: { as: alice, from: command-line } }');
    expect(text).toContain('verdict: blocked_session');
    expect(text).toContain('value: denied');
  });

  it('passes when it is played on a clean machine', async () => {
    const { scenario } = await loadScenario(file);
    expect(scenario.steps.length).toBeGreaterThan(4);
    const played = await runCommand('scenario', 'run', file);
    expect(played.stdout).toContain('1 of 1 scenario came out as expected.');
  });

  it('is redacted when that is asked for, and passes just as well', async () => {
    const other = join(folder, 'other.scenario.yaml');
    const said = await host.run('scenario', 'record', other, '--title', 'Monday', '--redact');
    expect(said.stderr).toBe('');
    expect(said.stdout).toMatch(/\d+ names are others in it\. IP addresses, ports and times are the same\./);
    const text = readFileSync(other, 'utf8');
    for (const name of ['alice', 'wiki', 'corp.internal', 'Private range']) expect(text).not.toContain(name);
    expect(text).toContain('# Recorded by the WARP Session Emulator. Names in it are others than in the run');
    const played = await runCommand('scenario', 'run', other);
    expect(played.stdout).toContain('1 of 1 scenario came out as expected.');
  });

  it('keeps the names that are told to stay', async () => {
    const other = join(folder, 'kept.scenario.yaml');
    await host.run('scenario', 'record', other, '--redact', '--keep', 'wiki');
    const text = readFileSync(other, 'utf8');
    expect(text).toContain('wiki');
    expect(text).not.toContain('alice');
  });

  it('is not written over a file that is there', async () => {
    const again = await host.run('scenario', 'record', file);
    expect(again.code).not.toBe(0);
    expect(again.stderr).toContain('is there already');
  });
});

describe('the environment that a scenario names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stray-'));
  const tries = ['/etc/passwd', '../../../../../../etc/passwd', '../../x.environment.yaml', 'notes.txt'];

  it.each(tries)('is not read at %s', async (environment) => {
    const path = join(folder, 'a.scenario.yaml');
    const steps = [{ at: '1h', do: { clock: 'show' } }];
    writeFileSync(path, JSON.stringify({ version: 1, id: 'a', title: 'a', environment, steps }));
    await expect(loadScenario(path)).rejects.toThrow(/a\.scenario\.yaml:1.*environment: an environment is a \.yaml/);
  });
});
