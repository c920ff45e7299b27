import type { Language, Parser } from 'web-tree-sitter';
import type { Halt } from './find-halt.ts';
import { findOpen, type Open, type Standing } from './find-open.ts';
import { deepest, type HclSource } from './hcl-source.ts';
import { failEscape, failOpenString } from './template-text.ts';

/** Says what the grammar stumbled on first, and what it would have taken. */
export function explainFault(parser: Parser, language: Language, source: HclSource, halt: Halt): never {
  const tree = parser.parse(halt.text.slice(0, halt.at));
  const standing = tree === null ? { open: [], last: '', end: 0 } : findOpen(tree, source.text, halt.at);
  tree?.delete();
  return new Stumble(source, halt.at, standing, new Set(language.lookaheadIterator(halt.state) ?? [])).explain();
}

/** Tokens that a value follows. */
const wantsMore = /^([=:?[({,*/%<>!+-]|[=!<>]=|&&|\|\||=>|in|if|template_\w+_start)$/;

class Stumble {
  readonly #source: HclSource;
  readonly #at: number;
  readonly #standing: Standing;
  readonly #innermost: Open | undefined;
  /** What the grammar would have taken instead, by its own names. */
  readonly #expected: ReadonlySet<string>;

  constructor(source: HclSource, at: number, standing: Standing, expected: ReadonlySet<string>) {
    this.#source = source;
    this.#at = at;
    this.#standing = standing;
    this.#innermost = standing.open.findLast(({ kind }) => kind !== 'choice');
    this.#expected = expected;
  }

  explain(): never {
    const tooDeep = this.#standing.open[deepest];
    if (tooDeep !== undefined) this.#source.failTooDeep(tooDeep.at);
    this.#explainOpen();
    // The grammar takes a value wherever the next key may begin, too.
    if (this.#expected.has('numeric_lit_token1') && wantsMore.test(this.#standing.last)) this.#failOnLine('a value');
    if (this.#standing.open.at(-1)?.kind === 'choice') this.#failOnLine(': and the other value of a condition');
    if (this.#innermost?.kind === 'object' && this.#standing.last === ')') this.#explainCall();
    if (this.#innermost?.kind === 'object' && !this.#innermost.hasKey) this.#failOnLine('= after the key');
    return this.#explainInner();
  }

  /** What is never closed, or closed too late. */
  #explainOpen(): void {
    const isAtEnd = this.#rest(this.#at).trim() === '';
    const { brokenAt } = this.#standing;
    const isString = this.#innermost?.kind === 'string';
    if (brokenAt !== undefined && !(isString && this.#rest(brokenAt).trim() === ''))
      failOpenString(this.#source, brokenAt);
    if (this.#rest(this.#at).startsWith('/*')) this.#failUnclosed('this comment', '*/ at its end', this.#at);
    if (this.#innermost === undefined) return;
    const { kind, at, word } = this.#innermost;
    if (isString && this.#rest(this.#at).startsWith('\\')) failEscape(this.#source, this.#at);
    if (isString) this.#failUnclosed('this string', 'a " at its end', at);
    if (kind === 'heredoc') this.#failUnclosed('this heredoc', `${word} on a line`, at);
    if (kind === 'if' || kind === 'for') this.#source.fail(`a template’s %{ ${kind} } is never closed`, undefined, at);
    if (isAtEnd && (kind === 'block' || kind === 'object')) this.#failUnclosed(`this ${kind}`, '} at its end', at);
  }

  /** HCL tells by the line's end what the grammar can't: `a = b` and `(c) = d` below it are two entries. */
  #explainCall(): void {
    if (!this.#rest(this.#at).startsWith('=')) return;
    const message = 'this key in brackets is taken for what the name before it is called with';
    this.#source.fail(message, 'write a comma between the two entries', this.#at);
  }

  #explainInner(): never {
    switch (this.#innermost?.kind) {
      case 'list':
        return this.#fail(', or ] in this list');
      case 'call':
        return this.#fail(`, or ) in ${this.#innermost.word}(…)`);
      case 'brackets':
        return this.#fail(') after the expression in brackets');
      case 'object':
        return this.#fail('a comma, a new line or } in this object');
      case 'directive':
        return this.#innermost.word === undefined
          ? this.#failDirective()
          : this.#fail('} after the expression in the template');
      case 'value':
        return this.#fail('} after the expression in the template');
      default:
        return this.#failItem();
    }
  }

  #failItem(): never {
    const { end } = this.#standing;
    if (this.#expected.has('=')) {
      const name = /[\p{L}_][\p{L}\p{N}_-]*$/u.exec(this.#source.text.slice(0, end))?.[0] ?? 'a name';
      return this.#failOnLine(`= for an attribute or { for a block after ${name}`);
    }
    return this.#fail(this.#isOnNextLine() || end === 0 ? 'an attribute or a block' : 'the end of the line');
  }

  #failDirective(): never {
    const words = ['if', 'for', 'else', 'endif', 'endfor'].filter((word) => this.#expected.has(word));
    return this.#fail(`${words.join(' or ')} after %{`);
  }

  #failUnclosed(what: string, remedy: string, at: number): never {
    return this.#source.fail(`${what} is never closed`, `write ${remedy}`, at);
  }

  #fail(expected: string): never {
    return this.#source.fail(`expected ${expected}, found ${this.#source.foundAt(this.#at)}`, this.#hint(), this.#at);
  }

  /** Of what can't stand on the next line: there the line before is at fault. */
  #failOnLine(expected: string): never {
    const kind = this.#innermost?.kind ?? 'block';
    if (!(kind === 'block' || kind === 'object') || !this.#isOnNextLine()) return this.#fail(expected);
    const at = this.#source.lineEndFrom(this.#standing.end);
    return this.#source.fail(`expected ${expected}, found the end of the line`, undefined, at);
  }

  #isOnNextLine(): boolean {
    return this.#source.hasNewline(this.#standing.end, this.#at);
  }

  #hint(): string | undefined {
    const next = this.#source.text[this.#at];
    if (next === "'") return 'strings take double quotes';
    return next === '$' ? 'interpolation stands in strings only: write it in double quotes' : undefined;
  }

  #rest(from: number): string {
    return this.#source.text.slice(from);
  }
}
