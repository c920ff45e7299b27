import { compileExpression } from '../expression/compile.ts';
import type { ConditionTrace } from '../expression/conditions.ts';
import type { ExpressionFault, ExpressionWarning } from '../expression/fault.ts';
import { type ExpressionKind, gatewayFields, gatewayFieldsByKind } from '../expression/fields.ts';
import type { ListTable } from '../expression/list-table.ts';
import { type Token, tokensOf } from '../expression/tokens.ts';
import type { ExpressionContext } from '../expression/value.ts';

/** What an expression says of one destination. */
export type ExpressionResult = {
  readonly value: boolean;
  readonly conditions: readonly ConditionTrace[];
  /** Fields that it reads and that have no value here. */
  readonly missing: readonly string[];
};

export type ExpressionReading = {
  readonly tokens: readonly Token[];
  readonly fault?: ExpressionFault;
  readonly warnings: readonly ExpressionWarning[];
  /** The whole text in the engine's own notation, where it is written in another. */
  readonly canonical?: string;
  readonly result?: ExpressionResult;
};

export type Reading = {
  readonly kind: ExpressionKind;
  readonly lists: ListTable;
  /** What the expression is asked about; absent: it is read only. */
  readonly against?: ExpressionContext;
};

/** Reads the text of a policy's condition while somebody writes it. Never throws; an empty text is no condition. */
export function readExpression(text: string, { kind, lists, against }: Reading): ExpressionReading {
  const tokens = tokensOf(text, gatewayFields);
  if (text.trim() === '') return { tokens, warnings: [] };
  const compilation = compileExpression(text, { fields: gatewayFields, lists });
  if (!compilation.ok) return { tokens, fault: compilation.fault, warnings: [] };
  const { expression } = compilation;
  // In Gateway an id with hyphens is the one way to name a list: nothing to remark on.
  const notations = expression.warnings.filter(({ code }) => code !== 'list-name');
  const isRewritten = notations.length > 0 && expression.normal !== text.trim();
  return {
    tokens,
    warnings: [...notations, ...strangersIn(text, tokens, kind)],
    ...(isRewritten ? { canonical: expression.normal } : {}),
    ...(against === undefined
      ? {}
      : {
          result: {
            value: expression.matches(against),
            conditions: expression.explain(against),
            missing: [...expression.reads].filter((field) => against.get(field) === undefined),
          },
        }),
  };
}

const places: Readonly<Record<ExpressionKind, string>> = {
  l4: 'in a network policy',
  http: 'in an HTTP policy',
  identity: 'among identity conditions',
  device_posture: 'among device posture conditions',
};

/** Fields that are known and mean nothing where they stand. */
function strangersIn(text: string, tokens: readonly Token[], kind: ExpressionKind): readonly ExpressionWarning[] {
  const { types, aliases } = gatewayFieldsByKind[kind];
  return tokens.flatMap(({ at, length, kind: token }) => {
    const written = text.slice(at, at + length);
    const field = aliases.get(written) ?? written;
    if (token !== 'field' || types.has(field)) return [];
    return [{ code: 'field-of-other-place', message: `${field} has no place ${places[kind]}`, offset: at, length }];
  });
}
