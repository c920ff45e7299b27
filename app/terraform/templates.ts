import type { HclCursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import type { Expression } from './syntax.ts';

type Part =
  | { readonly kind: 'text'; text: string; readonly line: number; readonly startsLine: boolean }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'if'; readonly test: Expression }
  | { readonly kind: 'for'; readonly keyName?: string; readonly valueName: string; readonly of: Expression }
  | { readonly kind: 'else' | 'endif' | 'endfor'; readonly at: number };

/** A string in quotes; the cursor is at the first one. */
export function parseQuoted(cursor: HclCursor): Expression {
  const { at: start, line } = cursor;
  cursor.at += 1;
  const parts = readParts(cursor, 'quoted');
  if (!cursor.takes('"')) cursor.fail('this string is never closed', 'write a " at its end', start);
  return assemble(cursor, parts, line);
}

/** `<<END` or `<<-END`; the cursor is at the first `<`. */
export function parseHeredoc(cursor: HclCursor): Expression {
  const { at: start, line } = cursor;
  const opening = cursor.take(/<<-?[\p{L}_][\p{L}\p{N}_-]*\r?\n/uy);
  if (opening === '') cursor.fail('expected a heredoc such as <<EOT and its text on the next line');
  const word = opening.replace(/^<<-?/, '').trim();
  const close = findClosing(cursor, word);
  if (close === undefined) return cursor.fail(`this heredoc is never closed`, `write ${word} on a line`, start);
  const { end } = cursor;
  cursor.end = close.start;
  const parts = readParts(cursor, 'plain');
  cursor.end = end;
  cursor.at = close.end;
  if (opening.startsWith('<<-')) removeIndent(parts);
  return assemble(cursor, parts, line);
}

/** A text that is all template, as the strings of `*.tf.json` are. */
export function parseTemplate(cursor: HclCursor): Expression {
  return assemble(cursor, readParts(cursor, 'plain'), cursor.line);
}

function findClosing(cursor: HclCursor, word: string): { start: number; end: number } | undefined {
  for (let start = cursor.at; start < cursor.end; ) {
    const newline = cursor.text.indexOf('\n', start);
    const end = newline < 0 || newline > cursor.end ? cursor.end : newline;
    if (cursor.text.slice(start, end).trim() === word) {
      return { start, end: start + cursor.text.slice(start, end).trimEnd().length };
    }
    start = end + 1;
  }
  return undefined;
}

