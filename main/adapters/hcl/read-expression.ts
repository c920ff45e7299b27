import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import { deepest, type HclSource } from './hcl-source.ts';
import { readCollection, readFor } from './read-collection.ts';
import { readOperation } from './read-operation.ts';
import { readSteps } from './read-steps.ts';
import { readTemplate } from './read-template.ts';

export function readExpression(source: HclSource, node: Node): Expression {
  return source.within(node, source.endsAtNewline, () => {
    const parts = source.partsOf(node);
    const [only] = parts;
    return only?.type === 'conditional' ? readConditional(source, only) : readTerm(source, parts);
  });
}

/** The same where brackets around it let it go over several lines. */
export function readBracketed(source: HclSource, node: Node): Expression {
  return source.within(node, false, () => readExpression(source, node));
}

/**
 * The grammar has `a ? b : c ? d : e` as `(a ? b : c) ? d : e`; HCL reads `a ? b : (c ? d : e)`. So the chain on the
 * left is turned over.
 */
function readConditional(source: HclSource, node: Node): Expression {
  const chosen: { readonly then: Node; readonly otherwise: Node }[] = [];
  let test = node;
  for (let one: Node | undefined = node; one !== undefined; ) {
    const [condition, , then, , otherwise]: readonly Node[] = source.partsOf(one);
    if (condition === undefined || then === undefined || otherwise === undefined) return failAt(source, one);
    chosen.push({ then, otherwise });
    if (chosen.length > deepest) source.failTooDeep(then.startIndex);
    const inner: Node | null = condition.firstChild;
    test = condition;
    one = inner?.type === 'conditional' ? inner : undefined;
  }
  // Each test but the first stands where the choice before it has its other value.
  const asked = chosen.map((_, index) => chosen[index + 1]?.otherwise ?? test);
  let read = readExpression(source, chosen[0]?.otherwise ?? node);
  for (const [index, choice] of chosen.entries()) {
    const condition = asked[index] ?? test;
    const then = readExpression(source, choice.then);
    const line = source.lineAt(condition.startIndex);
    read = { kind: 'conditional', test: readExpression(source, condition), then, otherwise: read, line };
  }
  return read;
}

/** A term and what follows it: `.name`, `.0`, `[key]`, `[*]`, `.*`. */
export function readTerm(source: HclSource, parts: readonly Node[]): Expression {
  const [first, second] = parts;
  if (first === undefined) return source.fail('expected a value', undefined, 0);
  if (first.type === '(' && second !== undefined) {
    return readSteps(source, readBracketed(source, second), parts.slice(3));
  }
  return readSteps(source, readFirst(source, first), parts.slice(1));
}

function readFirst(source: HclSource, node: Node): Expression {
  const line = source.lineAt(node.startIndex);
  if (node.type === 'variable_expr') return readName(source, node, line);
  if (node.type === 'function_call') return readCall(source, node, line);
  const inner = node.firstChild ?? undefined;
  switch (node.type) {
    case 'literal_value':
      return inner?.type === 'string_lit' ? readTemplate(source, inner) : readLiteral(source, node, line);
    case 'template_expr':
      return inner === undefined ? failAt(source, node) : readTemplate(source, inner);
    case 'collection_value':
      return inner === undefined ? failAt(source, node) : readCollection(source, inner, line);
    case 'for_expr':
      return inner === undefined ? failAt(source, node) : readFor(source, inner, line);
    case 'operation':
      return inner === undefined ? failAt(source, node) : readOperation(source, inner, line);
    default:
      return failAt(source, node);
  }
}

const number = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A number with an exponent is made a name before parsing, see `hideNumbers`. */
function readName(source: HclSource, node: Node, line: number): Expression {
  const name = source.textOf(node);
  return number.test(name) ? { kind: 'literal', value: Number(name), line } : { kind: 'name', name, line };
}

function readLiteral(source: HclSource, node: Node, line: number): Expression {
  const text = source.textOf(node);
  if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', line };
  if (text === 'null') return { kind: 'literal', value: undefined, line };
  if (!number.test(text)) source.fail(`${text} is no number of HCL`, 'write it in decimal', node.startIndex);
  return { kind: 'literal', value: Number(text), line };
}

function readCall(source: HclSource, node: Node, line: number): Expression {
  const [name] = node.children;
  const given = node.children.find(({ type }) => type === 'function_arguments')?.children ?? [];
  const args = given.filter(({ type }) => type === 'expression').map((arg) => readBracketed(source, arg));
  const spreads = given.some(({ type }) => type === 'ellipsis');
  return { kind: 'call', name: name === undefined ? '' : source.textOf(name), args, spreads, line };
}

export function failAt(source: HclSource, node: Node): never {
  return source.fail(`expected a value, found ${source.foundAt(node.startIndex)}`, undefined, node.startIndex);
}
