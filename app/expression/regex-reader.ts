import { RegexProblem } from './regex-fault.ts';

export type RegexFlags = {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
  readonly u: boolean;
  readonly x: boolean;
  readonly R: boolean;
};

/** How a pattern begins: all flags are off, Unicode too (DOMAIN.md §3.2 fact 13). */
export const noFlags: RegexFlags = { i: false, m: false, s: false, U: false, u: false, x: false, R: false };

/** A place in a pattern, and the flags that hold there. */
export class RegexReader {
  readonly text: string;
  at = 0;
  flags = noFlags;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character that stands here; empty at the end. */
  get next(): string {
    const point = this.text.codePointAt(this.at);
    return point === undefined ? '' : String.fromCodePoint(point);
  }

  /** Steps over a character and gives it. */
  bump(): string {
    const { next } = this;
    this.at += next.length;
    return next;
  }

  accept(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  startsWith(literal: string): boolean {
    return this.text.startsWith(literal, this.at);
  }

  /** What the sticky pattern finds here; steps over it. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** Steps over white space and comments, which mean nothing under the flag x. */
  skipIgnored(): void {
    if (this.flags.x) this.take(/(?:\p{White_Space}+|#[^\n]*)+/uy);
  }

  /** The character after this one, past what is ignored. */
  peekSecond(): string {
    const { at } = this;
    this.bump();
    this.skipIgnored();
    const { next } = this;
    this.at = at;
    return next;
  }

  fail(message: string, start: number, hint?: string, code?: RegexProblem['code']): never {
    throw new RegexProblem(
      message,
      start,
      Math.max(this.at, Math.min(start + 1, this.text.length)) - start,
      hint,
      code,
    );
  }

  /** What depends on Unicode's tables is not had: expressions run over bytes, and so does this. */
  refuseUnicode(what: string, start: number): void {
    if (!this.flags.u) return;
    this.fail(
      `${what} under the flag u is not in this version`,
      start,
      'leave the flag out: bytes are compared',
      'unsupported',
    );
  }
}
