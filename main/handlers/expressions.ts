import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { completeExpression } from '../../app/editing/complete.ts';
import { contextAgainst } from '../../app/editing/destination-trial.ts';
import { knownValues } from '../../app/editing/known-values.ts';
import { listTableFor } from '../../app/editing/list-tables.ts';
import { readExpression } from '../../app/editing/read-expression.ts';
import type { Emulator } from '../../app/emulator.ts';
import type { Environment } from '../../app/environment/environment.ts';
import type { Edits } from '../edits.ts';

type ExpressionHandlers = Pick<Handlers, Extract<keyof Handlers, `expression.${string}`>>;

export type ExpressionParts = { readonly emulator: Emulator; readonly edits: Edits };

/** The language for whoever writes in it, against the environment as planned. */
export function createExpressionHandlers({ emulator, edits }: ExpressionParts): ExpressionHandlers {
  return {
    'expression.read': async ({ text, kind, against }) => {
      const planned = edits.planned();
      const { fault, result, warnings, ...reading } = readExpression(text, {
        kind,
        lists: listTableFor(planned.lists),
        ...(against === undefined ? {} : { against: contextAgainst(emulator.state, planned, against) }),
      });
      return {
        tokens: [...reading.tokens],
        warnings: warnings.map(({ offset, ...rest }) => ({ at: offset, ...rest })),
        ...(fault === undefined ? {} : { fault: faultOf(fault) }),
        ...(reading.canonical === undefined ? {} : { canonical: reading.canonical }),
        ...(result === undefined ? {} : { result: resultOf(result) }),
      };
    },
    'expression.complete': async ({ text, kind, at }) => {
      const planned = edits.planned();
      const { from, options } = completeExpression(text, Math.min(at, text.length), {
        kind,
        lists: namedLists(planned),
        valuesOf: (field) => knownValues(planned, field),
      });
      return { from, options: [...options] };
    },
  };
}

type Read = ReturnType<typeof readExpression>;

function faultOf({ offset, ...rest }: NonNullable<Read['fault']>): ResultOf<'expression.read'>['fault'] {
  const { length, line, column, message, hint } = rest;
  return { at: offset, length, line, column, message, ...(hint === undefined ? {} : { hint }) };
}

function resultOf({ value, conditions, missing }: NonNullable<Read['result']>): ResultOf<'expression.read'>['result'] {
  return {
    value,
    conditions: conditions.map(({ span, value: holds, actual }) => ({
      at: span.offset,
      length: span.length,
      value: holds,
      ...(actual === undefined ? {} : { actual }),
    })),
    missing: [...missing],
  };
}

function namedLists({ lists }: Environment) {
  return lists.map(({ id, name, type, values }) => ({
    ...{ id, name, type },
    ...(values === undefined ? {} : { count: values.length }),
  }));
}
