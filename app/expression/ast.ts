import type { IpRange } from './address.ts';
import type { Bytes, Int, Ip } from './value.ts';

/** A stretch of the source text, in UTF-16 code units. */
export type Span = { readonly offset: number; readonly length: number };

export type CombineOp = 'or' | 'xor' | 'and';
export type OrderOp = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

export type Index =
  | { readonly kind: 'each' }
  | { readonly kind: 'key'; readonly key: Bytes }
  | { readonly kind: 'item'; readonly item: number };

/** A field and the way into its value. With `each` among the indexes it stands for many values. */
export type FieldPath = { readonly field: string; readonly indexes: readonly Index[] };

export type IntRange = { readonly low: Int; readonly high: Int };

/** The right-hand side of `in {…}`. Ends of ranges belong to them. */
export type LiteralSet =
  | { readonly type: 'Int'; readonly ranges: readonly IntRange[] }
  | { readonly type: 'Ip'; readonly ranges: readonly IpRange[] }
  | { readonly type: 'Bytes'; readonly values: readonly Bytes[] };

export type Test =
  | { readonly kind: 'is-true' }
  | { readonly kind: 'order'; readonly op: OrderOp; readonly value: Int | Ip | Bytes }
  | { readonly kind: 'in'; readonly set: LiteralSet }
  | { readonly kind: 'in-list'; readonly list: string; readonly type: LiteralSet['type'] }
  /** Whether the field and the mask have a bit in common. */
  | { readonly kind: 'bits'; readonly mask: Int }
  | { readonly kind: 'contains'; readonly part: Bytes }
  /** `pattern` is one of Rust's regex crate, which `translateRegex` takes. */
  | { readonly kind: 'matches'; readonly pattern: string }
  /** `pattern` is one that `readWildcard` takes. */
  | { readonly kind: 'wildcard'; readonly pattern: Bytes; readonly isStrict: boolean };

/** A parsed expression, in canonical form: quirks of notation are already resolved and parentheses are gone. */
export type Expression =
  | { readonly kind: 'combine'; readonly op: CombineOp; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'not'; readonly item: Expression; readonly span: Span }
  | {
      readonly kind: 'quantify';
      readonly quantifier: 'any' | 'all';
      readonly item: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'compare'; readonly path: FieldPath; readonly test: Test; readonly span: Span };

export type Comparison = Extract<Expression, { kind: 'compare' }>;

/** Calls `visit` for every comparison, in textual order. */
export function forEachComparison(expression: Expression, visit: (comparison: Comparison) => void): void {
  switch (expression.kind) {
    case 'combine':
      for (const item of expression.items) forEachComparison(item, visit);
      return;
    case 'not':
    case 'quantify':
      forEachComparison(expression.item, visit);
      return;
    case 'compare':
      visit(expression);
  }
}
