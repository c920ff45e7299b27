import { HclCursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import type { Attribute, Block, Body } from './syntax.ts';

/** Characters; configurations are a thousandth of it. */
const longest = 8_000_000;

/**
 * Reads a file of HCL's native syntax: `*.tf`, `*.tfvars`. Lines and escapes are kept, which readers that turn HCL into
 * JSON lose. Throws a `DecodeError` with file, line and column at the first fault.
 */
export function parseHcl(text: string, file: string): Body {
  const cursor = new HclCursor(text, file);
  if (text.length > longest) cursor.fail(`the file is longer than ${longest / 1_000_000} MB`);
  return parseBody(cursor, undefined);
}

function parseBody(cursor: HclCursor, opened: number | undefined): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    cursor.skip(true);
    if (cursor.isAtEnd && opened === undefined) return { attributes, blocks };
    if (cursor.isAtEnd) cursor.fail('this block is never closed', 'write } at its end', opened);
    if (opened !== undefined && cursor.takes('}')) return { attributes, blocks };
    const { at } = cursor;
    const name = cursor.take(/[\p{L}_][\p{L}\p{N}_-]*/uy);
    if (name === '') cursor.fail(`expected an attribute or a block, found ${cursor.found()}`);
    cursor.skip();
    if (cursor.peek(/=(?!=)/y) === '') {
      blocks.push(parseBlock(cursor, name, at));
      continue;
    }
    const known = attributes.get(name);
    if (known !== undefined) cursor.fail(`${name} is set twice; first in line ${known.line}`, undefined, at);
    attributes.set(name, parseAttribute(cursor, name, at));
    endItem(cursor, opened !== undefined);
  }
}

function parseAttribute(cursor: HclCursor, name: string, at: number): Attribute {
  cursor.at += 1;
  cursor.skip();
  const start = cursor.at;
  const value = parseExpression(cursor);
  return { name, line: cursor.lineAt(at), value, text: cursor.text.slice(start, cursor.at).trim() };
}

function parseBlock(cursor: HclCursor, type: string, at: number): Block {
  const labels: string[] = [];
  while (cursor.next !== '{') {
    const label = cursor.take(/"(?:[^"\\\r\n]|\\.)*"|[\p{L}_][\p{L}\p{N}_-]*/uy);
    if (label === '')
      cursor.fail(`expected = for an attribute or { for a block after ${type}, found ${cursor.found()}`);
    labels.push(label.replace(/^"|"$/g, ''));
    cursor.skip();
  }
  cursor.at += 1;
  const body = cursor.within(true, () => parseBody(cursor, at));
  endItem(cursor, true);
  return { type, labels, line: cursor.lineAt(at), body };
}

/** An attribute or a block ends with its line, or with the block around it. */
function endItem(cursor: HclCursor, isInBlock: boolean): void {
  cursor.skip();
  if (cursor.isAtEnd || /[\r\n]/.test(cursor.next) || (isInBlock && cursor.next === '}')) return;
  cursor.fail(`expected the end of the line, found ${cursor.found()}`);
}
