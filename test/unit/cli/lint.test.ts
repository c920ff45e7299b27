import { describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import { edited } from './change-samples.ts';
import { noting } from './noting.ts';
import { run } from './run.ts';

const finding: ResultOf<'policy.lint'>['findings'][number] = {
  code: 'loose-email-pattern',
  severity: 'error',
  policy: { id: 'P1', name: 'Wiki', source: { file: 'rules.json', line: 6 } },
  place: { part: 'identity', at: { offset: 0, length: 40, line: 1, column: 1 } },
  message: 'Its pattern also takes user@example.com.attacker.example.',
  fix: 'Write it from ^ to $.',
  reason: 'A regex is searched for anywhere.',
};

describe('policy lint', () => {
  it('tells what the running emulator has, with its place, and fails for an error', async () => {
    const { asked, handlers } = noting({ 'policy.lint': { errors: 1, warnings: 2, findings: [finding] } });
    const { exit, stdout } = await run(['policy', 'lint', '--running'], handlers);
    expect(exit).toBe(1);
    expect(stdout).toBe(
      [
        'error loose-email-pattern: “Wiki” (rules.json:6, identity, line 1, column 1)',
        '  Its pattern also takes user@example.com.attacker.example.',
        '  Do: Write it from ^ to $.',
        '  Why: A regex is searched for anywhere.',
        '',
        '3 findings, of which the first 1 are told.',
        '',
      ].join('\n'),
    );
    expect(asked).toEqual([['policy.lint', {}]]);
  });

  it('has nothing to tell of sound ones', async () => {
    const { handlers } = noting({ 'policy.lint': { errors: 0, warnings: 0, findings: [] } });
    const { exit, stdout } = await run(['policy', 'lint', '--running', '--json'], handlers);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ findings: [] });
  });

  it('wants files, or to be told that it is the running emulator, and not both', async () => {
    expect((await run(['policy', 'lint'])).exit).toBe(2);
    expect((await run(['policy', 'lint', 'a.json', '--running'])).exit).toBe(2);
  });

  it('is named by an edit that brings something', async () => {
    const { handlers } = noting({
      'environment.set': { ...edited, newFindings: { errors: 1, warnings: 2 } },
      'clock.show': { now: edited.takesEffectAt, mode: 'frozen', speed: 1 },
    });
    expect((await run(['environment', 'set', 'a', 'b'], handlers)).stdout).toContain(
      'It brings 1 error and 2 warnings; `policy lint --running` tells them.',
    );
  });
});
