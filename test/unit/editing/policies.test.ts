import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deletePolicy, inOrder, movePolicy, savePolicy } from '../../../app/editing/edit-policies.ts';
import { draftOf, policyFrom } from '../../../app/editing/policy-draft.ts';
import { tryPolicy } from '../../../app/editing/try-policy.ts';
import type { Policy } from '../../../app/policy/policy.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';
import { policy } from '../policy/policies.ts';

const imported = policy({
  ...{ id: 'p1', name: 'Imported', traffic: 'net.dst.ip in {10.0.0.0/8}' },
  checkSession: { enforce: true, text: '24h', duration: 86_400_000 },
  source: { file: 'main.tf', line: 7 },
  resolvers: ['10.0.0.53'],
  unresolved: [
    { part: 'traffic', message: 'it can’t be worked out' },
    { part: 'identity', message: 'it can’t be worked out' },
  ],
});
const draft = draftOf(imported);

describe('a draft of a policy', () => {
  it('that nobody touched is the policy itself', () => {
    expect(policyFrom(draft, 'p1', imported)).toEqual(imported);
  });

  it('keeps where the policy came from, and what its files left open elsewhere', () => {
    const saved = policyFrom({ ...draft, traffic: 'net.dst.port == 443' }, 'p1', imported);
    expect(saved).toMatchObject({ id: 'p1', source: { file: 'main.tf', line: 7 }, resolvers: ['10.0.0.53'] });
    expect(saved.unresolved?.map(({ part }) => part)).toEqual(['identity']);
  });

  it('takes the session check away, or writes it as it was typed', () => {
    const { checkSession: _check, ...without } = draft;
    expect(policyFrom(without, 'p1', imported)).not.toHaveProperty('checkSession');
    expect(policyFrom({ ...draft, checkSession: { enforce: true, duration: '7d' } }, 'p1').checkSession).toEqual({
      ...{ enforce: true, text: '7d' },
    });
  });
});

describe('saving', () => {
  it('keeps the place among the others', () => {
    const policies = [policy({ id: 'a' }), imported, policy({ id: 'b' })];
    const saved = savePolicy(policies, 'p1', { ...draft, name: 'Renamed' }, draft);
    expect(saved.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'Policy a'],
      ['p1', 'Renamed'],
      ['b', 'Policy b'],
    ]);
  });

  it('refuses what was made from a policy that has become another', () => {
    const policies = [{ ...imported, enabled: false }];
    expect(() => savePolicy(policies, 'p1', draft, draft)).toThrow('This policy was changed meanwhile');
    expect(() => savePolicy([], 'p1', draft, draft)).toThrow('There is no such policy any more');
    expect(() => deletePolicy([], 'p1')).toThrow('There is no such policy any more');
    expect(() => savePolicy([imported], 'p1', draft, undefined)).toThrow('There is a policy with the id “p1” already');
  });
});

describe('moving', () => {
  const orderOf = (policies: readonly Policy[]) => inOrder(policies, 'l4').map(({ id }) => id);

  it('exchanges the precedence of two neighbours of one filter', () => {
    const policies = [
      policy({ id: 'a', precedence: 10 }),
      policy({ id: 'x', precedence: 15, filter: 'http' }),
      policy({ id: 'b', precedence: 20 }),
    ];
    expect(movePolicy(policies, 'b', 'earlier').map(({ precedence }) => precedence)).toEqual([20, 15, 10]);
    expect(movePolicy(policies, 'a', 'earlier')).toBe(policies);
    expect(movePolicy(policies, 'b', 'later')).toBe(policies);
  });

  it('goes past exactly one, whatever is equal among them', () => {
    const somePolicies = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 })
      .map((all) => all.map((precedence, at) => policy({ id: `p${at}`, precedence })));
    fc.assert(
      fc.property(somePolicies, fc.nat(6), fc.constantFrom('earlier' as const, 'later' as const), (policies, n, to) => {
        const before = orderOf(policies);
        const at = n % before.length;
        const other = to === 'earlier' ? at - 1 : at + 1;
        const [mine = '', neighbour] = [before[at], before[other]];
        const after = orderOf(movePolicy(policies, mine, to));
        expect(after).toEqual(neighbour === undefined ? before : before.with(at, neighbour).with(other, mine));
      }),
    );
  });
});

describe('trying a draft', () => {
  const told = story(world());
  const weekly = told.state.environment.policies[0] ?? imported;
  const wiki = { destination: 'wiki', port: 443 };
  const attempt = (changes: Partial<ReturnType<typeof draftOf>>, at = start, id = weekly.id) =>
    tryPolicy(told.state, told.state.environment, { ...draftOf(weekly), ...changes }, { id, against: wiki, at });

  it('tells whether it matches, who decides, and until when', () => {
    const { against } = attempt({ checkSession: { enforce: true, duration: '24h' } });
    expect(against).toMatchObject({ alone: 'matched', verdict: { class: 'none', policy: { id: weekly.id } } });
    expect(against?.expiresAt).toBe(past('24h'));
    const late = attempt({ checkSession: { enforce: true, duration: '24h' } }, past('25h')).against;
    expect(late).toMatchObject({ verdict: { class: 'session' } });
    expect(late?.summary).toContain('the session expired under “Private range”');
  });

  it('tells of the policy above that decides first', () => {
    expect(attempt({ name: 'Mine', precedence: 20 }, start, 'mine').against).toMatchObject({
      alone: 'matched',
      verdict: { policy: { id: weekly.id } },
    });
    expect(attempt({ name: 'Mine', precedence: 5, action: 'block' }, start, 'mine').against).toMatchObject({
      verdict: { class: 'block', policy: { id: 'mine' } },
    });
  });

  it('tells what failed of it, and what keeps it from matching at all', () => {
    expect(attempt({ identity: 'identity.email == "bob@example.com"' }).against?.alone).toBe('identity-failed');
    expect(attempt({ enabled: false }).against?.alone).toBe('disabled');
    expect(attempt({ traffic: 'net.dst.ip in {10.0.0.0/33}' })).toMatchObject({
      neverMatches: true,
      against: { alone: 'unresolved' },
    });
    expect(attempt({ checkSession: { enforce: true, duration: '7d' } }).duration).toMatchObject({
      ok: false,
      hint: expect.stringContaining('168h0m0s'),
    });
  });

  it('changes nothing, and refuses a destination that is not there', () => {
    const nowhere = { destination: 'constructor', port: 1 };
    expect(told.state.environment.policies[0]).toBe(weekly);
    expect(() =>
      tryPolicy(told.state, told.state.environment, draftOf(weekly), { id: 'P1', against: nowhere, at: start }),
    ).toThrow('There is no destination “constructor”');
  });
});
