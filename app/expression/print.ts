import { showIp, showRange } from './address.ts';
import type { CombineOp, Expression, FieldPath, IntRange, LiteralSet, Test } from './ast.ts';
import { Cursor } from './cursor.ts';
import { lexRegex } from './lex-regex.ts';
import { type Bytes, bytesOf, type Int, type Ip, isBytes, isInt, textOf } from './value.ts';

const orderSigns = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
const bindings: Readonly<Record<CombineOp, number>> = { or: 0, xor: 1, and: 2 };

/** Writes the canonical text of an expression, without needless parentheses. Parsing it gives the same expression. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'combine': {
      const tightness = bindings[expression.op];
      return expression.items.map((item) => printOperand(item, tightness)).join(` ${expression.op} `);
    }
    case 'not':
      return `not(${print(expression.item)})`;
    case 'quantify':
      return `${expression.quantifier}(${print(expression.item)})`;
    case 'compare':
      return `${printPath(expression.path)}${printTest(expression.test)}`;
  }
}

function printOperand(item: Expression, tightness: number): string {
  const text = print(item);
  return item.kind === 'combine' && bindings[item.op] <= tightness ? `(${text})` : text;
}

function printPath(path: FieldPath): string {
  const indexes = path.indexes.map((index) => {
    if (index.kind === 'each') return '[*]';
    return index.kind === 'item' ? `[${index.item}]` : `[${printBytes(index.key)}]`;
  });
  return `${path.field}${indexes.join('')}`;
}

function printTest(test: Test): string {
  switch (test.kind) {
    case 'is-true':
      return '';
    case 'order':
      return ` ${orderSigns[test.op]} ${printScalar(test.value)}`;
    case 'in':
      return ` in {${printItems(test.set).join(' ')}}`;
    case 'in-list':
      return ` in $${test.list}`;
    case 'bits':
      return ` & ${test.mask}`;
    case 'contains':
      return ` contains ${printBytes(test.part)}`;
    case 'matches':
      return ` matches ${printRegex(test.pattern)}`;
    case 'wildcard':
      return ` ${test.isStrict ? 'strict wildcard' : 'wildcard'} ${printBytes(test.pattern)}`;
  }
}

function printItems(set: LiteralSet): string[] {
  switch (set.type) {
    case 'Int':
      return set.ranges.map(printIntRange);
    case 'Ip':
      return set.ranges.map(showRange);
    case 'Bytes':
      return set.values.map(printBytes);
  }
}

function printIntRange({ low, high }: IntRange): string {
  return low === high ? String(low) : `${low}..${high}`;
}

export function printScalar(value: Int | Ip | Bytes): string {
  if (isInt(value)) return String(value);
  return isBytes(value) ? printBytes(value) : showIp(value);
}

function printBytes(bytes: Bytes): string {
  const text = textOf(bytes);
  const isText = bytesOf(text) === bytes;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is escaped.
  const strange = isText ? /[\x00-\x1f\x7f]/g : /[^ -~]/g;
  const escaped = (isText ? text : bytes).replaceAll(/["\\]/g, '\\$&').replaceAll(strange, escapeByte);
  return `"${escaped}"`;
}

/** In quotes where that reads as the same pattern, else as a raw string. */
function printRegex(pattern: string): string {
  const quoted = `"${pattern}"`;
  if (!pattern.includes('"') && isReadAs(quoted, pattern)) return quoted;
  return printRaw(pattern) ?? `"${pattern.replaceAll('"', '\\"')}"`;
}

/** As a raw string, with as many `#` as it takes; `undefined` when that is more than the 255 that are read. */
export function printRaw(text: string): string | undefined {
  const longest = Math.max(-1, ...Array.from(text.matchAll(/"#*/g), ([found]) => found.length - 1));
  const hashes = '#'.repeat(longest + 1);
  return hashes.length > 255 ? undefined : `r${hashes}"${text}"${hashes}`;
}

function isReadAs(literal: string, pattern: string): boolean {
  try {
    const cursor = new Cursor(literal);
    return lexRegex(cursor)?.pattern === pattern && cursor.isAtEnd;
  } catch {
    return false;
  }
}

function escapeByte(byte: string): string {
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
