import type { Span } from './ast.ts';
import { type ExpressionFaultCode, ExpressionProblem } from './fault.ts';

/** A place in the source text. White space at both ends of the text is outside of it. */
export class Cursor {
  readonly text: string;
  readonly end: number;
  at: number;
  /** The first tab that was skipped: the public engine takes none (DOMAIN.md §3.1 fact 6). */
  tabAt: number | undefined;

  constructor(text: string) {
    this.text = text;
    this.end = text.trimEnd().length;
    this.at = Math.min(this.end, text.length - text.trimStart().length);
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** The next code unit; empty at the end. */
  get next(): string {
    return this.isAtEnd ? '' : this.text.charAt(this.at);
  }

  get rest(): string {
    return this.text.slice(this.at, this.end);
  }

  skipSpace(): void {
    const start = this.at;
    const tab = this.take(/[ \r\n\t]+/y).indexOf('\t');
    if (tab !== -1) this.tabAt ??= start + tab;
  }

  startsWith(literal: string): boolean {
    return this.text.startsWith(literal, this.at) && this.at + literal.length <= this.end;
  }

  /** Steps over the literal; false when it doesn't stand here. */
  accept(literal: string): boolean {
    if (!this.startsWith(literal)) return false;
    this.at += literal.length;
    return true;
  }

  /** What the sticky pattern finds here, without stepping over it; empty when nothing. */
  peek(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    return found.slice(0, Math.max(0, this.end - this.at));
  }

  /** What the sticky pattern finds here; steps over it. */
  take(pattern: RegExp): string {
    const found = this.peek(pattern);
    this.at += found.length;
    return found;
  }

  spanFrom(start: number): Span {
    return { offset: start, length: this.at - start };
  }

  /** The span of the word or sign that stands here, for a fault; empty at the end. */
  spanHere(): Span {
    const word = this.peek(/[\w.$:/-]+|[^\s\w]/y);
    return { offset: this.at, length: word.length };
  }

  fail(code: ExpressionFaultCode, message: string, hint?: string, span = this.spanHere()): never {
    throw new ExpressionProblem(code, message, span, hint);
  }
}
