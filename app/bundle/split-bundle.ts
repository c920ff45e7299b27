import { DecodeError } from '../errors.ts';

/** A member of the file, or one of its lines, as text, and the line of the file on which it begins. */
export type BundlePart = {
  readonly key: string;
  readonly index?: number;
  readonly text: string;
  readonly line: number;
};

const longestPart = 64_000_000;
const deepest = 64;

type Expected = 'object' | 'key' | 'colon' | 'value' | 'comma' | 'item' | 'item-comma' | 'nothing';

/**
 * Cuts the JSON of a bundle into its members and lines as it comes in, so that no more than one of them is held. How the
 * file is laid out does not matter. Throws `DecodeError` with the line of the file.
 */
export class BundleSplitter {
  #text = '';
  #at = 0;
  #line = 1;
  #expected: Expected = 'object';
  #isFirst = true;
  #key = '';
  #items = 0;
  /** Where the value begins that is being read, how deep in it and whether in a string the reading is. */
  #start: number | undefined;
  #depth = 0;
  #inString = false;

  /** Answers what is whole by now. */
  *push(chunk: string): Generator<BundlePart> {
    this.#text = this.#text.slice(this.#start ?? this.#at) + chunk;
    this.#at -= this.#start ?? this.#at;
    if (this.#start !== undefined) this.#start = 0;
    for (;;) {
      if (this.#start === undefined) {
        this.#skipSpace();
        if (this.#at >= this.#text.length) return;
        this.#step(this.#text.charAt(this.#at));
        if (this.#start === undefined) continue;
      }
      const value = this.#readValue();
      if (value === undefined) return;
      const part = this.#take(value);
      if (part !== undefined) yield part;
    }
  }

  /** Throws unless the file has come to its end. */
  finish(): void {
    if (this.#expected !== 'nothing') this.fail('the file ends too early: copy it anew');
  }

  fail(message: string, line: number = this.#line): never {
    throw new DecodeError([{ path: '', message, line }]);
  }

  #skipSpace(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line += 1;
      else if (code !== 32 && code !== 13 && code !== 9) return;
    }
  }

  #step(next: string): void {
    switch (this.#expected) {
      case 'object':
        this.#expect(next, '{', 'this is no bundle: it begins with {');
        this.#expected = 'key';
        return;
      case 'key':
        if (next === '}' && this.#isFirst) return this.#close('nothing');
        if (next !== '"') this.fail('the name of a member is expected, in quotes');
        this.#start = this.#at;
        return;
      case 'colon':
        this.#expect(next, ':', 'a colon is expected');
        this.#expected = 'value';
        return;
      case 'comma':
        if (next === '}') return this.#close('nothing');
        this.#expect(next, ',', 'a comma or } is expected');
        this.#isFirst = false;
        this.#expected = 'key';
        return;
      case 'item-comma':
        if (next === ']') return this.#close('comma');
        this.#expect(next, ',', 'a comma or ] is expected');
        this.#expected = 'item';
        return;
      case 'item':
        if (next === ']' && this.#items === 0) return this.#close('comma');
        this.#start = this.#at;
        return;
      case 'value':
        if (this.#key !== 'lines') this.#start = this.#at;
        else {
          this.#expect(next, '[', 'lines are a list');
          this.#expected = 'item';
        }
        return;
      case 'nothing':
        this.fail('nothing is expected behind the end of the bundle');
    }
  }

  #expect(next: string, wanted: string, message: string): void {
    if (next !== wanted) this.fail(message);
    this.#at += 1;
  }

  #close(expected: Expected): void {
    this.#at += 1;
    this.#expected = expected;
  }

  /** The value that begins at `#start`; `undefined` when its end has not come. */
  #readValue(): string | undefined {
    const text = this.#text;
    for (; this.#at < text.length; this.#at += 1) {
      const code = text.charCodeAt(this.#at);
      if (this.#inString) {
        if (code === 92) {
          // What is escaped may come with the next chunk.
          if (this.#at + 1 >= text.length) break;
          this.#at += 1;
        } else if (code === 34) {
          this.#inString = false;
          if (this.#depth === 0) return this.#end(this.#at + 1);
        }
      } else if (code === 34) this.#inString = true;
      else if (code === 123 || code === 91) {
        this.#depth += 1;
        if (this.#depth > deepest) this.fail(`nothing here is nested deeper than ${deepest} levels`);
      } else if (code === 125 || code === 93) {
        if (this.#depth === 0) return this.#end(this.#at);
        this.#depth -= 1;
        if (this.#depth === 0) return this.#end(this.#at + 1);
      } else if (this.#depth === 0 && (code === 44 || code <= 32)) return this.#end(this.#at);
    }
    if (text.length - (this.#start ?? 0) > longestPart) this.fail('this part of the file is too long');
    return undefined;
  }

  #end(at: number): string {
    const value = this.#text.slice(this.#start, at);
    this.#at = at;
    this.#start = undefined;
    return value;
  }

  #take(text: string): BundlePart | undefined {
    const { line } = { line: this.#line };
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#line += 1;
    switch (this.#expected) {
      case 'key':
        this.#key = this.#readKey(text);
        this.#expected = 'colon';
        return undefined;
      case 'item':
        this.#expected = 'item-comma';
        this.#items += 1;
        return { key: 'lines', index: this.#items - 1, text, line };
      default:
        this.#expected = 'comma';
        return { key: this.#key, text, line };
    }
  }

  #readKey(text: string): string {
    try {
      return String(JSON.parse(text));
    } catch {
      return this.fail('this is no JSON text');
    }
  }
}
