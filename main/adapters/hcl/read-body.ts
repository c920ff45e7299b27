import type { Node } from 'web-tree-sitter';
import type { Attribute, Block, Body } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { readExpression } from './read-expression.ts';

/** Reads what stands in a file or between a block's braces. The grammar lets items share a line; HCL does not. */
export function readBody(source: HclSource, items: readonly Node[]): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  let before: Node | undefined;
  for (const item of items) {
    if (item.type === 'comment') continue;
    const at = item.startIndex;
    if (before !== undefined && !source.hasNewline(before.endIndex, at)) {
      source.fail(`expected the end of the line, found ${source.foundAt(at)}`, undefined, at);
    }
    before = item;
    if (item.type === 'block') {
      blocks.push(readBlock(source, item));
      continue;
    }
    const attribute = readAttribute(source, item);
    const known = attributes.get(attribute.name);
    if (known !== undefined) {
      source.fail(`${attribute.name} is set twice; first in line ${known.line}`, undefined, at);
    }
    attributes.set(attribute.name, attribute);
  }
  return { attributes, blocks };
}

function readAttribute(source: HclSource, node: Node): Attribute {
  const [name, , value] = source.partsOf(node);
  if (name === undefined || value === undefined) return failAt(source, node);
  return {
    name: source.textOf(name),
    line: source.lineAt(name.startIndex),
    value: readExpression(source, value),
    text: source.textOf(value),
  };
}

function readBlock(source: HclSource, node: Node): Block {
  const parts = node.children.filter(({ type }) => type !== 'comment');
  const start = parts.findIndex(({ type }) => type === 'block_start');
  const [type, ...labels] = parts.slice(0, start);
  const body = parts.find((part) => part.type === 'body');
  if (type === undefined) return failAt(source, node);
  source.expectOneLine(parts.slice(0, start + 1));
  return {
    type: source.textOf(type),
    labels: labels.map((label) => source.textOf(label).replace(/^"|"$/g, '')),
    line: source.lineAt(type.startIndex),
    body: source.within(node, true, () => readBody(source, body?.children ?? [])),
  };
}

function failAt(source: HclSource, node: Node): never {
  return source.fail(
    `expected an attribute or a block, found ${source.foundAt(node.startIndex)}`,
    undefined,
    node.startIndex,
  );
}
