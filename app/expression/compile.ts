import { type Expression, forEachComparison } from './ast.ts';
import { type Condition, type ConditionTrace, conditionsOf, traceCondition } from './conditions.ts';
import { compilePredicate, type Predicate, type Surroundings } from './evaluate.ts';
import { type ExpressionFault, ExpressionProblem, type ExpressionWarning, faultOf } from './fault.ts';
import { ListTable } from './list-table.ts';
import { type Parsed, parse } from './parse.ts';
import type { ParseOptions } from './parsing.ts';
import { print } from './print.ts';
import { type Reason, reasonsIn, valueFrom } from './reasons.ts';
import type { ExpressionContext } from './value.ts';

export type CompileOptions = ParseOptions & Partial<Surroundings>;

type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: ExpressionFault };

export type Compilation = Outcome<{ readonly expression: CompiledExpression }>;

/** Reads an expression and checks its types, whatever lists there are. Never throws. */
export function parseExpression(text: string, options: ParseOptions): Outcome<Parsed> {
  return attempt(text, () => parse(text, options));
}

/** Reads, checks and prepares an expression. Never throws, whatever the text; the first fault is the one reported. */
export function compileExpression(text: string, options: CompileOptions): Compilation {
  return attempt(text, () => {
    const { expression, warnings } = parse(text, options);
    const { lists = new ListTable(), nilNotEqual = true } = options;
    const all = [...warnings, ...checkLists(expression, lists)];
    return { expression: new CompiledExpression(text, expression, all, { lists, nilNotEqual }) };
  });
}

function attempt<T>(text: string, read: () => T): Outcome<T> {
  try {
    return { ok: true, ...read() };
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
  readonly #around: Surroundings;
  #conditions: readonly Condition[] | undefined;

  constructor(text: string, ast: Expression, warnings: readonly ExpressionWarning[], around: Surroundings) {
    this.text = text;
    this.ast = ast;
    this.warnings = warnings;
    this.matches = compilePredicate(ast, around);
    this.#around = around;
    this.reads = fieldsIn(ast);
  }

  /** The same expression in canonical notation. */
  get normal(): string {
    return print(this.ast);
  }

  /** What each condition says, in textual order, also those that the verdict did not depend on. */
  explain(context: ExpressionContext): readonly ConditionTrace[] {
    return this.#told().map((condition) => traceCondition(condition, context));
  }

  /** The same conditions, each with its part in what came of the whole. */
  reasons(context: ExpressionContext): readonly Reason[] {
    return reasonsIn(this.ast, this.#told(), context);
  }

  /** What it says whatever the conditions say that are not `isKnown`; `undefined`: it depends on them. */
  valueFrom(context: ExpressionContext, isKnown: (condition: Expression) => boolean): boolean | undefined {
    return valueFrom(this.ast, this.#told(), context, isKnown);
  }

  #told(): readonly Condition[] {
    this.#conditions ??= conditionsOf(this.ast, this.text, this.#around);
    return this.#conditions;
  }
}

export function fieldsIn(expression: Expression): ReadonlySet<string> {
  const fields = new Set<string>();
  forEachComparison(expression, ({ path }) => fields.add(path.field));
  return fields;
}

export function listsIn(expression: Expression): ReadonlySet<string> {
  const lists = new Set<string>();
  forEachComparison(expression, ({ test }) => {
    if (test.kind === 'in-list') lists.add(test.list);
  });
  return lists;
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
