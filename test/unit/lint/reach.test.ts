import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, type ExpressionContext, type Value } from '../../../app/expression/value.ts';
import { openReach } from '../../../app/lint/reach.ts';
import { listTableOf } from '../../../app/policy/lists.ts';
import { compileRuleset } from '../../../app/policy/ruleset.ts';
import { world } from '../../support/worlds.ts';

/** A world so small that each connection in it can be tried: four addresses of each family, three ports, two names. */
const bounds = 'net.dst.ip in {10.0.0.0/30 fd00::/126} and net.dst.port in {1..3}';

const connections: readonly ExpressionContext[] = [0, 1, 2, 3].flatMap((host) =>
  ([4, 6] as const).flatMap((version) =>
    [1, 2, 3].flatMap((port) =>
      ['tcp', 'udp'].flatMap((protocol) =>
        [undefined, 'a', 'b'].map((sni) => {
          const ip: Value =
            version === 4 ? { version, bits: 0x0a000000 + host } : { version, bits: (0xfdn << 120n) + BigInt(host) };
          return new Map<string, Value>([
            ['net.dst.ip', ip],
            ['net.dst.port', port],
            ['net.protocol', bytesOf(protocol)],
            ...(sni === undefined ? [] : [['net.sni.host', bytesOf(sni)] as const]),
          ]);
        }),
      ),
    ),
  ),
);

const condition = fc.constantFrom(
  'net.dst.ip == 10.0.0.1',
  'net.dst.ip != fd00::1',
  'net.dst.ip in {10.0.0.0/31 fd00::2..fd00::3}',
  'net.dst.ip >= 10.0.0.2',
  'net.dst.port == 1',
  'net.dst.port in {2..3}',
  'net.dst.port < 3',
  'net.protocol == "udp"',
  'net.protocol in {"tcp"}',
  'net.sni.host == "a"',
  'net.sni.host in {"a" "b"}',
  'net.sni.host != "b"',
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    condition,
    fc
      .tuple(tie('expression'), fc.constantFrom('and', 'or', 'xor'), tie('expression'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('expression').map((one) => `not(${one})`),
  ),
}));

describe('the reach of policies', () => {
  it('is covered by earlier ones exactly where no connection comes to it', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 2, maxLength: 5 }), (expressions) => {
        const { policies } = world({
          policies: expressions.map((one, index) => ({
            ...{ id: `P${index}`, precedence: index, traffic: `${bounds} and ${one}` },
          })),
        });
        const ruleset = compileRuleset(policies, []);
        const reach = openReach(ruleset, listTableOf([]));
        const [last] = ruleset.inOrder('l4').slice(-1);
        if (last === undefined) throw new Error('no policy');
        const taken = connections.filter((one) => last.conditions.traffic?.matches(one));
        const deciding = taken.map((one) => ruleset.firstMatch('l4', one).matched);
        const isCovered = taken.length > 0 && deciding.every((one) => one !== last);
        expect(reach.coverOf(last, 'l4').length > 0).toBe(isCovered);
        // Those that it names are among the ones that really decide; one that another makes needless may be left out.
        expect(reach.coverOf(last, 'l4').filter((one) => !deciding.includes(one))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('sees a person of one group among those of several, and a pattern in itself only', () => {
    const reachOf = (earlier: string, later: string) => {
      const { policies } = world({
        policies: [
          { id: 'A', precedence: 1, traffic: '', identity: earlier },
          { id: 'B', precedence: 2, traffic: 'net.dst.ip == 10.0.0.1', identity: later },
        ],
      });
      const ruleset = compileRuleset(policies, []);
      const [, last] = ruleset.inOrder('l4');
      return last === undefined
        ? []
        : openReach(ruleset, listTableOf([]))
            .coverOf(last, 'l4')
            .map(({ policy }) => policy.id);
    };
    const groups = (names: string) => `any(identity.groups.name[*] in {${names}})`;
    expect(reachOf(groups('"a" "b"'), groups('"b"'))).toEqual(['A']);
    expect(reachOf(groups('"a"'), groups('"a" "b"'))).toEqual([]);
    expect(reachOf('identity.email matches "x$"', 'identity.email matches "x$"')).toEqual(['A']);
    expect(reachOf('identity.email matches "x$"', 'identity.email matches "yx$"')).toEqual([]);
    expect(reachOf('not(identity.email == "a@b.c")', 'identity.name == "a"')).toEqual([]);
  });

  it('does not take long for ten thousand policies over one network', () => {
    const { policies } = world({
      policies: Array.from({ length: 10_000 }, (_, index) => ({
        ...{ id: `P${index}`, precedence: index, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '168h' },
        identity: `any(identity.groups.name[*] in {"g${index}"})`,
      })),
    });
    const ruleset = compileRuleset(policies, []);
    const reach = openReach(ruleset, listTableOf([]));
    const from = performance.now();
    const covered = ruleset.inOrder('l4').filter((one) => reach.coverOf(one, 'l4').length > 0);
    expect(covered).toEqual([]);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});
