import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { importGatewayApi, mergeImports } from '../../../app/imports/import-api.ts';
import { envelope, rule } from '../policy/policies.ts';

const file = 'rules.json';

function importing(value: unknown, name = file) {
  return importGatewayApi(JSON.stringify(value, null, 2), name);
}

function codesIn(value: unknown): string[] {
  return importing(value).warnings.map((warning) => warning.code);
}

function faultsIn(text: string, name = file) {
  try {
    importGatewayApi(text, name);
  } catch (error) {
    if (error instanceof DecodeError) return error.faults;
    throw error;
  }
  throw new Error('the text was accepted');
}

it('decodes a rule as the API answers it', () => {
  expect(importing(envelope([rule()]))).toEqual({
    policies: [
      {
        id: '5b0a3c1e-0000-4000-8000-000000000001',
        name: 'Private range, weekly re-auth',
        description: '',
        enabled: true,
        precedence: 1000,
        action: 'allow',
        filter: 'l4',
        traffic: 'net.dst.ip in {10.0.0.0/8}',
        identity: '',
        devicePosture: '',
        checkSession: { enforce: true, duration: 604_800_000, text: '168h0m0s' },
        source: { file, line: 6 },
      },
    ],
    lists: [],
    warnings: [],
  });
});

describe('the shape of the file', () => {
  const list = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Servers', type: 'IP', count: 2 };
  const items = [{ value: '10.0.0.1', description: '', created_at: '2026-01-01T00:00:00Z' }, { value: '10.0.0.2' }];

  it.each([
    ['an envelope with many', envelope([rule()])],
    ['an envelope with one', envelope(rule())],
    ['an array', [rule()]],
    ['one rule', rule()],
    ['an object that holds rules', { rules: envelope([rule()]) }],
    ['an object that holds one rule', { policies: rule() }],
    ['pages in an array', [envelope([rule()])]],
  ])('may be %s', (_, value) => {
    expect(importing(value).policies).toMatchObject([{ precedence: 1000, source: { file } }]);
  });

  it('may hold lists with or without items', () => {
    expect(importing(envelope([list])).lists).toEqual([{ id: list.id, name: 'Servers', type: 'IP' }]);
    expect(importing(envelope({ ...list, items })).lists).toEqual([
      { id: list.id, name: 'Servers', type: 'IP', values: ['10.0.0.1', '10.0.0.2'] },
    ]);
    expect(importing([{ ...list, count: 0 }]).lists).toMatchObject([{ values: [] }]);
    expect(importing([{ id: list.id, name: 'Servers', items: ['a', 'b'] }]).lists).toMatchObject([
      { type: '', values: ['a', 'b'] },
    ]);
  });

  it('may hold rules, lists and items of lists together', () => {
    const { policies, lists, warnings } = importing({
      rules: envelope([rule()]),
      lists: envelope([list]),
      items: { [list.id]: envelope(items) },
    });
    expect([policies.length, lists, warnings]).toEqual([
      1,
      [{ id: list.id, name: 'Servers', type: 'IP', values: ['10.0.0.1', '10.0.0.2'] }],
      [],
    ]);
  });

  it('may be the items of the list whose id is in the file name', () => {
    const described = importing(envelope([list]));
    const filled = importing(envelope([items]), `items-${list.id}.json`);
    const expected = [{ id: list.id, name: 'Servers', type: 'IP', values: ['10.0.0.1', '10.0.0.2'] }];
    expect(mergeImports([described, filled]).lists).toEqual(expected);
    expect(mergeImports([filled, described]).lists).toEqual(expected);
  });

  it('leaves out items of a list that nothing names, and says so', () => {
    expect(importing(envelope(items)).warnings).toMatchObject([{ code: 'items-without-list', file }]);
  });

  it('may be an empty answer', () => {
    expect(importing(envelope([]))).toEqual({ policies: [], lists: [], warnings: [] });
    expect(importing(envelope(null)).policies).toEqual([]);
    expect(importing([]).policies).toEqual([]);
  });

  it('may begin with a byte order mark', () => {
    expect(importGatewayApi(`\u{feff}${JSON.stringify(rule())}`, file).policies.length).toBe(1);
  });
});

