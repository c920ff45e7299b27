import type { Cursor } from './cursor.ts';
import type { ScalarType } from './field-type.ts';
import { peekWord } from './lex.ts';
import { operatorsOf } from './operator.ts';

/** Why no operator stands here, and what to write instead. */
export function explainMissingOperator(
  cursor: Cursor,
  field: string,
  type: ScalarType,
): { message: string; hint?: string } {
  const word = peekWord(cursor);
  const operators = `operators are ${operatorsOf[type]}`;
  const negated = /^(?:not|!)\s*(in|matches|contains|wildcard|strict wildcard)\b/.exec(cursor.rest);
  if (negated !== null) {
    const operator = negated[1] ?? 'in';
    return { message: `there is no infix \`not ${operator}\``, hint: `written \`not(${field} ${operator} …)\`` };
  }
  if (cursor.isAtEnd) return { message: 'expected an operator after the field', hint: `for example ${field} == …` };
  if (cursor.startsWith('=~')) {
    return { message: 'unknown operator "=~"', hint: 'a regular expression follows `matches`' };
  }
  if (cursor.next === '=') return { message: 'unknown operator "="', hint: 'equality is written ==' };
  if (cursor.startsWith('[')) return { message: 'unexpected index', hint: 'an index holds *, a number or a "key"' };
  if (word === 'is') return { message: 'unknown operator "is"', hint: 'equality is written ==' };
  if (/^(equals|equal|[A-Z]+)$/.test(word)) {
    return { message: `unknown operator "${word}"`, hint: `${operators}, in lower case` };
  }
  if (/^(starts_with|ends_with|startswith|endswith)$/.test(word)) {
    return { message: `unknown operator "${word}"`, hint: 'written `matches "^…"` and `matches "…$"`, or `wildcard`' };
  }
  const shown = word === '' ? cursor.next : word;
  return { message: `expected an operator, found "${shown}"`, hint: operators };
}

/** Why the expression doesn't end here, and what to write instead. */
export function explainTrailing(cursor: Cursor): { message: string; hint?: string } {
  const word = peekWord(cursor);
  if (cursor.next === ')') return { message: 'this parenthesis closes nothing' };
  if (cursor.next === ',') return { message: 'unexpected comma', hint: 'conditions are joined by `and` or `or`' };
  if (/^(AND|OR|XOR|NOT)$/.test(word)) {
    return { message: `unexpected "${word}"`, hint: `operators are lower case: ${word.toLowerCase()}` };
  }
  if (cursor.next === '&' || cursor.next === '|' || cursor.next === '^') {
    return { message: `unexpected "${cursor.next}"`, hint: 'logical operators are && || ^^, or and, or, xor' };
  }
  if (cursor.startsWith('#') || cursor.startsWith('//')) return { message: 'there are no comments in expressions' };
  const shown = word === '' ? cursor.next : word;
  return { message: `unrecognised input "${shown}"`, hint: 'conditions are joined by `and`, `or` or `xor`' };
}

/** What to write instead of something that is no string. */
export function hintForString(cursor: Cursor): string | undefined {
  if (cursor.next === "'" || cursor.next === '\u{201c}') return 'strings take straight double quotes: "…"';
  if (cursor.next === '{') return 'a set follows `in`';
  if (cursor.next === '$') return 'a list follows `in`';
  const word = cursor.peek(/[^\s{}()"',]+/y);
  return word === '' ? undefined : `strings take double quotes: "${word}"`;
}

/** The name that was probably meant: at most two edits away, or a quarter of its length. */
export function suggestName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 4)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const swap = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(swap, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? limit;
}
