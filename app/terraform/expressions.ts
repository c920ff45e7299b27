import type { HclCursor } from './cursor.ts';
import type { Expression } from './syntax.ts';
import { parseHeredoc, parseQuoted, readLoop } from './templates.ts';

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const longestChain = 200;

/** Reads one expression at the cursor. Throws a `DecodeError` with file, line and column. */
export function parseExpression(cursor: HclCursor): Expression {
  return cursor.within(cursor.endsAtNewline, () => {
    cursor.skip();
    const test = parseBinary(cursor, 0);
    cursor.skip();
    if (!cursor.takes('?')) return test;
    const then = parseExpression(cursor);
    cursor.skip();
    cursor.expect(':', 'between the two values of a condition');
    return { kind: 'conditional', test, then, otherwise: parseExpression(cursor), line: test.line };
  });
}

const operators: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<(?!<)|>/y, /[+-]/y, /[*/%]/y];

function parseBinary(cursor: HclCursor, level: number): Expression {
  const operator = operators[level];
  if (operator === undefined) return parseUnary(cursor);
  let left = parseBinary(cursor, level + 1);
  for (let length = 0; ; length += 1) {
    cursor.skip();
    const found = cursor.take(operator);
    if (found === '') return left;
    if (length > longestChain) cursor.fail(`more than ${longestChain} operators in a row`);
    left = { kind: 'binary', operator: found, left, right: parseBinary(cursor, level + 1), line: left.line };
  }
}

function parseUnary(cursor: HclCursor): Expression {
  cursor.skip();
  const { line } = cursor;
  const operator = cursor.take(/-|!(?!=)/y);
  if (operator === '') return parseSteps(cursor, parseTerm(cursor));
  return cursor.within(cursor.endsAtNewline, () => ({ kind: 'unary', operator, of: parseUnary(cursor), line }));
}

/** What follows a term: `.name`, `.0`, `[key]`, `[*]`, `.*`. */
function parseSteps(cursor: HclCursor, term: Expression): Expression {
  let expression = term;
  for (let length = 0; ; length += 1) {
    if (length > longestChain) cursor.fail(`more than ${longestChain} steps in a row`);
    const { line } = cursor;
    const splat = cursor.take(/\[\*\]|\.\*/y);
    if (splat !== '') {
      const item: Expression = { kind: 'name', name: '*', line };
      const each = cursor.within(cursor.endsAtNewline, () => parseSteps(cursor, item));
      return { kind: 'splat', of: expression, each, line };
    }
    if (cursor.sees('...')) return expression;
    const name = cursor.take(/\.[ \t]*[\p{L}_][\p{L}\p{N}_-]*/uy);
    const index = name === '' ? cursor.take(/\.\d+/y) : '';
    if (name !== '') expression = { kind: 'attribute', of: expression, name: name.slice(1).trim(), line };
    else if (index !== '')
      expression = { kind: 'index', of: expression, key: literal(Number(index.slice(1)), line), line };
    else if (cursor.takes('[')) {
      const key = cursor.within(false, () => parseExpression(cursor));
      cursor.skip(true);
      cursor.expect(']', 'after the index');
      expression = { kind: 'index', of: expression, key, line };
    } else return expression;
  }
}

