import { DecodeError } from '../errors.ts';

/** How deep blocks, brackets and templates may nest. */
const deepest = 100;

/** A place in the text of one HCL file. */
export class HclCursor {
  readonly text: string;
  readonly file: string;
  readonly #firstLine: number;
  at = 0;
  /** Reading ends here; less than the length while a heredoc is read. */
  end: number;
  /** Whether a line's end ends the expression: it does outside of brackets. */
  endsAtNewline = true;
  #depth = 0;

  constructor(text: string, file: string, firstLine = 1) {
    this.text = text;
    this.file = file;
    this.#firstLine = firstLine;
    this.end = text.length;
    if (text.startsWith('\u{feff}')) this.at = 1;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  get next(): string {
    return this.isAtEnd ? '' : (this.text[this.at] ?? '');
  }

  sees(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  /** Steps over the text when it comes next. */
  takes(text: string): boolean {
    const seen = this.sees(text);
    if (seen) this.at += text.length;
    return seen;
  }

  /** What a sticky pattern finds here, stepped over; empty when it finds nothing. */
  take(pattern: RegExp): string {
    const found = this.peek(pattern);
    this.at += found.length;
    return found;
  }

  peek(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    return found.slice(0, Math.max(0, this.end - this.at));
  }

  /** Steps over spaces and comments, and over ends of lines where these mean nothing. */
  skip(newlines = !this.endsAtNewline): void {
    for (;;) {
      this.take(newlines ? /[ \t\r\n]+/y : /[ \t]+|\r(?=\n)/y);
      if (this.next === '#' || this.sees('//')) this.take(/[^\n]*/y);
      else if (this.sees('/*')) this.#skipComment();
      else if (!newlines && this.sees('\r\n')) return;
      else if (!/[ \t]/.test(this.next) && !(newlines && /[\r\n]/.test(this.next))) return;
    }
  }

  #skipComment(): void {
    const close = this.text.indexOf('*/', this.at + 2);
    if (close < 0) this.fail('this comment is never closed', 'write */ at its end');
    this.at = close + 2;
  }

  expect(text: string, after: string): void {
    if (!this.takes(text)) this.fail(`expected ${text} ${after}, found ${this.found()}`);
  }

  found(): string {
    if (this.isAtEnd) return 'the end of the file';
    if (this.next === '\n' || this.next === '\r') return 'the end of the line';
    return `"${this.peek(/[\p{L}\p{N}_-]+/uy) || String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)}"`;
  }

  /** Runs a reader one level deeper, with line ends treated as given. */
  within<T>(endsAtNewline: boolean, read: () => T): T {
    const before = this.endsAtNewline;
    this.#depth += 1;
    if (this.#depth > deepest) this.fail(`nested deeper than ${deepest} levels`);
    this.endsAtNewline = endsAtNewline;
    const result = read();
    this.endsAtNewline = before;
    this.#depth -= 1;
    return result;
  }

  get line(): number {
    return this.lineAt(this.at);
  }

  lineAt(offset: number): number {
    return this.#firstLine + this.#breaksBefore(offset);
  }

  fail(message: string, hint?: string, at = this.at): never {
    const column = at - (this.text.lastIndexOf('\n', at - 1) + 1) + 1;
    const place = { file: this.file, line: this.lineAt(at), column };
    throw new DecodeError([{ path: '', message, ...(hint === undefined ? {} : { hint }), ...place }]);
  }

  #breaks: number[] | undefined;

  #breaksBefore(offset: number): number {
    this.#breaks ??= [...this.text.matchAll(/\n/g)].map(({ index }) => index);
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#breaks[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
