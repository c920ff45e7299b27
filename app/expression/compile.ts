import { type Expression, forEachComparison } from './ast.ts';
import { type Condition, type ConditionTrace, conditionsOf, traceCondition } from './conditions.ts';
import { compilePredicate, type Predicate } from './evaluate.ts';
import { type ExpressionFault, ExpressionProblem, type ExpressionWarning, faultOf } from './fault.ts';
import { ListTable } from './list-table.ts';
import { parse } from './parse.ts';
import type { ParseOptions } from './parsing.ts';
import { print } from './print.ts';
import type { ExpressionContext } from './value.ts';

export type CompileOptions = ParseOptions & { readonly lists?: ListTable };

export type Compilation =
  | { readonly ok: true; readonly expression: CompiledExpression }
  | { readonly ok: false; readonly fault: ExpressionFault };

/** Reads, checks and prepares an expression. Never throws, whatever the text; the first fault is the one reported. */
export function compileExpression(text: string, options: CompileOptions): Compilation {
  try {
    const { expression, warnings } = parse(text, options);
    const lists = options.lists ?? new ListTable();
    const listWarnings = checkLists(expression, lists);
    return { ok: true, expression: new CompiledExpression(text, expression, [...warnings, ...listWarnings], lists) };
  } catch (problem) {
    if (!(problem instanceof ExpressionProblem)) throw problem;
    return { ok: false, fault: faultOf(problem, text) };
  }
}

/** An expression that is ready to be evaluated, any number of times. */
export class CompiledExpression {
  readonly text: string;
  readonly ast: Expression;
  /** The fields that it reads, under their canonical names. */
  readonly reads: ReadonlySet<string>;
  readonly warnings: readonly ExpressionWarning[];
  readonly matches: Predicate;
  readonly #lists: ListTable;
  #conditions: readonly Condition[] | undefined;

  constructor(text: string, ast: Expression, warnings: readonly ExpressionWarning[], lists: ListTable) {
    this.text = text;
    this.ast = ast;
    this.warnings = warnings;
    this.matches = compilePredicate(ast, lists);
    this.#lists = lists;
    const reads = new Set<string>();
    forEachComparison(ast, ({ path }) => reads.add(path.field));
    this.reads = reads;
  }

  /** The same expression in canonical notation. */
  get normal(): string {
    return print(this.ast);
  }

  /** What each condition says, in textual order, also those that the verdict did not depend on. */
  explain(context: ExpressionContext): readonly ConditionTrace[] {
    this.#conditions ??= conditionsOf(this.ast, this.text, this.#lists);
    return this.#conditions.map((condition) => traceCondition(condition, context));
  }
}

function checkLists(expression: Expression, lists: ListTable): readonly ExpressionWarning[] {
  const warnings: ExpressionWarning[] = [];
  forEachComparison(expression, ({ test, span }) => {
    if (test.kind !== 'in-list') return;
    const list = lists.find(test.list);
    if (list?.values === undefined) throw unresolved(test.list, list?.name, span);
    const { unreadable } = list.read(test.type);
    if (unreadable.length === 0) return;
    const message = `${unreadable.length} values of list $${test.list} never match, being no ${test.type}: ${unreadable.slice(0, 3).join(', ')}`;
    warnings.push({ code: 'list-value', message, ...span });
  });
  return warnings;
}

function unresolved(id: string, name: string | undefined, span: Expression['span']): ExpressionProblem {
  const message =
    name === undefined ? `list $${id} is not known` : `list $${id} (${name}) was exported without its items`;
  const hint = 'import the items of the list too (GET …/gateway/lists/{list_id}/items)';
  return new ExpressionProblem('unresolved-list', message, span, hint);
}
