import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { readBracketed, readExpression } from './read-expression.ts';

/** `[…]` or `{…}`. */
export function readCollection(source: HclSource, node: Node, line: number): Expression {
  const parts = node.children.filter(({ type }) => type !== 'comment');
  if (node.type === 'object') return source.within(node, true, () => readObject(source, parts, line));
  const items = parts.filter(({ type }) => type === 'expression').map((item) => readBracketed(source, item));
  return { kind: 'tuple', items, line };
}

function readObject(source: HclSource, parts: readonly Node[], line: number): Expression {
  const entries: { key: Expression; value: Expression }[] = [];
  for (const [position, part] of parts.entries()) {
    if (part.type !== 'object_elem') continue;
    const before = parts[position - 1];
    if (before?.type === 'object_elem' && !source.hasNewline(before.endIndex, part.startIndex)) {
      const found = source.foundAt(part.startIndex);
      source.fail(`expected a comma, a new line or } in this object, found ${found}`, undefined, part.startIndex);
    }
    const [key, , value] = source.partsOf(part);
    if (key !== undefined && value !== undefined) {
      entries.push({ key: readKey(source, key), value: readExpression(source, value) });
    }
  }
  return { kind: 'object', entries, line };
}

/** A name alone is the key itself. */
function readKey(source: HclSource, node: Node): Expression {
  const [only, second] = node.children;
  if (only?.type !== 'variable_expr' || second !== undefined) return readExpression(source, node);
  return { kind: 'literal', value: source.textOf(only), line: source.lineAt(only.startIndex) };
}

/** `[for …]` or `{for …}`. */
export function readFor(source: HclSource, node: Node, line: number): Expression {
  const parts = node.children.filter(({ type }) => type !== 'comment');
  const [first, second] = parts.filter(({ type }) => type === 'expression');
  const intro = parts.find(({ type }) => type === 'for_intro');
  const condition = parts.find(({ type }) => type === 'for_cond')?.children.find(({ type }) => type === 'expression');
  if (first === undefined || intro === undefined) return source.fail('expected a value', undefined, node.endIndex);
  return {
    ...{ kind: 'for', makes: second === undefined ? 'tuple' : 'object', ...readLoop(source, intro) },
    ...(second === undefined ? {} : { key: readBracketed(source, first) }),
    value: readBracketed(source, second ?? first),
    ...(condition === undefined ? {} : { condition: readBracketed(source, condition) }),
    ...{ groups: parts.some(({ type }) => type === 'ellipsis'), line },
  };
}

/** `for k, v in list`, in brackets and in a template. */
export function readLoop(source: HclSource, node: Node): { keyName?: string; valueName: string; of: Expression } {
  const [first = '', second] = node.children
    .filter(({ type }) => type === 'identifier')
    .map((name) => source.textOf(name));
  const list = node.children.find(({ type }) => type === 'expression');
  if (list === undefined) return source.fail('expected a list to go through', undefined, node.endIndex);
  const of = readBracketed(source, list);
  return second === undefined ? { valueName: first, of } : { keyName: first, valueName: second, of };
}
