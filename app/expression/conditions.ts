import { type Expression, type FieldPath, forEachComparison, type Span } from './ast.ts';
import { compilePredicate, type Predicate, type Surroundings, valuesAt } from './evaluate.ts';
import { showValue } from './show-value.ts';
import type { ExpressionContext } from './value.ts';

/** One comparison, or one any()/all() as a whole, and what came of it. */
export type ConditionTrace = {
  readonly span: Span;
  /** As written. */
  readonly text: string;
  readonly value: boolean;
  /** What the field held, fit to be shown; absent when it had no value. */
  readonly actual?: string;
};

export type Condition = {
  readonly span: Span;
  readonly text: string;
  readonly expression: Expression;
  readonly holds: Predicate;
  readonly paths: readonly FieldPath[];
};

/** The conditions of an expression, in textual order. */
export function conditionsOf(expression: Expression, source: string, around: Surroundings): readonly Condition[] {
  switch (expression.kind) {
    case 'combine':
      return expression.items.flatMap((item) => conditionsOf(item, source, around));
    case 'not':
      if (isWrittenAsOne(expression)) return [conditionOf(expression, source, around)];
      return conditionsOf(expression.item, source, around);
    case 'quantify':
    case 'compare':
      return [conditionOf(expression, source, around)];
  }
}

/** `!=` with a network is read as a negated containment, but is one condition to whoever wrote it. */
export function isWrittenAsOne({ span, item }: Extract<Expression, { kind: 'not' }>): boolean {
  return span.length === item.span.length;
}

function conditionOf(expression: Expression, source: string, around: Surroundings): Condition {
  const paths: FieldPath[] = [];
  forEachComparison(expression, ({ path }) => paths.push(path));
  const { span } = expression;
  const text = source.slice(span.offset, span.offset + span.length);
  return { span, text, expression, holds: compilePredicate(expression, around), paths };
}

export function traceCondition(condition: Condition, context: ExpressionContext): ConditionTrace {
  const { span, text, holds, paths } = condition;
  const actual = showActual(paths, context);
  return { span, text, value: holds(context), ...(actual === undefined ? {} : { actual }) };
}

function showActual(paths: readonly FieldPath[], context: ExpressionContext): string | undefined {
  const fields = new Map(paths.map((path) => [path.field, path]));
  const shown = [...fields].flatMap(([field, path]) => {
    if (context.get(field) === undefined) return [];
    const values = valuesAt(context, path);
    const isOne = path.indexes.every((index) => index.kind !== 'each');
    if (isOne && values[0] === undefined) return [];
    return [[field, isOne ? values.map(showValue).join() : `[${values.map(showValue).join(' ')}]`] as const];
  });
  if (shown.length === 0) return undefined;
  return shown.length === 1 ? shown[0]?.[1] : shown.map(([field, text]) => `${field}: ${text}`).join(', ');
}
