import type { Node } from 'web-tree-sitter';
import type { Expression } from '../../../app/terraform/syntax.ts';
import type { HclSource } from './hcl-source.ts';
import { failAt, readBracketed } from './read-expression.ts';

const longestChain = 200;

/** What follows a term: `.name`, `.0`, `[key]`, `[*]`, `.*`. */
export function readSteps(source: HclSource, term: Expression, steps: readonly Node[]): Expression {
  let expression = term;
  if (steps.length > longestChain) {
    source.fail(`more than ${longestChain} steps in a row`, undefined, steps[longestChain]?.startIndex ?? 0);
  }
  for (const [position, step] of steps.entries()) {
    const line = source.lineAt(step.startIndex);
    const parts = source.partsOf(step);
    const [inner, name] = parts;
    if (step.type === 'splat' && inner !== undefined) {
      return readSplat(source, expression, inner, steps.slice(position + 1), line);
    }
    if (step.type === 'get_attr' && name !== undefined) {
      expression = { kind: 'attribute', of: expression, name: source.textOf(name), line };
    } else if (inner !== undefined) {
      expression = { kind: 'index', of: expression, key: readKey(source, inner, line), line };
    }
  }
  return expression;
}

function readKey(source: HclSource, node: Node, line: number): Expression {
  if (node.type === 'legacy_index') return { kind: 'literal', value: Number(source.textOf(node).slice(1)), line };
  const key = node.children.find(({ type }) => type === 'expression');
  return key === undefined ? failAt(source, node) : readBracketed(source, key);
}

/** All that follows `[*]` is read of every item; of what follows `.*` only the names. */
function readSplat(source: HclSource, of: Expression, node: Node, rest: readonly Node[], line: number): Expression {
  const steps = [...source.partsOf(node).slice(1), ...rest];
  const isName = ({ type, firstChild }: Node) => type === 'get_attr' || firstChild?.type === 'legacy_index';
  const end = node.type === 'full_splat' ? -1 : steps.findIndex((step) => !isName(step));
  const own = end < 0 ? steps : steps.slice(0, end);
  const item: Expression = { kind: 'name', name: '*', line };
  const each = source.within(node, source.endsAtNewline, () => readSteps(source, item, own));
  return readSteps(source, { kind: 'splat', of, each, line }, end < 0 ? [] : steps.slice(end));
}
