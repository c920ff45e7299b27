import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRuleset } from '../../../app/policy/ruleset.ts';
import { sayPolicyFault } from '../../../app/policy/say-policy-fault.ts';
import { importFiles } from '../../support/import-files.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/terraform', import.meta.url));
const kept = 'expected.json';

function filesIn(folder: string) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== kept);
  const names = files.map(({ name }) => name).toSorted();
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** Those that a person would give with `--var-file`. */
function variableFilesOf(name: string) {
  const given = join(fixtures, name, 'given');
  return existsSync(given) ? filesIn(given) : [];
}

/** What comes of a folder: policies with what is not followed of each, lists, and warnings as `file:line: message`. */
function importFixture(name: string) {
  const { policies, lists, warnings } = importFiles(filesIn(join(fixtures, name)), {
    variableFiles: variableFilesOf(name),
  });
  const { faults } = compileRuleset(policies, lists);
  return {
    policies: policies.map((policy) => ({ ...policy, faults: (faults.get(policy.id) ?? []).map(sayPolicyFault) })),
    lists,
    warnings: warnings.map(({ code, message, file, line }) => `${file}:${line}: ${code}: ${message}`),
  };
}

describe('a folder of Terraform files', () => {
  it.each(readdirSync(fixtures).toSorted())('%s is read as kept beside it', (name) => {
    const found = JSON.stringify(importFixture(name), null, 2);
    const path = join(fixtures, name, kept);
    if (process.env.UPDATE_FIXTURES) writeFileSync(path, `${found}\n`);
    expect(JSON.parse(found)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });
});
