import { numberOf } from './number-of.ts';

/** `2 errors and 1 warning`; empty when there is nothing. */
export function sayFindings({ errors, warnings }: { readonly errors: number; readonly warnings: number }): string {
  return [
    ...(errors === 0 ? [] : [numberOf(errors, 'error', 'errors')]),
    ...(warnings === 0 ? [] : [numberOf(warnings, 'warning', 'warnings')]),
  ].join(' and ');
}
