import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CompiledExpression, compileExpression } from '../../../app/expression/compile.ts';
import { Cursor } from '../../../app/expression/cursor.ts';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { ListTable } from '../../../app/expression/list-table.ts';
import { print } from '../../../app/expression/print.ts';
import { translateRegex } from '../../../app/expression/regex.ts';
import { RegexProblem } from '../../../app/expression/regex-fault.ts';
import { compileRegex } from '../../../app/expression/regex-matcher.ts';
import { RegexReader } from '../../../app/expression/regex-reader.ts';
import { bytesFrom, bytesOf } from '../../../app/expression/value.ts';
import { anyContext, anyExpression } from './generate.ts';

const q = String.raw;
const compile = (text: string) => compileExpression(text, { fields: gatewayFields });

/** Whatever a pattern is: it is refused at a place inside of it, or it can be asked. */
function tryPattern(pattern: string): boolean {
  try {
    compileRegex(pattern)(bytesOf('a-b c'));
    return true;
  } catch (problem) {
    if (!(problem instanceof RegexProblem)) throw problem;
    expect(problem.offset).toBeGreaterThanOrEqual(0);
    expect(problem.length).toBeGreaterThanOrEqual(0);
    expect(problem.offset + problem.length).toBeLessThanOrEqual(pattern.length);
    return false;
  }
}

describe('random bytes', () => {
  it('are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        compile(bytesFrom(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('are a pattern or none', () => {
    const signs = fc.constantFrom(
      ...['a', 'é', '(', ')', '(?:', '(?i)', '(?x)', '(?u:', '(?P<n>', '[', ']', '[^', '-', '&&', '~~', '[:alpha:]'],
      ...['|', '*', '+', '?', '{', '}', '{2}', '{2,', '{,2}', '{1,3}', ',', '^', '$', '.', '#', ' ', '\n', '"'],
      ...[
        '\\',
        q`\d`,
        q`\W`,
        q`\b`,
        q`\B`,
        q`\x`,
        q`\xff`,
        q`\x{`,
        q`\u00e9`,
        q`\pL`,
        q`\1`,
        q`\A`,
        q`\z`,
        q`\Q`,
        q`\<`,
      ],
    );
    let taken = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 30 }),
          fc.array(signs, { maxLength: 12 }).map((parts) => parts.join('')),
        ),
        (pattern) => {
          if (tryPattern(pattern)) taken += 1;
        },
      ),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});

it('an expression with a few characters changed is read or refused, and evaluates when it is read', () => {
  const change = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: 'binary', maxLength: 3 }));
  fc.assert(
    fc.property(
      anyExpression,
      fc.array(change, { minLength: 1, maxLength: 4 }),
      anyContext,
      (expression, changes, context) => {
        let text = print(expression);
        for (const [at, gone, put] of changes) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + put + text.slice(start + gone);
        }
        const outcome = compile(text);
        if (!outcome.ok) return;
        const value = outcome.expression.matches(context);
        const again = compile(outcome.expression.normal);
        expect(again.ok && again.expression.matches(context)).toBe(value);
      },
    ),
    { numRuns: 500 },
  );
});

it('an expression that is read prints as one that is read the same', () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const around = { lists: new ListTable(), nilNotEqual: true };
      const { normal } = new CompiledExpression('', expression, [], around);
      const again = compile(normal);
      expect(again.ok && again.expression.normal).toBe(normal);
    }),
  );
});

