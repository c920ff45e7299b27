import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import type { ImportOptions } from '../../../app/imports/import-files.ts';
import { compileRuleset } from '../../../app/policy/ruleset.ts';
import { sayPolicyFault } from '../../../app/policy/say-policy-fault.ts';
import { importFiles } from '../../support/import-files.ts';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const kept = 'expected.json';

function filesOf(form: string) {
  const entries = readdirSync(join(fixtures, form), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths
    .map((path) => ({ name: path.slice(join(fixtures, form).length + 1).replaceAll('\\', '/'), path }))
    .filter(({ name }) => name !== kept)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, path }) => ({ name, text: readFileSync(path, 'utf8') }));
}

/** What comes of a form: policies with what is not followed of each, lists, settings and warnings, or the refusal. */
function importForm(form: string, options: ImportOptions = {}) {
  try {
    const { policies, lists, settings, warnings } = importFiles(filesOf(form), options);
    const { faults } = compileRuleset(policies, lists);
    return {
      policies: policies.map((policy) => ({ ...policy, faults: (faults.get(policy.id) ?? []).map(sayPolicyFault) })),
      lists,
      ...(settings === undefined ? {} : { settings }),
      warnings: warnings.map(({ code, message, file, line }) => `${file}:${line}: ${code}: ${message}`),
    };
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return { refused: fault.message.split('\n') };
  }
}

function expectAsKept(form: string): void {
  const found = JSON.stringify(importForm(form), null, 2);
  const path = join(fixtures, form, kept);
  if (process.env.UPDATE_FIXTURES) writeFileSync(path, `${found}\n`);
  expect(JSON.parse(found)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

describe('what the API answers', () => {
  it.each(readdirSync(join(fixtures, 'api')).toSorted())('%s is read as kept beside it', (form) => {
    expectAsKept(`api/${form}`);
  });
});

describe('settings in Terraform', () => {
  it.each(readdirSync(join(fixtures, 'settings')).toSorted())('%s are read as kept beside them', (form) => {
    expectAsKept(`settings/${form}`);
  });

  it('of a profile that is not the default one are read when it is asked for', () => {
    expect(importForm('settings/v4-profiles', { profile: 'Contractors' })).toMatchObject({
      settings: { client: { mode: 'local-proxy', splitTunnel: { mode: 'include', entries: ['10.20.0.0/16'] } } },
    });
    expect(importForm('settings/v5-profiles', { profile: 'Contractors' })).toMatchObject({
      settings: { dns: { localDomainFallback: [{ suffix: 'lab.internal', resolver: '10.0.0.54' }] } },
    });
  });
});

describe('of several device profiles', () => {
  it.each(['Contractors', 'contractors', 'cccccccc-0000-4000-8000-000000000001'])(
    '%s is taken by name or id',
    (profile) => {
      expect(importForm('api/profiles', { profile })).toMatchObject({
        settings: { client: { mode: 'traffic-only', splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } } },
      });
    },
  );

  it('one that is not there is refused, and those that are there are named', () => {
    const refused = ['no device profile is called "Sales": there is "Contractors", "Kiosks", "Default"'];
    expect(importForm('api/profiles', { profile: 'Sales' })).toEqual({ refused });
    expect(importForm('api/envelope', { profile: 'Sales' })).toEqual({
      refused: ['no device profile is called "Sales": the files hold none'],
    });
  });

  it('a disabled one is taken when it is asked for, with a warning', () => {
    expect(importForm('api/profiles', { profile: 'Kiosks' })).toMatchObject({
      settings: { client: { mode: 'local-proxy' } },
      warnings: expect.arrayContaining([expect.stringContaining('"Kiosks" is disabled, and taken all the same')]),
    });
  });
});
