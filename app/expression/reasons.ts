import type { CombineOp, Expression } from './ast.ts';
import { type Condition, type ConditionTrace, isWrittenAsOne, traceCondition } from './conditions.ts';
import type { ExpressionContext } from './value.ts';

/** A condition and its part in what came of the whole expression. */
export type Reason = ConditionTrace & {
  readonly expression: Expression;
  /** Whether it stands behind an odd number of `not`: the whole is then nearer to holding when it is false. */
  readonly negated: boolean;
  /** Whether the value of the whole follows from the conditions that are so marked; the others may be what they like. */
  readonly decisive: boolean;
};

type Told = { readonly value: boolean; readonly reasons: readonly Reason[] };

/** `conditions` are those that `conditionsOf` finds in the expression. */
export function reasonsIn(
  expression: Expression,
  conditions: readonly Condition[],
  context: ExpressionContext,
): readonly Reason[] {
  const rest = conditions.values();
  const tellOne = (negated: boolean): Told => {
    const condition = rest.next().value;
    if (condition === undefined) throw new Error('there are fewer conditions than the expression has');
    const trace = traceCondition(condition, context);
    return { value: trace.value, reasons: [{ ...trace, expression: condition.expression, negated, decisive: true }] };
  };
  const tell = (part: Expression, negated: boolean): Told => {
    if (part.kind === 'combine')
      return join(
        part.op,
        part.items.map((item) => tell(item, negated)),
      );
    if (part.kind !== 'not' || isWrittenAsOne(part)) return tellOne(negated);
    const { value, reasons } = tell(part.item, !negated);
    return { value: !value, reasons };
  };
  return tell(expression, false).reasons;
}

/** One false operand is enough for `and` to be false, one true one for `or` to be true; all others take every operand. */
function join(op: CombineOp, items: readonly Told[]): Told {
  const value = combine(
    op,
    items.map((item) => item.value),
  );
  const enough = (op === 'and' && !value) || (op === 'or' && value);
  const reasons = items.flatMap((item) =>
    !enough || item.value === value ? item.reasons : item.reasons.map((reason) => ({ ...reason, decisive: false })),
  );
  return { value, reasons };
}

function combine(op: CombineOp, values: readonly boolean[]): boolean {
  switch (op) {
    case 'and':
      return !values.includes(false);
    case 'or':
      return values.includes(true);
    case 'xor':
      return values.reduce((sum, value) => sum !== value, false);
  }
}

/**
 * What the expression says whatever the conditions that are not `isKnown` say; `undefined`: it depends on them.
 * `conditions` are those that `conditionsOf` finds in the expression.
 */
export function valueFrom(
  expression: Expression,
  conditions: readonly Condition[],
  context: ExpressionContext,
  isKnown: (condition: Expression) => boolean,
): boolean | undefined {
  const rest = conditions.values();
  const read = (part: Expression): boolean | undefined => {
    if (part.kind === 'combine') return joinKnown(part.op, part.items.map(read));
    if (part.kind !== 'not' || isWrittenAsOne(part)) {
      const condition = rest.next().value;
      return condition !== undefined && isKnown(condition.expression) ? condition.holds(context) : undefined;
    }
    const value = read(part.item);
    return value === undefined ? undefined : !value;
  };
  return read(expression);
}

function joinKnown(op: CombineOp, items: readonly (boolean | undefined)[]): boolean | undefined {
  if (op === 'and' && items.includes(false)) return false;
  if (op === 'or' && items.includes(true)) return true;
  if (items.includes(undefined)) return undefined;
  return combine(op, items as readonly boolean[]);
}
