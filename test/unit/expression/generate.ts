import fc from 'fast-check';
import { blockOf, type IpRange, unmapIp } from '../../../app/expression/address.ts';
import type { Expression, FieldPath, Index, LiteralSet, Test } from '../../../app/expression/ast.ts';
import { type Bytes, bytesFrom, bytesOf, type Int, type Ip, intOf, type Value } from '../../../app/expression/value.ts';
import { readWildcard } from '../../../app/expression/wildcard.ts';

const span = { offset: 0, length: 0 };
const each: Index = { kind: 'each' };

export const anyBytes: fc.Arbitrary<Bytes> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map(bytesOf),
  fc.constantFrom('tcp', 'udp', 'a.example', 'finance').map(bytesOf),
  fc.array(fc.nat(255), { maxLength: 5 }).map(bytesFrom),
);

export const anyInt: fc.Arbitrary<Int> = fc.oneof(
  fc.integer({ min: 0, max: 1000 }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => intOf(value) ?? 0),
);

export const ipv4: fc.Arbitrary<Ip> = fc
  .oneof(
    fc.nat(0xffffffff),
    fc.nat(1023).map((low) => 0x0a000000 + low),
  )
  .map((bits) => ({ version: 4, bits }));

export const ipv6: fc.Arbitrary<Ip> = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
    fc.bigInt({ min: 0n, max: 1023n }).map((low) => (0x20010db8n << 96n) + low),
  )
  .map((bits) => unmapIp({ version: 6, bits }));

export const anyIp = fc.oneof(ipv4, ipv6);

export const anyBlock: fc.Arbitrary<IpRange> = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })).map(([ip, prefix]) => blockOf(ip, prefix)),
  fc
    .tuple(
      ipv6.filter((ip) => ip.version === 6),
      fc.integer({ min: 0, max: 128 }),
    )
    .map(([ip, prefix]) => blockOf(ip, prefix)),
);

const ordered = <T extends number | bigint>(one: T, other: T) =>
  one <= other ? { low: one, high: other } : { low: other, high: one };

export const anyIpRange: fc.Arbitrary<IpRange> = fc.oneof(
  anyBlock,
  fc
    .tuple(ipv4, ipv4)
    .map(([one, other]) => (one.bits <= other.bits ? { low: one, high: other } : { low: other, high: one })),
  anyIp.map((ip) => ({ low: ip, high: ip })),
);

const anyIntRange = fc.tuple(anyInt, anyInt).map(([one, other]) => ordered<Int>(one, other));

const anySet = {
  Int: fc.array(anyIntRange, { maxLength: 4 }).map((ranges): LiteralSet => ({ type: 'Int', ranges })),
  Ip: fc.array(anyIpRange, { maxLength: 4 }).map((ranges): LiteralSet => ({ type: 'Ip', ranges })),
  Bytes: fc.array(anyBytes, { maxLength: 4 }).map((values): LiteralSet => ({ type: 'Bytes', values })),
} as const;

/** Patterns that Rust's regex crate and JavaScript read alike, over bytes that stand in a character each. */
export const anyPattern: fc.Arbitrary<string> = fc.letrec<{ whole: string; piece: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: 'small' },
    fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
    fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('|')),
  ),
  piece: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'c', 't', 'p', '.', '^', '$', '"', '#', '\\.', '\\d', '\\w', '\\W', '\\b', '\\B', '\\x41'),
    fc.constantFrom('[a-f]', '[^u]', '[a"]', '[\\]x]', '[\\-\\d]', '\\t', '\\/', '(?:)'),
    fc
      .tuple(tie('whole'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', ''))
      .map(([inner, mark]) => `(?:${inner})${mark}`),
    tie('whole').map((inner) => `(${inner})`),
  ),
})).whole;

const anyWildcard: fc.Arbitrary<Bytes> = fc
  .array(fc.constantFrom('a', 'T', 'c', 'p', '.', '*', '\\*', '\\\\', '"'), { maxLength: 6 })
  .map((parts) => bytesOf(parts.join('').replaceAll(/(?<!\\)\*{2,}/g, '*')))
  .filter((pattern) => readWildcard(pattern).ok);

const anyScalar = { Int: anyInt, Ip: anyIp, Bytes: anyBytes } as const;
const anyOrder = fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge');

