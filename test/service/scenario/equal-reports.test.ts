import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acmeFiles, faulty, monday } from '../../support/scenarios.ts';
import { warpEmu } from '../cli/warp-emu.ts';

/** Where the machine stands and what it speaks; Turkish has two letters i, Arabic digits of its own. */
const places = [
  { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' },
  { TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'Asia/Kathmandu', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' },
] as const;

type Reports = Readonly<Record<'lines' | 'json' | 'junit' | 'annotations' | 'summary', string>>;

describe('the reports of the whole catalogue, of a scenario that fails and of one that is faulty', () => {
  const folder = mkdtempSync(join(tmpdir(), 'equal-'));
  const others = [join(folder, faulty[0]), join(folder, monday[0])];
  let first: Reports;

  /** In every form, in a process of its own each. */
  const report = async (env: Readonly<Record<string, string>>): Promise<Reports> => {
    const [junit, summary] = [join(folder, 'junit.xml'), join(folder, 'summary.md')];
    rmSync(summary, { force: true });
    const catalogue = (await warpEmu(['scenario', 'list', '--json'], env)).stdout;
    const files = (JSON.parse(catalogue) as readonly { readonly id: string }[]).map(({ id }) => id);
    const lines = await warpEmu(['scenario', 'run', ...files, ...others, '--junit', junit], env);
    expect(lines.exit, lines.stderr).toBe(2);
    const json = await warpEmu(['scenario', 'run', ...files, ...others, '--json'], env);
    const annotated = await warpEmu(['scenario', 'run', ...others, '--annotations', 'github'], {
      ...env,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: folder,
    });
    return {
      lines: lines.stdout,
      json: json.stdout,
      junit: readFileSync(junit, 'utf8'),
      annotations: annotated.stdout + annotated.stderr,
      summary: readFileSync(summary, 'utf8'),
    };
  };

  beforeAll(async () => {
    for (const [name, text] of [monday, faulty, ...acmeFiles]) writeFileSync(join(folder, name), text);
    first = await report({});
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('hold all of it', () => {
    expect(first.lines).toContain('36 of 38 scenarios came out as expected, 1 could not be played.');
    const { scenarios } = JSON.parse(first.json) as { scenarios: readonly { stateHash: string }[] };
    expect(scenarios.map(({ stateHash }) => /^[0-9a-f]{64}$/.test(stateHash))).toEqual(Array(37).fill(true));
    expect(first.junit.match(/<testsuite /g)).toHaveLength(38);
    expect(first.junit).toContain('<failure message="verdict: expected allow, got blocked_session">');
    expect(first.junit).toContain('tests="1" failures="0" errors="1"');
    expect(first.annotations).toContain('::error file=faulty.scenario.yaml,line=7,col=11,');
    expect(first.annotations).toContain('::error file=monday.scenario.yaml,line=');
    expect(first.summary).toContain('#### ✗ monday A push before the expiry');
  });

  it('are byte-equal when they are made again', async () => {
    expect(await report({})).toEqual(first);
  });

  it.each(places)('are byte-equal in $TZ under $LC_ALL', async (env) => {
    expect(await report(env)).toEqual(first);
  });
});