function parseTerm(cursor: HclCursor): Expression {
  const { line, next } = cursor;
  if (next === '"') return parseQuoted(cursor);
  if (cursor.sees('<<')) return parseHeredoc(cursor);
  if (next === '(') return parseBracketed(cursor);
  if (next === '[') return parseTuple(cursor);
  if (next === '{') return parseObject(cursor);
  const number = cursor.take(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== '') return literal(Number(number), line);
  const name = cursor.take(/[\p{L}_][\p{L}\p{N}_-]*(?:::[\p{L}_][\p{L}\p{N}_-]*)*/uy);
  if (name === '') return cursor.fail(`expected a value, found ${cursor.found()}`, hintFor(next));
  if (cursor.peek(/[ \t]*\(/y) !== '') return parseCall(cursor, name, line);
  if (name === 'true' || name === 'false') return literal(name === 'true', line);
  return name === 'null' ? literal(undefined, line) : { kind: 'name', name, line };
}

function literal(value: string | number | boolean | undefined, line: number): Expression {
  return { kind: 'literal', value, line };
}

function hintFor(next: string): string | undefined {
  if (next === "'") return 'strings take double quotes';
  return next === '$' ? 'interpolation stands in strings only: write it in double quotes' : undefined;
}

function parseBracketed(cursor: HclCursor): Expression {
  cursor.at += 1;
  const inner = cursor.within(false, () => parseExpression(cursor));
  cursor.skip(true);
  cursor.expect(')', 'after the expression in brackets');
  return inner;
}

function parseCall(cursor: HclCursor, name: string, line: number): Expression {
  cursor.skip();
  cursor.at += 1;
  return cursor.within(false, () => {
    const args: Expression[] = [];
    let spreads = false;
    for (cursor.skip(); !cursor.takes(')'); cursor.skip()) {
      args.push(parseExpression(cursor));
      cursor.skip();
      spreads = cursor.takes('...');
      cursor.skip();
      if (!cursor.takes(',') && cursor.next !== ')')
        cursor.fail(`expected , or ) in ${name}(…), found ${cursor.found()}`);
    }
    return { kind: 'call', name, args, spreads, line };
  });
}

function parseTuple(cursor: HclCursor): Expression {
  const { line } = cursor;
  cursor.at += 1;
  return cursor.within(false, () => {
    cursor.skip();
    if (seesLoop(cursor)) return parseFor(cursor, 'tuple', line);
    const items: Expression[] = [];
    for (; !cursor.takes(']'); cursor.skip()) {
      items.push(parseExpression(cursor));
      cursor.skip();
      if (!cursor.takes(',') && cursor.next !== ']')
        cursor.fail(`expected , or ] in this list, found ${cursor.found()}`);
    }
    return { kind: 'tuple', items, line };
  });
}

function seesLoop(cursor: HclCursor): boolean {
  return cursor.peek(/for(?=\s+[\p{L}_])/uy) !== '';
}

function parseFor(cursor: HclCursor, makes: 'tuple' | 'object', line: number): Expression {
  cursor.at += 'for'.length;
  const loop = readLoop(cursor);
  cursor.skip();
  cursor.expect(':', 'after the list of `for`');
  const first = parseExpression(cursor);
  cursor.skip();
  const isPair = makes === 'object';
  if (isPair) cursor.expect('=>', 'after the key of `for`');
  const value = isPair ? parseExpression(cursor) : first;
  cursor.skip();
  const groups = isPair && cursor.takes('...');
  cursor.skip();
  const condition = cursor.take(/if\b/y) === '' ? undefined : parseExpression(cursor);
  cursor.skip();
  cursor.expect(isPair ? '}' : ']', 'at the end of `for`');
  const more = { ...(isPair ? { key: first } : {}), ...(condition === undefined ? {} : { condition }) };
  return { kind: 'for', makes, ...loop, value, groups, ...more, line };
}

function parseObject(cursor: HclCursor): Expression {
  const { line } = cursor;
  cursor.at += 1;
  cursor.skip(true);
  if (seesLoop(cursor)) return cursor.within(false, () => parseFor(cursor, 'object', line));
  return cursor.within(true, () => {
    const entries: { key: Expression; value: Expression }[] = [];
    for (; !cursor.takes('}'); cursor.skip(true)) {
      const key = parseKey(cursor);
      cursor.skip();
      if (!cursor.takes('=') && !cursor.takes(':')) cursor.fail(`expected = after the key, found ${cursor.found()}`);
      entries.push({ key, value: parseExpression(cursor) });
      cursor.skip();
      if (!cursor.takes(',') && !/[\r\n}]/.test(cursor.next)) {
        cursor.fail(`expected a comma, a new line or } in this object, found ${cursor.found()}`);
      }
      if (cursor.isAtEnd) cursor.fail('this object is never closed', 'write } at its end');
    }
    return { kind: 'object', entries, line };
  });
}

function parseKey(cursor: HclCursor): Expression {
  const { at, line } = cursor;
  const name = cursor.take(identifier);
  if (name !== '' && cursor.peek(/[ \t]*(?:=(?![=>])|:)/y) !== '') return literal(name, line);
  cursor.at = at;
  return parseExpression(cursor);
}
