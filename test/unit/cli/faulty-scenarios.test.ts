import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acmeFiles, faulty, monday } from '../../support/scenarios.ts';
import { type Ran, run } from './run.ts';

describe('several scenarios of which some are faulty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faulty-'));
  const at = (name: string) => join(folder, name);
  const without = (text: string) => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.');
  const summary = at('summary.md');
  let played: Ran;
  let [junit, told] = ['', ''];

  /** Faulty ones first, so that whoever stops there plays nothing. */
  const names = ['faulty', 'gone', 'lost', 'fine', 'monday'].map((name) => at(`${name}.scenario.yaml`));
  const play = (...more: readonly string[]) => run(['scenario', 'run', ...more], undefined, '', [], env);
  const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: folder, GITHUB_STEP_SUMMARY: summary };

  beforeAll(async () => {
    const [, text] = monday;
    const lost =
      'version: 1\nid: lost\ntitle: An import is gone\nenvironment: lost.environment.yaml\nsteps: [{ at: 0s, do: { connect: wiki } }]\n';
    const fine = text.slice(0, text.indexOf('  does nothing:')).replace('id: monday', 'id: fine');
    const [environment] = acmeFiles;
    for (const [name, whole] of [monday, faulty, ...acmeFiles]) writeFileSync(at(name), whole);
    writeFileSync(at('fine.scenario.yaml'), fine);
    writeFileSync(at('lost.scenario.yaml'), lost);
    writeFileSync(
      at('lost.environment.yaml'),
      (environment?.[1] ?? '').replace('one-policy.gateway-rules.json', 'gone.json'),
    );
    played = await play(...names, '--junit', at('junit.xml'));
    junit = readFileSync(at('junit.xml'), 'utf8');
    told = readFileSync(summary, 'utf8');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are all told in their order, the faulty ones with file, line, column and what to write instead', () => {
    const lines = without(played.stdout).split('\n');
    expect(lines.filter((line) => /^[!✓✗]/.test(line))).toEqual([
      '! faulty.scenario.yaml  error: faulty.scenario.yaml:7:11 steps[0].do.conect: is not known here: correct the spelling, or take it away',
      '! gone.scenario.yaml  error: gone.scenario.yaml: there is no such file',
      expect.stringMatching(
        /^! lost\.scenario\.yaml {2}error: lost\.environment\.yaml:\d+:\d+ policies\[0\]\.import: gone\.json: there is no such file$/,
      ),
      '✓ fine  A push before the expiry',
      '✗ monday  A push before the expiry',
    ]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {4}faulty\.scenario\.yaml:10:24 steps\[1\]\.expect\.verdict: write allow or /),
    );
    expect(lines.at(-2)).toBe('1 of 5 scenarios came out as expected, 3 could not be played.');
  });

  it('end with the exit code of bad input, else with that of a failed expectation', async () => {
    expect(played.exit).toBe(2);
    expect((await play(at('gone.scenario.yaml'), at('fine.scenario.yaml'))).exit).toBe(2);
    expect((await play(at('fine.scenario.yaml'), at('monday.scenario.yaml'))).exit).toBe(1);
  });

  it('are errors and failures in the JUnit report, beside what passed', () => {
    expect(junit.match(/<testsuite /g)).toHaveLength(5);
    expect(without(junit)).toContain(
      '<testcase classname="gone.scenario.yaml" name="can be played"><error message="gone.scenario.yaml: there is no such file" type="bad-input">',
    );
    expect(junit.match(/<error /g)).toHaveLength(3);
    expect(junit.match(/<failure /g)).toHaveLength(1);
  });

  it('are marked at the line of each fault, and told in the summary of the job', () => {
    expect(played.stderr).toContain('::error file=faulty.scenario.yaml,line=7,col=11,title=steps[0].do.conect::');
    expect(played.stderr).toContain('::error file=faulty.scenario.yaml,line=10,col=24,');
    expect(played.stderr).toContain(
      '::error file=gone.scenario.yaml,title=This file can’t be used::there is no such file',
    );
    expect(played.stderr).toMatch(/::error file=lost\.environment\.yaml,line=\d+,/);
    expect(played.stderr).toContain('::error file=monday.scenario.yaml,line=');
    expect(told).toMatch(/^### 1 of 5 scenarios came out as expected, 3 could not be played\n/);
    expect(told.match(/^#### ! .* could not be played$/gm)).toHaveLength(3);
  });

  it('are one document with --json, which holds what was played and what was not', async () => {
    const { stdout } = await play(...names, '--json', '--annotations', 'none');
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      scenarios: [
        { id: 'fine', passed: true },
        { id: 'monday', passed: false },
      ],
      errors: [
        {
          name: at('faulty.scenario.yaml'),
          error: { code: 'bad-input' },
          faults: [
            { line: 7, column: 11 },
            { line: 10, column: 24 },
          ],
        },
        { name: at('gone.scenario.yaml'), faults: [{ message: 'there is no such file' }] },
        { name: at('lost.scenario.yaml'), faults: [{ file: at('lost.environment.yaml') }] },
      ],
    });
  });

  it('are told when the JUnit report can’t be written, too', async () => {
    const { exit, stdout } = await play(at('fine.scenario.yaml'), '--junit', at('no-such-folder/junit.xml'));
    expect(exit).toBe(2);
    expect(without(stdout)).toMatch(
      /^✓ fine.*\n\n1 of 1 scenario came out as expected\.\nThe JUnit report could not be/s,
    );
    expect(stdout).toContain('Name a file in a folder that is there and may be written to.');
  });
});
