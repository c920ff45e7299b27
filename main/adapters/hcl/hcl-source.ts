import type { Node } from 'web-tree-sitter';
import { DecodeError } from '../../../app/errors.ts';

/** How deep blocks, brackets and templates may nest. */
export const deepest = 100;

/** The text that a tree is of, and where in it reading stands. */
export class HclSource {
  readonly text: string;
  readonly file: string;
  readonly #firstLine: number;
  /** Whether a line's end ends the expression: it does outside of brackets. */
  endsAtNewline = true;
  #depth = 0;

  constructor(text: string, file: string, firstLine = 1) {
    this.text = text;
    this.file = file;
    this.#firstLine = firstLine;
  }

  textOf({ startIndex, endIndex }: Node): string {
    return this.text.slice(startIndex, endIndex);
  }

  /** Runs a reader one level deeper, with line ends treated as given. */
  within<T>(node: Node, endsAtNewline: boolean, read: () => T): T {
    const before = this.endsAtNewline;
    this.#depth += 1;
    if (this.#depth > deepest) this.failTooDeep(node.startIndex);
    this.endsAtNewline = endsAtNewline;
    const result = read();
    this.endsAtNewline = before;
    this.#depth -= 1;
    return result;
  }

  /**
   * What a node is made of, without comments. The grammar takes a line's end for a space like any other; where it ends
   * the expression, a part that begins on another line than the one before ends is a fault.
   */
  partsOf(node: Node): readonly Node[] {
    const parts = node.children.filter(({ type }) => type !== 'comment');
    if (this.endsAtNewline && this.hasNewline(node.startIndex, node.endIndex)) this.expectOneLine(parts);
    return parts;
  }

  expectOneLine(parts: readonly Node[]): void {
    let brackets = 0;
    for (const [index, part] of parts.entries()) {
      const before = parts[index - 1];
      if (part.type === ')') brackets -= 1;
      const isBroken = before !== undefined && this.hasNewline(before.endIndex, part.startIndex);
      if (isBroken && brackets === 0 && part.type !== ')') {
        const message = 'expected more of the expression, found the end of the line';
        this.fail(message, undefined, this.lineEndFrom(before.endIndex));
      }
      if (part.type === '(') brackets += 1;
    }
  }

  hasNewline(from: number, to: number): boolean {
    const newline = this.text.indexOf('\n', from);
    return newline >= 0 && newline < to;
  }

  /** Where the line ends, or its comment begins, after what stands before `offset`. */
  lineEndFrom(offset: number): number {
    return offset + (/^[ \t]*/.exec(this.text.slice(offset, offset + 200))?.[0].length ?? 0);
  }

  lineAt(offset: number): number {
    return this.#firstLine + this.#breaksBefore(offset);
  }

  foundAt(offset: number): string {
    const rest = this.text.slice(offset, offset + 60);
    if (rest.trim() === '' && offset + rest.length >= this.text.length) return 'the end of the file';
    if (/^\r?\n/.test(rest)) return 'the end of the line';
    return `"${/^[\p{L}\p{N}_-]+/u.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0) ?? 0)}"`;
  }

  failTooDeep(at: number): never {
    return this.fail(`nested deeper than ${deepest} levels`, undefined, at);
  }

  fail(message: string, hint: string | undefined, at: number): never {
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
