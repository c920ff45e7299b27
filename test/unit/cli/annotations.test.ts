import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

let folder: string;
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warp-emu-annotations-'));
  env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
  cpSync(join(process.cwd(), 'examples', 'acme'), folder, { recursive: true });
  const base = 'one-policy.environment.yaml';
  const steps = [
    '  - at: 0s',
    '    do: { connect: wiki }',
    '    repeat: { every: 1h, times: 3 }',
    '    expect: { verdict: allow }',
    '  - at: +168h01m',
    '    do: { connect: wiki }',
    '    expect: { verdict: allow }',
    '  - at: +168h02m',
    '    do: { connect: wiki }',
    '    expect: { verdict: blocked_session }',
  ];
  const head = ['version: 1', 'id: monday', 'title: The wiki on Monday', `environment: ${base}`, 'steps:'];
  writeFileSync(join(folder, 'monday.scenario.yaml'), [...head, ...steps, ''].join('\n'));
  writeFileSync(join(folder, 'broken.scenario.yaml'), 'version: 1\nid: 7\n');
  const policy = [
    '  - id: P1',
    '    name: All of it',
    '    precedence: 1',
    '    filter: l4',
    '    action: allow',
    '    traffic: net.dst.ip in {10.0.0.0/8}',
    '    checkSession: { enforce: true, duration: 168h0m0s }',
  ];
  const whole = readFileSync(join(folder, base), 'utf8').replace(
    /^policies:\n( {2}- .*\n)+/m,
    `policies:\n${policy.join('\n')}\n`,
  );
  writeFileSync(join(folder, 'inline.environment.yaml'), whole);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const summary = () => readFileSync(join(folder, 'summary.md'), 'utf8');
const commands = (stderr: string) => stderr.split('\n').filter((line) => line.startsWith('::'));

describe('a scenario that comes out differently', () => {
  const play = (...more: readonly string[]) =>
    run(['scenario', 'run', join(folder, 'monday.scenario.yaml'), ...more], undefined, '', [], env);

  it('is marked at its step, with what was expected, what came, and what was looked at', async () => {
    const { exit, stdout, stderr } = await play();
    expect(exit).toBe(1);
    expect(commands(stderr)).toEqual([
      expect.stringMatching(
        /^::error file=monday\.scenario\.yaml,line=10,title=monday at \+168h1m%3A tcp wiki::verdict: expected allow, got blocked_session%0A%0AWhat was looked at:%0A· /,
      ),
    ]);
    expect(stdout).toContain('0 of 1 scenario came out as expected');
    expect(summary()).toMatch(/^### 0 of 1 scenario came out as expected\n\n#### ✗ monday The wiki on Monday\n/);
    expect(summary()).toContain('verdict: expected allow, got blocked_session');
  });

  it('leaves one document on stdout with --json', async () => {
    const { stdout, stderr } = await play('--json');
    expect(JSON.parse(stdout)).toMatchObject({ passed: false });
    expect(commands(stderr)).toHaveLength(1);
  });

  it('is not marked when nobody asks for it', async () => {
    expect(commands((await play('--annotations', 'none')).stderr)).toEqual([]);
    const here = await run(['scenario', 'run', join(folder, 'monday.scenario.yaml')]);
    expect(commands(here.stderr)).toEqual([]);
  });
});

describe('a file that cannot be read', () => {
  it('is marked at the line of each fault', async () => {
    const args = ['scenario', 'run', join(folder, 'broken.scenario.yaml'), '--annotations', 'github'];
    const { exit, stderr } = await run(args, undefined, '', [], { GITHUB_WORKSPACE: folder });
    expect(exit).toBe(2);
    expect(commands(stderr)).toContainEqual(
      expect.stringMatching(/^::error file=broken\.scenario\.yaml,line=2,col=5,title=id::/),
    );
  });
});

describe('findings in policies', () => {
  const lint = (path: string) =>
    run(['policy', 'lint', path], undefined, '', [], { ...env, GITHUB_WORKSPACE: process.cwd() });

  it('stand at the policy in the export that an environment imports', async () => {
    const { exit, stderr } = await lint('examples/acme/one-policy.environment.yaml');
    expect(exit).toBe(1);
    expect(commands(stderr)).toContainEqual(
      expect.stringMatching(
        /^::error file=examples\/acme\/one-policy\.gateway-rules\.json,line=\d+,title=whole-private-range%3A “Private range%2C weekly”::.*%0ADo: .*%0AWhy: /,
      ),
    );
    expect(summary()).toContain('| error | whole&#45;private&#45;range |');
  });

  it('stand at the policy in the export that is looked at by itself', async () => {
    const { stderr } = await lint('examples/acme/one-policy.gateway-rules.json');
    expect(commands(stderr)[0]).toMatch(/^::error file=examples\/acme\/one-policy\.gateway-rules\.json,line=\d+,/);
  });

  it('stand at the policy in the environment where it is written', async () => {
    const args = ['policy', 'lint', join(folder, 'inline.environment.yaml')];
    const { stderr } = await run(args, undefined, '', [], env);
    const line = readFileSync(join(folder, 'inline.environment.yaml'), 'utf8').split('\n').indexOf('  - id: P1') + 1;
    expect(commands(stderr)[0]).toMatch(new RegExp(`^::error file=inline\\.environment\\.yaml,line=${line},title=`));
  });
});
