import type { Span } from './ast.ts';

export type ExpressionFaultCode = 'syntax' | 'type' | 'unknown-field' | 'unsupported' | 'unresolved-list';

/** Why an expression can't be used, and where. Offset and length are in UTF-16 code units. */
export type ExpressionFault = {
  readonly code: ExpressionFaultCode;
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
} & Place;

/** Where in a text. */
export type Place = {
  readonly offset: number;
  /** 0 at the end of the text. */
  readonly length: number;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
};

/** How a reading departs from the public engine. The expression is usable. */
export type ExpressionWarning = { readonly code: string; readonly message: string } & Span;

/** Raised inside the language; `compileExpression` turns it into a fault. */
export class ExpressionProblem extends Error {
  readonly code: ExpressionFaultCode;
  readonly span: Span;
  readonly hint: string | undefined;

  constructor(code: ExpressionFaultCode, message: string, span: Span, hint?: string) {
    super(message);
    this.name = 'ExpressionProblem';
    this.code = code;
    this.span = span;
    this.hint = hint;
  }
}

export function faultOf(problem: ExpressionProblem, text: string): ExpressionFault {
  return {
    code: problem.code,
    message: problem.message,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...placeOf(problem.span, text),
  };
}

/** A span with the line and column that it begins at. */
export function placeOf({ offset, length }: Span, text: string): Place {
  const before = text.slice(0, offset).split('\n');
  return { offset, length, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The fault for people: place and reason, the source line, and a line of carets below it (DOMAIN.md §3.1 fact 10). */
export function renderFault(fault: ExpressionFault, text: string): string {
  const head = `${fault.line}:${fault.column}: ${fault.message}`;
  const hint = fault.hint === undefined ? [] : [`hint: ${fault.hint}`];
  const { source, carets } = pointAt(fault, text);
  return [head, source, carets, ...hint].join('\n');
}

/** The source line and what stands below it. Tabs before the carets are kept, so that they stand where the place is. */
export function pointAt({ line, column, length }: Place, text: string): { source: string; carets: string } {
  const source = (text.split('\n')[line - 1] ?? '').replace(/\r$/, '');
  const lead = source.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  return { source, carets: `${lead}${'^'.repeat(Math.max(1, Math.min(length, source.length - column + 1)))}` };
}