/** Inputs that grow: each is `size` characters long or nearly. */
const growing: Readonly<Record<string, (size: number) => string>> = {
  'opening parentheses': (size) => '('.repeat(size),
  negations: (size) => 'not '.repeat(size / 4),
  'conditions in a row': (size) => Array.from({ length: size / 20 }, () => 'net.dst.port == 443').join('\nor'),
  'conditions of all operators': (size) =>
    Array.from({ length: size / 30 }, () => 'net.sni.host matches "a[b]"').join(' xor '),
  'one long name': (size) => `${'a.'.repeat(size / 2)}a == 1`,
  'one long number': (size) => `net.dst.port == ${'9'.repeat(size)}`,
  'one long string': (size) => `net.sni.host contains "${q`\x41`.repeat(size / 4)}"`,
  'a string without an end': (size) => `net.sni.host == "${'a'.repeat(size)}`,
  'a raw string without an end': (size) => `net.sni.host == r#"${'a"'.repeat(size / 2)}`,
  'a byte string': (size) => `net.sni.host == ${'61:'.repeat(size / 3)}61`,
  'a set of numbers': (size) => `net.dst.port in {${'1..9 '.repeat(size / 5)}}`,
  'a set of networks': (size) => `net.dst.ip in {${'10.0.0.0/8 '.repeat(size / 11)}}`,
  indexes: (size) => `net.sni.domains${'[0]'.repeat(size / 3)} == "a"`,
  'white space': (size) => `net.dst.port${' \n'.repeat(size / 2)}== 1`,
  'a pattern of letters': (size) => `net.sni.host matches "${'ab'.repeat(size / 2)}"`,
  'a pattern of groups': (size) => `net.sni.host matches "${'('.repeat(size)}"`,
  'a pattern of quotes': (size) => `net.sni.host matches "${'\\"'.repeat(size / 2)}("`,
  'a class of letters': (size) => `net.sni.host matches "[${'ab'.repeat(size / 2)}]"`,
  'a class of classes': (size) => `net.sni.host matches r"${'['.repeat(size)}"`,
  'stars on stars': (size) => `net.sni.host matches "a${'*'.repeat(size)}"`,
  'a wildcard of stars': (size) => `net.sni.host wildcard "${'a*'.repeat(size / 2)}"`,
};

describe.each(Object.entries(growing))('%s', (_, make) => {
  it('of a megabyte are read or refused', () => {
    const outcome = compile(make(1_000_000));
    if (outcome.ok)
      expect(outcome.expression.matches(new Map([['net.sni.host', bytesOf('a'.repeat(1000))]]))).toBeDefined();
    else expect(outcome.fault.message.length).toBeLessThan(1_100_000);
  });

  it('take as many steps more as there is more of them', () => {
    const [some, more] = [countSteps(make(12_000)), countSteps(make(48_000))];
    expect(more).toBeLessThanOrEqual(4.2 * some + 200);
  });
});

/** How often the readers step, and how far each step looks. */
function countSteps(text: string): number {
  let steps = 0;
  const count = (found: string) => {
    steps += 1 + found.length;
    return found;
  };
  const { peek } = Cursor.prototype;
  const { take } = RegexReader.prototype;
  const spies = [
    vi.spyOn(Cursor.prototype, 'peek').mockImplementation(function (this: Cursor, pattern) {
      return count(peek.call(this, pattern));
    }),
    vi.spyOn(RegexReader.prototype, 'take').mockImplementation(function (this: RegexReader, pattern) {
      return count(take.call(this, pattern));
    }),
  ];
  try {
    compile(text);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return steps;
}

it('matching takes no more than its share of the text, whatever the pattern', () => {
  const text = bytesOf('a'.repeat(200_000));
  for (const pattern of ['(a*)*b', '(a|a)*b', '(a+)+$b', '(?:a?){30}a{30}b', '(.*)(.*)(.*)(.*)b']) {
    expect(compileRegex(pattern)(text)).toBe(false);
  }
});

it('a pattern that would take more than twenty thousand instructions is refused', () => {
  for (const pattern of [
    'a{20001}',
    '(a{200}){200}',
    '(((a{100}){100}){100}){100}',
    'ab'.repeat(10_001),
    '(){4000000000}',
  ]) {
    expect(() => translateRegex(pattern)).toThrow('too big');
  }
  expect(compileRegex('^(a{100}){20}$')(bytesOf('a'.repeat(2000)))).toBe(true);
  expect(compileRegex('^a{1500}$')(bytesOf('a'.repeat(1500)))).toBe(true);
  expect(compileRegex('^a{1500}$')(bytesOf('a'.repeat(1499)))).toBe(false);
  expect(compileRegex('^(a{2}){501,1200}$')(bytesOf('a'.repeat(2002)))).toBe(true);
});
