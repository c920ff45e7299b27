import type { Span } from './ast.ts';
import { Cursor } from './cursor.ts';
import type { ExpressionWarning } from './fault.ts';
import type { FieldTable } from './fields.ts';
import { type Dialect, type Quirk, quirks } from './quirk.ts';

export type ParseOptions = {
  readonly fields: FieldTable;
  /**
   * How deep parentheses, `not` and quantifiers may nest: 128 as in the public engine (DOMAIN.md §3.1 fact 9), at most
   * 1,000, which the stack of every host carries.
   */
  readonly maxNestingDepth?: number;
  /** `lenient` when absent. */
  readonly dialect?: Dialect;
};

/** Where the parser is and what it has noticed. */
export class Parsing {
  readonly cursor: Cursor;
  readonly fields: FieldTable;
  readonly warnings: ExpressionWarning[] = [];
  readonly maxNestingDepth: number;
  readonly dialect: Dialect;
  depth = 0;
  /** Whether the argument of any() or all() is being read, where comparisons may yield many values. */
  isQuantified = false;

  constructor(text: string, options: ParseOptions) {
    this.cursor = new Cursor(text);
    this.fields = options.fields;
    this.maxNestingDepth = Math.min(options.maxNestingDepth ?? 128, 1_000);
    this.dialect = options.dialect ?? 'lenient';
  }

  /** Takes a notation that is Gateway's own. The one place that the strict dialect refuses it at. */
  noteQuirk(quirk: Quirk, span: Span, message: string = quirks[quirk]): void {
    if (this.dialect === 'strict') this.cursor.fail('syntax', `only Gateway takes this: ${message}`, undefined, span);
    this.warnings.push({ code: quirk, message, ...span });
  }

  /** Goes one level down; `leave` comes back. */
  enter(): void {
    if (this.depth >= this.maxNestingDepth) {
      this.cursor.fail('syntax', `nested deeper than ${this.maxNestingDepth} levels`);
    }
    this.depth += 1;
  }

  leave(): void {
    this.depth -= 1;
  }
}