function readParts(cursor: HclCursor, form: 'quoted' | 'plain'): Part[] {
  const parts: Part[] = [];
  let trims = false;
  while (!cursor.isAtEnd && !(form === 'quoted' && cursor.next === '"')) {
    const opening = cursor.take(/[$%]\{~?/y);
    if (opening === '') {
      const { line } = cursor;
      const startsLine = form === 'plain' && (parts.length === 0 || cursor.text[cursor.at - 1] === '\n');
      const text = readText(cursor, form);
      parts.push({ kind: 'text', text: trims ? text.replace(/^\s+/, '') : text, line, startsLine });
      trims = false;
      continue;
    }
    const last = parts.at(-1);
    if (opening.endsWith('~') && last?.kind === 'text') last.text = last.text.replace(/\s+$/, '');
    const part = cursor.within(false, () => (opening[0] === '$' ? readValue(cursor) : readDirective(cursor)));
    cursor.skip(true);
    trims = cursor.takes('~');
    cursor.expect('}', 'after the expression in the template');
    parts.push(part);
  }
  return parts;
}

function readText(cursor: HclCursor, form: 'quoted' | 'plain'): string {
  let text = '';
  for (;;) {
    text += cursor.take(form === 'quoted' ? /[^"\\$%\r\n]+/y : /[^$%]+/y);
    if (cursor.sees('$${') || cursor.sees('%%{')) {
      text += `${cursor.next}{`;
      cursor.at += 3;
    } else if (cursor.isAtEnd || cursor.sees('${') || cursor.sees('%{')) return text;
    else if (form === 'quoted' && cursor.next === '"') return text;
    else if (form === 'quoted' && cursor.next === '\\') text += readEscape(cursor);
    else if (form === 'quoted' && /[\r\n]/.test(cursor.next)) {
      cursor.fail('a string in quotes ends on its line', 'write \\n for a new line, or a heredoc');
    } else {
      text += cursor.next;
      cursor.at += 1;
    }
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function readEscape(cursor: HclCursor): string {
  const simple = escapes.get(cursor.text[cursor.at + 1] ?? '');
  if (simple !== undefined) {
    cursor.at += 2;
    return simple;
  }
  const code = cursor.peek(/\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}/y);
  const point = Number.parseInt(code.slice(2), 16);
  if (code === '' || point > 0x10ffff)
    cursor.fail('unknown escape in a string', 'known are \\n \\r \\t \\" \\\\ \\uNNNN');
  cursor.at += code.length;
  return String.fromCodePoint(point);
}

function readValue(cursor: HclCursor): Part {
  return { kind: 'value', value: parseExpression(cursor) };
}

function readDirective(cursor: HclCursor): Part {
  cursor.skip();
  const { at } = cursor;
  const word = cursor.take(/[a-z]+/y);
  if (word === 'if') return { kind: 'if', test: parseExpression(cursor) };
  if (word === 'else' || word === 'endif' || word === 'endfor') return { kind: word, at };
  if (word !== 'for') cursor.fail('expected if, else, endif, for or endfor after %{', undefined, at);
  return { kind: 'for', ...readLoop(cursor) };
}

/** `k, v in list`, after the word `for`. */
export function readLoop(cursor: HclCursor): { keyName?: string; valueName: string; of: Expression } {
  const names = [readName(cursor)];
  cursor.skip();
  if (cursor.takes(',')) names.push(readName(cursor));
  cursor.skip();
  if (cursor.take(/in\b/y) === '') cursor.fail(`expected \`in\` after the names of \`for\`, found ${cursor.found()}`);
  const of = parseExpression(cursor);
  const [first = '', second] = names;
  return second === undefined ? { valueName: first, of } : { keyName: first, valueName: second, of };
}

function readName(cursor: HclCursor): string {
  cursor.skip();
  const name = cursor.take(/[\p{L}_][\p{L}\p{N}_-]*/uy);
  if (name === '') cursor.fail(`expected a name, found ${cursor.found()}`);
  return name;
}

/** What a flush heredoc leaves out: the indent that all of its lines have. */
function removeIndent(parts: readonly Part[]): void {
  const texts = parts.filter((part) => part.kind === 'text');
  const indents = texts.flatMap(({ text, startsLine }) =>
    text
      .split('\n')
      .slice(startsLine ? 0 : 1)
      .flatMap((line, index, lines) => (index === lines.length - 1 && line === '' ? [] : [line]))
      .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0),
  );
  const indent = Math.min(...indents.slice(0, 10_000));
  if (!Number.isFinite(indent)) return;
  for (const part of texts) {
    const lines = part.text.split('\n');
    part.text = lines.map((line, index) => (index > 0 || part.startsLine ? line.slice(indent) : line)).join('\n');
  }
}

/** A template that is one value is that value, of whatever type; any other is a text. */
function assemble(cursor: HclCursor, parts: readonly Part[], line: number): Expression {
  const [only, second] = parts;
  if (only === undefined) return { kind: 'literal', value: '', line };
  if (second === undefined && only.kind === 'text') return { kind: 'literal', value: only.text, line };
  if (second === undefined && only.kind === 'value') return only.value;
  const reader = new PartReader(cursor, parts, line);
  const template = reader.readUntil([]);
  return template;
}

class PartReader {
  readonly #cursor: HclCursor;
  readonly #parts: readonly Part[];
  readonly #line: number;
  #at = 0;

  constructor(cursor: HclCursor, parts: readonly Part[], line: number) {
    this.#cursor = cursor;
    this.#parts = parts;
    this.#line = line;
  }

  readUntil(closing: readonly Part['kind'][]): Expression {
    const read: Expression[] = [];
    for (let part = this.#parts[this.#at]; part !== undefined; part = this.#parts[this.#at]) {
      if (closing.includes(part.kind)) return { kind: 'template', parts: read, line: this.#line };
      this.#at += 1;
      read.push(this.#readPart(part));
    }
    if (closing.length === 0) return { kind: 'template', parts: read, line: this.#line };
    return this.#cursor.fail(`a template’s %{ ${closing.includes('endif') ? 'if' : 'for'} } is never closed`);
  }

  #readPart(part: Part): Expression {
    const line = this.#line;
    if (part.kind === 'text') return { kind: 'literal', value: part.text, line: part.line };
    if (part.kind === 'value') return part.value;
    if (part.kind === 'if') return this.#cursor.within(false, () => this.#readIf(part.test));
    if (part.kind === 'for') {
      const value = this.#cursor.within(false, () => this.readUntil(['endfor']));
      this.#at += 1;
      return { ...part, makes: 'text', value, groups: false, line };
    }
    return this.#cursor.fail(`%{ ${part.kind} } closes nothing`, undefined, part.at);
  }

  #readIf(test: Expression): Expression {
    const line = this.#line;
    const then = this.readUntil(['else', 'endif']);
    const hasElse = this.#parts[this.#at]?.kind === 'else';
    this.#at += 1;
    const otherwise: Expression = hasElse ? this.readUntil(['endif']) : { kind: 'literal', value: '', line };
    if (hasElse) this.#at += 1;
    return { kind: 'conditional', test, then, otherwise, line };
  }
}