function testOf(type: 'Int' | 'Ip' | 'Bytes'): fc.Arbitrary<Test> {
  const scalar: fc.Arbitrary<Int | Ip | Bytes> = anyScalar[type];
  const shared = [
    fc.tuple(anyOrder, scalar).map(([op, value]): Test => ({ kind: 'order', op, value })),
    anySet[type].map((set): Test => ({ kind: 'in', set })),
  ];
  if (type === 'Int')
    return fc.oneof(
      ...shared,
      anyInt.map((mask): Test => ({ kind: 'bits', mask })),
    );
  if (type === 'Ip') return fc.oneof(...shared);
  return fc.oneof(
    ...shared,
    anyBytes.map((part): Test => ({ kind: 'contains', part })),
    anyPattern.map((pattern): Test => ({ kind: 'matches', pattern })),
    fc.tuple(anyWildcard, fc.boolean()).map(([pattern, isStrict]): Test => ({ kind: 'wildcard', pattern, isStrict })),
  );
}

function comparisonOf(path: FieldPath, type: 'Int' | 'Ip' | 'Bytes'): fc.Arbitrary<Expression> {
  return testOf(type).map((test) => ({ kind: 'compare', path, test, span }));
}

const single: fc.Arbitrary<Expression> = fc.oneof(
  comparisonOf({ field: 'net.dst.ip', indexes: [] }, 'Ip'),
  comparisonOf({ field: 'net.dst.port', indexes: [] }, 'Int'),
  comparisonOf({ field: 'net.sni.host', indexes: [] }, 'Bytes'),
  comparisonOf({ field: 'identity.groups.name', indexes: [{ kind: 'item', item: 1 }] }, 'Bytes'),
  fc.constant<Expression>({
    kind: 'compare',
    path: { field: 'access.private_app', indexes: [] },
    test: { kind: 'is-true' },
    span,
  }),
);

const many: fc.Arbitrary<Expression> = fc.oneof(
  comparisonOf({ field: 'identity.groups.name', indexes: [each] }, 'Bytes'),
  comparisonOf({ field: 'app.ids', indexes: [each] }, 'Int'),
  anyBytes.chain((key) =>
    comparisonOf({ field: 'identity.saml_attributes', indexes: [{ kind: 'key', key }, each] }, 'Bytes'),
  ),
);

/** Joins operands as the parser does: an operand of the same operator is a group of its own. */
function combined(leaf: fc.Arbitrary<Expression>, depth: number): fc.Arbitrary<Expression> {
  if (depth === 0) return leaf;
  const item = combined(leaf, depth - 1);
  return fc.oneof(
    leaf,
    fc
      .tuple(fc.constantFrom('and', 'or', 'xor'), fc.array(item, { minLength: 2, maxLength: 3 }))
      .map(([op, items]): Expression => ({ kind: 'combine', op, items, span })),
    item.map((negated): Expression => ({ kind: 'not', item: negated, span })),
  );
}

const quantified = fc
  .tuple(fc.constantFrom('any', 'all'), combined(many, 2))
  .map(([quantifier, item]): Expression => ({ kind: 'quantify', quantifier, item, span }));

export const anyExpression: fc.Arbitrary<Expression> = combined(
  fc.oneof({ weight: 3, arbitrary: single }, quantified),
  3,
);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Values near those that expressions name, with gaps. */
export const anyContext: fc.Arbitrary<ReadonlyMap<string, Value>> = fc
  .record({
    'net.dst.ip': maybe(anyIp),
    'net.dst.port': maybe(anyInt),
    'net.sni.host': maybe(anyBytes),
    'access.private_app': maybe(fc.boolean()),
    'identity.groups.name': maybe(fc.array(anyBytes, { maxLength: 3 })),
    'app.ids': maybe(fc.array(anyInt, { maxLength: 3 })),
    'identity.saml_attributes': maybe(
      fc
        .array(fc.tuple(anyBytes, fc.array(anyBytes, { maxLength: 2 })), { maxLength: 2 })
        .map((entries) => new Map(entries)),
    ),
  })
  .map((fields) => {
    const entries = Object.entries(fields).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value] as const],
    );
    return new Map<string, Value>(entries);
  });