it('places every policy at the line where its object begins', () => {
  const text =
    '{ "result": [\n  {"action": "allow", "id": "a", "filters": ["l4"], "name":\n "}{"},\n\n  {\n "id": "b", "action": "block", "filters": ["l4"]}\n]}';
  expect(importGatewayApi(text, file).policies.map(({ id, source }) => [id, source?.line])).toEqual([
    ['a', 2],
    ['b', 5],
  ]);
});

describe('what is read loosely has a warning', () => {
  it.each([
    ['deleted', { deleted_at: '2026-02-01T00:00:00Z' }],
    ['filters', { filters: [] }],
    ['filters', { filters: ['l4', 'http'] }],
    ['filters', { filters: ['l7'] }],
    ['duration', { rule_settings: { check_session: { enforce: true, duration: '7d' } } }],
    ['duration', { rule_settings: { check_session: { enforce: true } } }],
    ['misplaced-check', { action: 'block' }],
    ['misplaced-check', { filters: ['dns'] }],
    ['check-not-enforced', { rule_settings: { check_session: { duration: '24h' } } }],
    ['ignored-schedule', { schedule: { mon: '08:00-12:00', time_zone: 'Europe/Berlin' } }],
    ['ignored-expiration', { expiration: { expires_at: '2026-01-01T00:00:00Z', duration: 30, expired: false } }],
    ['id-missing', { id: null }],
    ['enabled-missing', { enabled: null }],
    ['precedence-missing', { precedence: null }],
  ])('%s', (code, given) => {
    expect(codesIn(envelope([rule(given)]))).toEqual([code]);
  });

  it('says nothing of a schedule on a DNS policy, nor of members it does not know', () => {
    const dns = rule({
      filters: ['dns'],
      traffic: 'any(dns.domains[*] == "a")',
      rule_settings: { new_thing: 1 },
      schedule: { mon: '08:00-12:00' },
    });
    expect(codesIn(envelope([{ ...dns, brand_new: { a: [null] } }]))).toEqual([]);
    expect(codesIn(rule({ rule_settings: null }))).toEqual([]);
    expect(codesIn(rule({ rule_settings: { check_session: null, dns_resolvers: null } }))).toEqual([]);
  });

  it('names the remedy for days in a duration, and keeps the check without one', () => {
    const { policies, warnings } = importing(
      rule({ rule_settings: { check_session: { enforce: true, duration: '7d' } } }),
    );
    expect(policies).toMatchObject([{ checkSession: { enforce: true, text: '7d' } }]);
    expect(policies[0]?.checkSession?.duration).toBeUndefined();
    expect(warnings[0]?.message).toContain('168h0m0s');
  });

  it('tells equal precedence within one filter only', () => {
    const value = [rule({ id: 'a' }), rule({ id: 'b', filters: ['http'] }), rule({ id: 'c' })];
    expect(importing(value)).toMatchObject({ warnings: [{ code: 'equal-precedence' }] });
    const { policies, warnings } = importing(value);
    expect(warnings[0]?.line).toBe(policies[2]?.source?.line);
  });

  it('tells a page that is not the whole', () => {
    const info = { page: 1, per_page: 1, count: 1, total_count: 3, total_pages: 3 };
    expect(importing(envelope([rule()], { result_info: info })).warnings).toMatchObject([
      { code: 'partial-page', line: 1 },
    ]);
    expect(codesIn(envelope([rule()], { result_info: { ...info, total_count: 1 } }))).toEqual([]);
  });

  it('tells objects among the rules that are none', () => {
    expect(importing([rule(), { hello: 1 }]).warnings).toMatchObject([{ code: 'unknown-object' }]);
  });

  it('tells a policy that comes twice, and ties across files once', () => {
    const one = importing([rule({ id: 'a' }), rule({ id: 'b' })]);
    const other = importing([rule({ id: 'a' }), rule({ id: 'c', precedence: 2 })], 'other.json');
    const merged = mergeImports([one, other]);
    expect(merged.policies.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(merged.warnings.map(({ code }) => code).sort()).toEqual(['duplicate-policy', 'equal-precedence']);
  });
});

it('takes the addresses of a resolver policy', () => {
  const resolvers = { ipv4: [{ ip: '10.0.0.53', port: 53 }], ipv6: ['fd00::53'] };
  const resolve = rule({ action: 'resolve', filters: ['dns_resolver'], rule_settings: { dns_resolvers: resolvers } });
  expect(importing(resolve).policies).toMatchObject([{ resolvers: ['10.0.0.53', 'fd00::53'] }]);
});

describe('what can not be decoded', () => {
  it.each([
    ['{"a": 1,}', 1, 9, 'unexpected comma before the end'],
    ['{"a"\n 1}', 2, 2, 'expected : after the name'],
    ["{'a': 1}", 1, 2, 'expected a name in double quotes'],
    ['[1, 2', 1, 6, 'the text ends too early'],
    ['', 1, 1, 'the text ends too early'],
    ['<html>', 1, 1, 'unexpected "<"'],
    ['{} x', 1, 4, 'unexpected text after the end of the JSON value'],
    ['[\n"a\nb"]', 2, 1, 'this string has no end on its line'],
    ['["\\q"]', 1, 2, 'the string holds a character or an escape that JSON does not allow'],
    ['[01]', 1, 3, 'expected , or ]'],
    ['['.repeat(201), 1, 201, 'nested deeper than 200 levels'],
  ])('%s is placed at line %d, column %d', (text, line, column, reason) => {
    expect(faultsIn(text)).toMatchObject([{ file, line, column, message: `no valid JSON: ${reason}` }]);
  });

  it('is an error answer, with its reasons', () => {
    const text = JSON.stringify({
      success: false,
      errors: [{ code: 10000, message: 'Authentication error' }],
      messages: [],
      result: null,
    });
    expect(faultsIn(text)).toMatchObject([
      { message: 'the API answered with an error: 10000 Authentication error', line: 1 },
    ]);
  });

  it.each(['{}', '"text"', '42', 'null', '[{"a":1}]', '{} {}', '{"nested":{"deeper":[{}]}}'])(
    'is a file without policies and lists: %s',
    (text) => {
      expect(faultsIn(text)).toMatchObject([
        { message: expect.stringMatching(/^holds no Gateway policies and no lists/), file },
      ]);
    },
  );

  it('names every value of the wrong type, with its path', () => {
    const text = JSON.stringify({
      result: [
        rule(),
        rule({ enabled: 'yes' }),
        rule({ filters: 'l4', rule_settings: { check_session: { duration: 7 } } }),
      ],
    });
    expect(faultsIn(text).map((fault) => fault.path)).toEqual([
      'result[1].enabled',
      'result[2].filters',
      'result[2].rule_settings.check_session.duration',
    ]);
  });
});

it('keeps every policy of a generated answer, in order', () => {
  const anyRule = fc.record(
    {
      id: fc.uuid(),
      name: fc.string(),
      enabled: fc.boolean(),
      precedence: fc.nat(),
      action: fc.constantFrom('allow', 'block', 'isolate', 'audit_ssh', 'something_new'),
      filters: fc.array(fc.constantFrom('l4', 'http', 'dns', 'egress', 'dns_resolver', 'new'), { maxLength: 2 }),
      traffic: fc.option(fc.string()),
      rule_settings: fc.option(
        fc.record({
          check_session: fc.option(fc.record({ enforce: fc.boolean(), duration: fc.string() })),
          other: fc.jsonValue(),
        }),
      ),
      schedule: fc.option(fc.dictionary(fc.string(), fc.string())),
      extra: fc.jsonValue(),
    },
    { requiredKeys: ['id', 'action'] },
  );
  const shape = fc.constantFrom(
    (rules: unknown[]) => envelope(rules),
    (rules: unknown[]) => rules,
    (rules: unknown[]) => ({ rules: envelope(rules), lists: [] }),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRule, { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
      shape,
      (rules, wrap) => {
        const { policies } = importing(wrap(rules));
        expect(policies.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
        expect(policies.map(({ action }) => action)).toEqual(rules.map(({ action }) => action));
      },
    ),
  );
});
