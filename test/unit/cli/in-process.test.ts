import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeJunit } from '../../../main/cli/junit.ts';
import { run } from './run.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('duration', () => {
  it('prints seconds and the normal form', async () => {
    const { exit, stdout } = await run(['duration', '168h', '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ seconds: 604_800, normal: '168h0m0s' });
  });

  it('suggests what to write for days', async () => {
    const { exit, stdout, stderr } = await run(['duration', '7d', '--json']);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'bad-input', message: expect.stringContaining('168h0m0s') });
    expect(stderr).toContain('168h0m0s');
  });
});

describe('policy import', () => {
  const rule = {
    id: 'a1b2c3d4-0000-4000-8000-000000000001',
    name: 'Wiki',
    enabled: true,
    precedence: 1000,
    action: 'allow',
    filters: ['l4'],
    traffic: 'net.dst.ip in $0a1b2c3d00004000800000000000000f',
    identity: '',
    device_posture: '',
    rule_settings: { check_session: { enforce: true, duration: '168h0m0s' } },
  };

  it('prints policies, lists and warnings of a folder', async () => {
    const exports = await mkdtemp(join(folder, 'exports-'));
    const second = { ...rule, id: 'a1b2c3d4-0000-4000-8000-000000000002', precedence: 2000, rule_settings: {} };
    await writeFile(join(exports, 'rules.json'), JSON.stringify({ success: true, result: [rule, second] }));
    const { exit, stdout, stderr } = await run(['policy', 'import', exports, '--json']);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    const { policies } = JSON.parse(stdout);
    expect(policies[0]).toMatchObject({
      id: rule.id,
      name: 'Wiki',
      source: { file: join(exports, 'rules.json'), line: 1 },
      enabled: true,
      precedence: 1000,
      action: 'allow',
      filter: 'l4',
      traffic: rule.traffic,
      identity: '',
      devicePosture: '',
      checkSession: { enforce: true, seconds: 604_800, text: '168h0m0s' },
      unresolved: ['traffic: list $0a1b2c3d00004000800000000000000f is not known'],
    });
    expect(policies[1].checkSession).toBeNull();
  });

  it.each([
    ['there is no such file', ['policy', 'import', '/nowhere/rules.json']],
    ['main.tf: there is no such file', ['policy', 'import', 'main.tf']],
    [
      'holds no *.json file and none of Terraform’s',
      ['policy', 'import', fileURLToPath(new URL('.', import.meta.url))],
    ],
  ])('says "%s" and exits 2', async (said, args) => {
    const { exit, stderr } = await run(args);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe('policy explain', () => {
  const acme = fileURLToPath(new URL('../../../examples/acme/one-policy.environment.yaml', import.meta.url));
  const explain = async (...more: string[]) => {
    const args = ['policy', 'explain', '--environment', acme, '--to', 'tcp://wiki.corp.internal:443', ...more];
    const { exit, stdout } = await run([...args, '--json']);
    return { exit, verdict: JSON.parse(stdout) };
  };

  it('judges right after the sign-in unless told an age', async () => {
    await expect(explain()).resolves.toMatchObject({ exit: 0, verdict: { outcome: 'allowed', ageSeconds: 0 } });
  });

  it('gives the verdict, its trace and the reasons at an age', async () => {
    await expect(explain('--age', '8d')).resolves.toMatchObject({
      exit: 0,
      verdict: {
        outcome: 'refused',
        class: 'session',
        ageSeconds: 691_200,
        trace: expect.arrayContaining([expect.objectContaining({ step: 'session', passed: false })]),
        explanation: { summary: expect.stringContaining('the session expired') },
      },
    });
  });

  it('prints every policy in order and the one test, in lines that a terminal holds', async () => {
    const acme = 'examples/acme/one-policy.environment.yaml';
    const { stdout } = await run([
      'policy',
      'explain',
      '--environment',
      acme,
      '--to',
      'https://10.20.0.10/',
      '--age',
      '8d',
    ]);
    const policies = stdout.slice(stdout.indexOf('Network policies in order'));
    expect(policies).toContain('✓  6  Private range, weekly (allow): matches');
    expect(policies).toContain('✓ net.dst.ip in {10.0.0.0/8}  [10.20.0.10]');
    expect(stdout).toContain('How to be sure');
    expect(Math.max(...policies.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it.each(['ftp://wiki/', 'tcp://wiki', 'tcp://:80', 'wiki:80', ''])(
    'wants a target, which "%s" is not',
    async (to) => {
      const { exit, stdout } = await run(['policy', 'explain', '--environment', 'x', '--to', to, '--json']);
      expect(exit).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'bad-input', path: 'to' } });
    },
  );
});

describe('scenario', () => {
  it('plays one of the catalogue by its id', async () => {
    const { exit, stdout } = await run(['scenario', 'run', 'LK-01']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^✓ LK-01 .*\n\n1 of 1 scenario came out as expected\.\n$/);
  });

  it('exits 2 for one that is not there', async () => {
    const { exit, stdout } = await run(['scenario', 'run', join(folder, 'nothing.scenario.yaml')]);
    expect(exit).toBe(2);
    expect(stdout).toContain('there is no such file');
  });

  it('finds a faulty file and exits 1', async () => {
    const file = join(folder, 'faulty.scenario.yaml');
    await writeFile(file, 'version: 1\nid: X\n');
    const { exit, stdout } = await run(['scenario', 'validate', file, '--json']);
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false, files: [{ name: file, valid: false }] });
  });

  it('is written for test reporters, whatever its texts hold', async () => {
    const step = { at: '+0s', passed: true, got: 'allow', differences: [], trace: [] } as const;
    const difference = { what: 'verdict', expected: 'blocked_session', got: 'allow' };
    const report = {
      id: 'X',
      title: 'a "b" <c> & d',
      passed: false,
      steps: [
        { ...step, act: 'tcp wiki' },
        { ...step, act: 'tcp hr', passed: false, differences: [difference] },
      ],
      stateHash: '',
      lines: 2,
    };
    expect(writeJunit([{ report }])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="scenarios">
  <testsuite name="X a &quot;b&quot; &lt;c&gt; &amp; d" tests="2" failures="1" errors="0">
    <testcase classname="X" name="+0s tcp wiki"/>
    <testcase classname="X" name="+0s tcp hr"><failure message="verdict: expected blocked_session, got allow">verdict: expected blocked_session, got allow</failure></testcase>
  </testsuite>
</testsuites>
`);
  });
});
