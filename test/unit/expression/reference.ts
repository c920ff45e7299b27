import type { Expression, Test } from '../../../app/expression/ast.ts';
import type { Ip, Value } from '../../../app/expression/value.ts';

type Context = ReadonlyMap<string, Value>;

/** Evaluates an expression as plainly as possible, sharing nothing with the evaluator but the data types. */
export function evaluateNaively(expression: Expression, context: Context): boolean {
  switch (expression.kind) {
    case 'combine':
      return joinAll(
        expression.op,
        expression.items.map((item) => evaluateNaively(item, context)),
      );
    case 'not':
      return !evaluateNaively(expression.item, context);
    case 'quantify': {
      const values = listNaively(expression.item, context);
      return expression.quantifier === 'any' ? values.some((value) => value) : values.every((value) => value);
    }
    case 'compare': {
      const [value] = reach(context.get(expression.path.field), expression.path.indexes);
      if (value === undefined) return expression.test.kind === 'order' && expression.test.op === 'ne';
      return passes(expression.test, value);
    }
  }
}

function listNaively(expression: Expression, context: Context): boolean[] {
  switch (expression.kind) {
    case 'combine': {
      const columns = expression.items.map((item) => listNaively(item, context));
      const length = Math.min(...columns.map((column) => column.length));
      return Array.from({ length }, (_, row) =>
        joinAll(
          expression.op,
          columns.map((column) => column[row] === true),
        ),
      );
    }
    case 'not':
      return listNaively(expression.item, context).map((value) => !value);
    case 'quantify':
      return [evaluateNaively(expression, context)];
    case 'compare': {
      const { path, test } = expression;
      return reach(context.get(path.field), path.indexes).map((value) => passes(test, value));
    }
  }
}

function joinAll(op: 'and' | 'or' | 'xor', values: readonly boolean[]): boolean {
  const count = values.filter((value) => value).length;
  if (op === 'xor') return count % 2 === 1;
  return op === 'and' ? count === values.length : count > 0;
}

function reach(value: Value | undefined, indexes: readonly { kind: string; key?: string; item?: number }[]): Value[] {
  const [index, ...rest] = indexes;
  if (value === undefined) return [];
  if (index === undefined) return [value];
  const members = value instanceof Map ? ([...value] as [string, Value][]) : [...Object.entries(value)];
  return members
    .filter(([key]) => index.kind === 'each' || key === (index.key ?? String(index.item)))
    .flatMap(([, member]) => reach(member, rest));
}

function passes(test: Test, value: Value): boolean {
  if (test.kind === 'is-true') return value === true;
  if (test.kind === 'in-list') return false;
  if (test.kind === 'order') {
    const order = compareNaively(value, test.value);
    const allowed: readonly (number | undefined)[] = {
      eq: [0],
      ne: [-1, 1, undefined],
      lt: [-1],
      le: [-1, 0],
      gt: [1],
      ge: [0, 1],
    }[test.op];
    return allowed.includes(order);
  }
  switch (test.kind) {
    case 'bits':
      return BigInt.asUintN(64, BigInt(value as number | bigint) & BigInt(test.mask)) > 0n;
    case 'contains':
      return Buffer.from(String(value), 'latin1').includes(Buffer.from(test.part, 'latin1'));
    case 'matches':
      // What is generated means the same in JavaScript, except for the end of a line.
      return new RegExp(test.pattern.replaceAll(/(?<![[\\^])\./g, '[^\\n]')).test(String(value));
    case 'wildcard':
      return passesWildcard(test.pattern, test.isStrict ? String(value) : foldAscii(String(value)), test.isStrict);
  }
  const { set } = test;
  if (set.type === 'Bytes') return set.values.some((item) => compareNaively(value, item) === 0);
  return set.ranges.some(({ low, high }) => {
    const [above, below] = [compareNaively(value, low), compareNaively(value, high)];
    return above !== undefined && below !== undefined && above >= 0 && below <= 0;
  });
}

function foldAscii(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function passesWildcard(pattern: string, text: string, isStrict: boolean): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*')) {
    return Array.from({ length: text.length + 1 }, (_, at) => text.slice(at)).some((rest) =>
      passesWildcard(pattern.slice(1), rest, isStrict),
    );
  }
  const escaped = pattern.startsWith('\\') ? 1 : 0;
  const sign = pattern.charAt(escaped);
  if ((isStrict ? sign : foldAscii(sign)) !== text.charAt(0) || text === '') return false;
  return passesWildcard(pattern.slice(escaped + 1), text.slice(1), isStrict);
}

function compareNaively(left: Value, right: Value): number | undefined {
  if (typeof left === 'object') {
    const [one, other] = [left as Ip, right as Ip];
    return one.version === other.version ? signOf(BigInt(one.bits) - BigInt(other.bits)) : undefined;
  }
  if (typeof left === 'string') {
    const [one, other] = [Buffer.from(left, 'latin1'), Buffer.from(String(right), 'latin1')];
    return Buffer.compare(one, other);
  }
  return signOf(BigInt(left) - BigInt(right as number | bigint));
}

function signOf(difference: bigint): number {
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
