import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Finding, findingCodes } from '../../../app/lint/finding.ts';
import { lintPolicies } from '../../../app/lint/lint.ts';
import { readFilesAt } from '../../../main/cli/import-files.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';
import { importFiles } from '../../support/import-files.ts';

const root = 'test/fixtures/lint';
const folders = readdirSync(root);

/** What is found in the files of a folder that begin with `which`: one environment, or exports. */
async function lintFixture(folder: string, which: 'fails' | 'passes'): Promise<readonly Finding[]> {
  const files = readdirSync(`${root}/${folder}`).filter((file) => file.startsWith(`${which}.`));
  const paths = files.filter((file) => !file.endsWith('.findings.json')).map((file) => `${root}/${folder}/${file}`);
  const [environmentFile] = paths.filter((path) => path.endsWith('.environment.yaml'));
  if (environmentFile === undefined) return lintPolicies(importFiles(await readFilesAt(paths)));
  const environment = await loadEnvironmentFile(environmentFile);
  return lintPolicies(environment, environment);
}

/** Kept beside the fixture, so that its words can be read; `UPDATE_FIXTURES=1` writes it anew. */
function expected(folder: string, found: readonly unknown[]): unknown {
  const file = `${root}/${folder}/fails.findings.json`;
  if (process.env.UPDATE_FIXTURES === '1') writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

it('has a folder for every code, and a code for every folder', () => {
  expect([...folders].sort()).toEqual([...findingCodes].sort());
});

describe.each(folders)('the fixture of %s', (folder) => {
  it('is found where it fails, as it is written down', async () => {
    const found = (await lintFixture(folder, 'fails')).filter(({ code }) => code === folder);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(expected(folder, found));
  });

  it('brings nothing at all where it passes', async () => {
    expect(await lintFixture(folder, 'passes')).toEqual([]);
  });
});
