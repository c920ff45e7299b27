import type { Source } from './diag-reading.ts';

/**
 * What a value of the draft rests on: the words of the call; a file, whose format nobody documents and which is therefore assumed to mean
 * what it seems to; or nothing but what is usual.
 */
export type Basis =
  | { readonly kind: 'stated' }
  | ({ readonly kind: 'read' } & Source)
  | { readonly kind: 'assumed'; readonly why: string };

/** A value, and what it rests on. */
export type Based<T> = { readonly value: T; readonly basis: Basis };

export const stated: Basis = { kind: 'stated' };

export function assumed(why: string): Basis {
  return { kind: 'assumed', why };
}

export function readFrom({ file, line, decidedBy }: Source): Basis {
  return { kind: 'read', file, line, ...(decidedBy === undefined ? {} : { decidedBy }) };
}

/** As a remark behind the value says it. */
export function sayBasis(basis: Basis): string {
  switch (basis.kind) {
    case 'stated':
      return 'as the ticket says';
    case 'read':
      return `assumed, from ${saySource(basis)}`;
    case 'assumed':
      return `assumed: ${basis.why}`;
  }
}

/** `warp-settings.txt:4 (network policy)`. */
export function saySource({ file, line, decidedBy }: Source): string {
  return `${file}:${line}${decidedBy === undefined ? '' : ` (${decidedBy})`}`;
}
