import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { readTerm } from './read-expression.ts';

const longestChain = 200;

export function readOperation(source: HclSource, node: Node, line: number): Expression {
  if (node.type === 'unary_operation') {
    const [operator, ...rest] = source.partsOf(node);
    const of = () => readTerm(source, rest);
    return { kind: 'unary', operator: operator?.type ?? '', of: source.within(node, source.endsAtNewline, of), line };
  }
  // A long sum leans to the left: it is gone through, not gone into.
  const right: { readonly operator: string; readonly parts: readonly Node[] }[] = [];
  let left: readonly Node[] = [node];
  for (let one: Node | undefined = node; one !== undefined; ) {
    const parts: readonly Node[] = source.partsOf(one);
    const at = parts.findIndex(({ isNamed, type }) => !isNamed && type !== '(' && type !== ')');
    left = parts.slice(0, at);
    right.push({ operator: parts[at]?.type ?? '', parts: parts.slice(at + 1) });
    if (right.length > longestChain) {
      source.fail(`more than ${longestChain} operators in a row`, undefined, one.endIndex);
    }
    const inner: Node | null | undefined =
      left.length === 1 && left[0]?.type === 'operation' ? left[0].firstChild : undefined;
    one = inner?.type === 'binary_operation' ? inner : undefined;
  }
  let read = readTerm(source, left);
  for (const { operator, parts } of right.toReversed()) {
    read = {
      kind: 'binary',
      operator,
      left: read,
      right: source.within(node, source.endsAtNewline, () => readTerm(source, parts)),
      line,
    };
  }
  return read;
}
