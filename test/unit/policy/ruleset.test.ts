import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showIp } from '../../../app/expression/address.ts';
import { evaluatePolicy } from '../../../app/policy/compiled-policy.ts';
import type { GatewayList, Policy } from '../../../app/policy/policy.ts';
import { compileRuleset, type Phase, type Ruleset } from '../../../app/policy/ruleset.ts';
import { contextOf, ip } from '../expression/context.ts';
import { policy } from './policies.ts';
import { randomAddress, randomLists, randomPolicies } from './random-policies.ts';

const wiki = { 'net.dst.ip': ip('10.20.0.10'), 'net.dst.port': 443, 'identity.email': 'ann@corp.example' };
const week = 604_800_000;

function matchedId(
  policies: readonly Policy[],
  fields: Parameters<typeof contextOf>[0] = wiki,
  lists: readonly GatewayList[] = [],
) {
  return compileRuleset(policies, lists).firstMatch('l4', contextOf(fields)).matched?.policy.id;
}

describe('the first match', () => {
  const wide = policy({ id: 'wide', precedence: 20, traffic: 'net.dst.ip in {10.0.0.0/8}' });
  const narrow = policy({ id: 'narrow', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', action: 'block' });

  it('is the one of lowest precedence, wherever it stands in the file', () => {
    expect(matchedId([wide, narrow])).toBe('narrow');
    expect(matchedId([narrow, wide])).toBe('narrow');
    expect(matchedId([{ ...wide, precedence: 5 }, narrow])).toBe('wide');
  });

  it('is the earlier one in the file when precedences are equal', () => {
    expect(matchedId([wide, { ...narrow, precedence: 20 }])).toBe('wide');
    expect(matchedId([{ ...narrow, precedence: 20 }, wide])).toBe('narrow');
  });

  it('is none when nothing matches', () => {
    const { matched, passed, considered } = compileRuleset([narrow], []).firstMatch(
      'l4',
      contextOf({ 'net.dst.ip': ip('8.8.8.8') }),
    );
    expect([matched, passed, considered]).toEqual([undefined, [], 1]);
  });

  it('is never a disabled policy, nor one of another family', () => {
    expect(matchedId([{ ...narrow, enabled: false }, { ...narrow, id: 'http', filter: 'http' }, wide])).toBe('wide');
    const ruleset = compileRuleset(
      [narrow, { ...wide, filter: 'dns' }, { ...narrow, id: 'h', filter: 'http', traffic: '' }],
      [],
    );
    expect(ruleset.inOrder('l4').map((one) => one.policy.id)).toEqual(['narrow']);
    expect(ruleset.firstMatch('http', contextOf({})).matched?.policy.id).toBe('h');
    expect(ruleset.policies.length).toBe(3);
  });

  it('is a policy without any condition, whatever the traffic', () => {
    expect(matchedId([policy({ id: 'all' })], {})).toBe('all');
  });

  it('counts the enabled policies up to itself', () => {
    const off = policy({ id: 'off', precedence: 1, enabled: false });
    const other = policy({ id: 'other', precedence: 2, traffic: 'net.dst.port == 22' });
    expect(compileRuleset([wide, narrow, off, other], []).firstMatch('l4', contextOf(wiki))).toMatchObject({
      considered: 2,
    });
  });

  it('needs traffic, identity and posture together', () => {
    const all = {
      ...wide,
      identity: 'identity.email == "ann@corp.example"',
      devicePosture: 'any(device_posture.checks.passed[*] == "fw")',
    };
    const passing = { ...wiki, 'device_posture.checks.passed': ['fw'] };
    expect(matchedId([all], passing)).toBe('wide');
    expect(matchedId([all], { ...passing, 'identity.email': 'bob@corp.example' })).toBeUndefined();
    expect(matchedId([all], wiki)).toBeUndefined();
    expect(matchedId([all], { ...passing, 'net.dst.ip': ip('11.0.0.1') })).toBeUndefined();
  });
});

describe('policies passed over', () => {
  const guarded = policy({
    id: 'guarded',
    precedence: 1,
    traffic: 'net.dst.ip in {10.0.0.0/8}',
    identity: 'any(identity.groups.name[*] == "finance")',
    devicePosture: 'any(device_posture.checks.passed[*] == "fw")',
  });
  const block = policy({ id: 'block', precedence: 99, action: 'block' });

  function passedOver(fields: Parameters<typeof contextOf>[0], policies: readonly Policy[] = [guarded, block]) {
    const { passed } = compileRuleset(policies, []).firstMatch('l4', contextOf({ ...wiki, ...fields }));
    return passed.map(({ compiled, failed }) => [compiled.policy.id, failed]);
  }

  it('are told when only identity, or only posture, failed', () => {
    expect(passedOver({ 'device_posture.checks.passed': ['fw'] })).toEqual([['guarded', 'identity']]);
    expect(passedOver({ 'identity.groups.name': ['finance'] })).toEqual([['guarded', 'posture']]);
  });

  it('are not told when both failed, when the traffic is other, or when they come later', () => {
    expect(passedOver({})).toEqual([]);
    expect(passedOver({ 'net.dst.ip': ip('11.0.0.1'), 'identity.groups.name': ['finance'] })).toEqual([]);
    expect(passedOver({ 'identity.groups.name': ['finance'] }, [{ ...guarded, precedence: 100 }, block])).toEqual([]);
  });

  it('are told when they can not be evaluated, unless what can be already rules them out', () => {
    const regex = policy({ id: 'regex', precedence: 2, traffic: 'net.sni.host matches "(x"' });
    const other = policy({
      id: 'other',
      precedence: 3,
      traffic: 'net.dst.port == 22',
      identity: 'identity.email matches "x("',
    });
    const same = policy({
      id: 'same',
      precedence: 4,
      traffic: 'net.dst.port == 443',
      identity: 'identity.email matches "x("',
    });
    expect(passedOver({}, [regex, other, same, block])).toEqual([
      ['regex', 'unresolved'],
      ['same', 'unresolved'],
    ]);
  });
});

describe('faults', () => {
  const list: GatewayList = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Servers', type: 'IP' };

  function faultOf(given: Partial<Policy>, lists: readonly GatewayList[] = [list]) {
    return compileRuleset([policy({ id: 'x', ...given })], lists).faults.get('x')?.[0];
  }

  it.each([
    ['unsupported', 'traffic', { traffic: 'net.sni.host matches "\\<a"' }],
    ['syntax', 'identity', { identity: 'identity.email = "a"' }],
    ['type', 'traffic', { traffic: 'any(net.dst.port == 1)' }],
    ['unknown-field', 'devicePosture', { devicePosture: 'posture.ok' }],
    ['unresolved-list', 'traffic', { traffic: `net.dst.ip in $${list.id}` }],
    ['duration', 'checkSession', { checkSession: { enforce: true, text: '7d' } }],
    [
      'misplaced-check',
      'checkSession',
      { action: 'block', checkSession: { enforce: true, duration: week, text: '168h' } },
    ],
  ])('%s is told with its part', (code, part, given) => {
    expect(faultOf(given)).toMatchObject({ code, part });
  });

  it('carry the place, the list and the remedy', () => {
    expect(faultOf({ traffic: `net.dst.port == 1 and\nnet.dst.ip in $${list.id}` })).toMatchObject({
      message: `list $${list.id} (Servers) was exported without its items`,
      at: { offset: 22, line: 2, column: 1 },
    });
    expect(faultOf({ checkSession: { enforce: true, text: '7d' } })?.hint).toContain('168h0m0s');
  });

  it('are told for disabled and for DNS policies too, and for no sound one', () => {
    expect(faultOf({ enabled: false, traffic: 'net.x == 1' })).toBeDefined();
    expect(faultOf({ filter: 'dns', traffic: 'dns.x == 1' })).toBeDefined();
    expect(faultOf({ filter: 'dns', traffic: 'any(dns.domains[*] == "a")' })).toBeUndefined();
    expect(faultOf({ traffic: `net.dst.ip in $${list.id}` }, [{ ...list, values: [] }])).toBeUndefined();
  });
});

describe('a session check', () => {
  const check = { enforce: true, duration: week, text: '168h' };
  const limitOf = (given: Partial<Policy>) => compileRuleset([policy({ id: 'x', ...given })], []).find('x')?.limit;

  it('gives an Allow policy its limit', () => {
    expect(limitOf({ checkSession: check })).toBe(week);
    expect(limitOf({ filter: 'http', checkSession: check })).toBe(week);
  });

  it('is none when it is not enforced, or stands where Gateway makes none', () => {
    expect(limitOf({ checkSession: { ...check, enforce: false } })).toBeUndefined();
    expect(limitOf({ action: 'block', checkSession: check })).toBeUndefined();
    expect(limitOf({ filter: 'dns', checkSession: check })).toBeUndefined();
  });

  it('that is misplaced leaves a Block in force', () => {
    expect(matchedId([policy({ id: 'block', action: 'block', checkSession: check })])).toBe('block');
  });

  it('without a duration never lets anything pass unchecked: the policy does not match', () => {
    const broken = policy({ id: 'broken', precedence: 1, checkSession: { enforce: true, text: '7d' } });
    const ruleset = compileRuleset([broken, policy({ id: 'block', precedence: 2, action: 'block' })], []);
    expect(ruleset.firstMatch('l4', contextOf(wiki))).toMatchObject({
      matched: { policy: { id: 'block' } },
      passed: [{ compiled: { policy: { id: 'broken' } }, failed: 'unresolved' }],
    });
  });

  it('without a duration does no harm while it is not enforced', () => {
    expect(matchedId([policy({ id: 'off', checkSession: { enforce: false, text: '7d' } })])).toBe('off');
  });
});

describe('warnings', () => {
  it('tell loose notation and fields that never have a value, but not the only way to name a list', () => {
    const id = 'aaaaaaaa-0000-4000-8000-000000000001';
    const policies = [
      policy({ id: 'a', traffic: `net.dst.port == "443" and net.dst.ip in $${id}` }),
      policy({ id: 'b', traffic: 'http.request.host == "x"' }),
    ];
    const { warnings } = compileRuleset(policies, [{ id, name: 'L', type: 'IP', values: [] }]);
    expect(warnings.map(({ policyId, code }) => [policyId, code])).toEqual([
      ['a', 'quoted-number'],
      ['b', 'field-of-other-phase'],
    ]);
  });
});

describe("the client's first bytes", () => {
  const sni = policy({ id: 'sni', traffic: 'net.dst.ip in {10.0.0.0/8} and net.sni.host == "a"' });

  it.each([
    ['net.sni.host == "a"', true],
    ['any(net.sni.domains[*] == "a")', true],
    ['net.detected_protocol == "ssh"', true],
    ['net.dst.ip == 10.0.0.1', false],
    ['', false],
  ])('are asked for by %s: %s', (traffic, value) => {
    expect(compileRuleset([policy({ id: 'x', traffic })], []).readsClientBytes).toBe(value);
  });

  it('are not asked for by a policy that is disabled or of another family', () => {
    const http = policy({ id: 'x', filter: 'http', traffic: 'http.request.host == "a"' });
    expect(compileRuleset([http], []).readsClientBytes).toBe(false);
    expect(compileRuleset([{ ...sni, enabled: false }], []).readsClientBytes).toBe(false);
  });

  it('are not needed where the destination rules such policies out', () => {
    const ruleset = compileRuleset([sni], []);
    expect(ruleset.mayReadClientBytes(contextOf({ 'net.dst.ip': ip('10.0.0.1') }))).toBe(true);
    expect(ruleset.mayReadClientBytes(contextOf({ 'net.dst.ip': ip('11.0.0.1') }))).toBe(false);
  });
});

describe('the index of destinations', () => {
  function naively(ruleset: Ruleset, phase: Phase, context: ReturnType<typeof contextOf>) {
    const passed: unknown[] = [];
    for (const [position, compiled] of ruleset.inOrder(phase).entries()) {
      const result = evaluatePolicy(compiled, context);
      if (result === 'matched') return { matched: compiled.policy.id, passed, considered: position + 1 };
      if (result !== 'no-match') passed.push([compiled.policy.id, result.replace('-failed', '')]);
    }
    return { matched: undefined, passed, considered: ruleset.inOrder(phase).length };
  }

  it('finds the same as asking every policy in turn', () => {
    let matches = 0;
    const context = fc.record(
      {
        destination: randomAddress,
        port: fc.constantFrom(443, 80),
        email: fc.constantFrom('a', 'b'),
        checks: fc.constantFrom(['a'], []),
      },
      { requiredKeys: ['port', 'email', 'checks'] },
    );
    const phase = fc.constantFrom<Phase[]>('l4', 'l4', 'http', 'do-not-inspect');
    fc.assert(
      fc.property(randomPolicies, context, phase, (given, { destination: to, port, email, checks }, asked) => {
        const ruleset = compileRuleset(given, randomLists);
        const fields = { 'net.dst.port': port, 'identity.email': email, 'device_posture.checks.passed': checks };
        const known = contextOf(to === undefined ? fields : { ...fields, 'net.dst.ip': ip(showIp(to)) });
        const { matched, passed, considered } = ruleset.firstMatch(asked, known);
        if (matched !== undefined) matches += 1;
        const told = passed.map(({ compiled, failed }) => [compiled.policy.id, failed]);
        expect({ matched: matched?.policy.id, passed: told, considered }).toEqual(naively(ruleset, asked, known));
      }),
      { numRuns: 1_000 },
    );
    expect(matches).toBeGreaterThan(60);
  });

  it('asks a handful of ten thousand policies', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      policy({ id: String(index), precedence: index, traffic: `net.dst.ip in {10.${index >> 8}.${index & 255}.0/24}` }),
    );
    const ruleset = compileRuleset(many, []);
    let reads = 0;
    const context = contextOf({ 'net.dst.ip': ip('10.39.15.7') });
    const counting = {
      get: (field: string) => {
        reads += 1;
        return context.get(field);
      },
    };
    expect(ruleset.firstMatch('l4', counting)).toMatchObject({
      matched: { policy: { id: '9999' } },
      considered: 10_000,
    });
    expect(reads).toBeLessThan(10);
  });
});
