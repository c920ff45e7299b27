import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRuleset } from '../../../app/policy/ruleset.ts';
import { sayPolicyFault } from '../../../app/policy/say-policy-fault.ts';
import { importFiles } from '../../support/import-files.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/terraform', import.meta.url));
const kept = 'expected.json';

function filesOf(name: string) {
  const names = readdirSync(join(fixtures, name)).filter((file) => file !== kept);
  return names.toSorted().map((file) => ({ name: file, text: readFileSync(join(fixtures, name, file), 'utf8') }));
}

/** What comes of a folder: policies with what is not followed of each, lists, and warnings as `file:line: message`. */
function importFixture(name: string) {
  const { policies, lists, warnings } = importFiles(filesOf(name));
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
