import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { blockOf, parseCidr, parseIp, showIp, showRange } from '../../../app/expression/address.ts';
import type { Expression } from '../../../app/expression/ast.ts';
import { CompiledExpression, compileExpression } from '../../../app/expression/compile.ts';
import { renderFault } from '../../../app/expression/fault.ts';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { ListTable } from '../../../app/expression/list-table.ts';
import { parse } from '../../../app/expression/parse.ts';
import { print } from '../../../app/expression/print.ts';
import { rangeTest } from '../../../app/expression/range-test.ts';
import { bytesFrom, bytesOf, textOf } from '../../../app/expression/value.ts';
import { anyContext, anyExpression, anyIp, anyIpRange, ipv4, ipv6 } from './generate.ts';
import { evaluateNaively } from './reference.ts';

const options = { fields: gatewayFields };

function withoutSpans(expression: Expression): unknown {
  const replacer = (key: string, value: unknown) =>
    key === 'span' ? undefined : typeof value === 'bigint' ? `${value}n` : value;
  return JSON.parse(JSON.stringify(expression, replacer));
}

function compile(expression: Expression) {
  return new CompiledExpression(print(expression), expression, [], { lists: new ListTable(), nilNotEqual: true });
}

describe('any text', () => {
  const fragments = fc.array(
    fc.constantFrom(
      ...[
        'net.dst.ip',
        'net.dst.port',
        'net.sni.host',
        'net.sni.domains',
        'identity.groups',
        '[*]',
        '["x"]',
        '[0]',
        '.name',
      ],
      ...[
        '==',
        '!=',
        '<',
        'in',
        'and',
        'or',
        'xor',
        'not',
        '!',
        '&&',
        '&',
        '(',
        ')',
        '{',
        '}',
        'any(',
        'all (',
        '$',
        '$a-B',
      ],
      ...[
        '"',
        '"a"',
        'r#"',
        '\\',
        '\\x4',
        '0x',
        '080',
        '-',
        '..',
        '1..2',
        '10.0.0.0/8',
        '::1',
        '/',
        ' ',
        '\t',
        '\n',
        ',',
        '\u{1f600}',
      ],
    ),
    { maxLength: 25 },
  );

  it('is accepted or refused at a place inside of it, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fragments.map((parts) => parts.join(' ')),
          fragments.map((parts) => parts.join('')),
        ),
        (text) => {
          const compilation = compileExpression(text, options);
          if (compilation.ok) return;
          const { offset, length, line, column } = compilation.fault;
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
          const lineStart = offset - (column - 1);
          expect(text.slice(0, lineStart).split('\n').length).toBe(line);
          expect(renderFault(compilation.fault, text)).toContain('^');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is so too when it is nearly an expression', () => {
    fc.assert(
      fc.property(anyExpression, fc.nat(), fc.nat(4), fc.string({ maxLength: 3 }), (expression, at, gone, put) => {
        const text = print(expression);
        const start = at % (text.length + 1);
        compileExpression(text.slice(0, start) + put + text.slice(start + gone), options);
      }),
      { numRuns: 400 },
    );
  });
});

it('printing and parsing gives the same expression, without a warning', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const parsed = parse(print(expression), options);
      expect(withoutSpans(parsed.expression)).toEqual(withoutSpans(expression));
      expect(parsed.warnings).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('evaluation agrees with a naive one', () => {
  let count = 0;
  fc.assert(
    fc.property(anyExpression, anyContext, (expression, context) => {
      const value = compile(expression).matches(context);
      if (value) count += 1;
      expect(value).toBe(evaluateNaively(expression, context));
    }),
    { numRuns: 800 },
  );
  expect(count).toBeGreaterThan(80);
});

it('an expression and its printed form evaluate alike', () => {
  fc.assert(
    fc.property(anyExpression, anyContext, (expression, context) => {
      const reparsed = compileExpression(print(expression), options);
      expect(reparsed.ok && reparsed.expression.matches(context)).toBe(compile(expression).matches(context));
    }),
  );
});

describe('boolean laws', () => {
  const span = { offset: 0, length: 0 };
  const join = (op: 'and' | 'or' | 'xor', ...items: Expression[]): Expression => ({ kind: 'combine', op, items, span });
  const negate = (item: Expression): Expression => ({ kind: 'not', item, span });
  const agree = (left: Expression, right: Expression, context: Parameters<CompiledExpression['matches']>[0]) =>
    expect(compile(left).matches(context)).toBe(compile(right).matches(context));

  it('hold for every expression', () => {
    fc.assert(
      fc.property(anyExpression, anyExpression, anyContext, (a, b, context) => {
        agree(negate(negate(a)), a, context);
        agree(negate(join('and', a, b)), join('or', negate(a), negate(b)), context);
        agree(negate(join('or', a, b)), join('and', negate(a), negate(b)), context);
        agree(join('xor', a, b), join('or', join('and', a, negate(b)), join('and', negate(a), b)), context);
      }),
    );
  });
});

describe('addresses', () => {
  it('belong to a network exactly when ipaddr.js says so', () => {
    const prefixed = fc.oneof(
      fc.tuple(ipv4, fc.integer({ min: 0, max: 32 }), ipv4),
      fc.tuple(ipv6, fc.integer({ min: 0, max: 128 }), ipv6),
    );
    fc.assert(
      fc.property(prefixed, ([network, prefix, ip]) => {
        fc.pre(network.version === ip.version && prefix <= (network.version === 4 ? 32 : 128));
        const block = blockOf(network, prefix);
        const text = `${showIp(block.low)}/${prefix}`;
        const probe = ip.bits >= block.low.bits && ip.bits <= block.high.bits;
        const address = network.version === 4 ? ipaddr.IPv4.parse(showIp(ip)) : ipaddr.IPv6.parse(showIp(ip));
        expect(probe).toBe(address.match(ipaddr.parseCIDR(text)));
        expect(parseCidr(text)).toEqual({ ok: true, range: block });
      }),
    );
  });

  it('read back as they are written', () => {
    fc.assert(
      fc.property(anyIp, anyIpRange, (ip, range) => {
        expect(parseIp(showIp(ip))).toEqual(ip);
        expect(withoutSpans(parse(`net.dst.ip in {${showRange(range)}}`, options).expression)).toMatchObject({
          test: {
            set: {
              ranges: [JSON.parse(JSON.stringify(range, (_, bits) => (typeof bits === 'bigint' ? `${bits}n` : bits)))],
            },
          },
        });
      }),
    );
  });

  it.each([
    '010.1.1.1',
    '10.1',
    '0x0a.0.0.1',
    '167772161',
    '1.2.3.4.5',
    '1.2.3.256',
    '::1%eth0',
    '00001::',
    '::ffff:010.0.0.1',
    ':::',
    '1::2::3',
    '',
  ])('take no legacy form: %s', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

it('ranges together hold what one of them holds', () => {
  const range = fc.tuple(fc.nat(60), fc.nat(12)).map(([low, size]) => ({ low, high: low + size }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), fc.nat(75), (ranges, value) => {
      expect(rangeTest(ranges)(value)).toBe(ranges.some(({ low, high }) => low <= value && value <= high));
    }),
  );
});

it('bytes and text turn into each other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
      const wellFormed = Buffer.from(text).toString('utf8');
      expect(textOf(bytesOf(text))).toBe(wellFormed);
      expect(bytesOf(text)).toBe(Buffer.from(text).toString('latin1'));
      expect(typeof textOf(bytesFrom(bytes))).toBe('string');
    }),
  );
});
