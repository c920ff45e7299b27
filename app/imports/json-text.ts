import { DecodeError } from '../errors.ts';

/** A JSON value and the line on which each of its objects and arrays begins. */
export type JsonText = { readonly value: unknown; lineOf(container: object): number };

/** Several values of one text. `repeated` are names that an object has more than once: the last one counts there. */
export type JsonDocuments = {
  readonly values: readonly unknown[];
  readonly repeated: readonly { readonly name: string; readonly line: number }[];
  lineOf(container: object): number;
};

const deepest = 200;

/** Reads JSON (RFC 8259), a byte order mark allowed. Throws a `DecodeError` with line and column at the first fault. */
export function readJsonText(text: string, file: string): JsonText {
  return new JsonReader(text, file).read();
}

/** Reads one value, or objects and arrays one after the other, as programs called in turn write them into one file. */
export function readJsonDocuments(text: string, file: string): JsonDocuments {
  return new JsonReader(text, file).readAll();
}

class JsonReader {
  readonly #text: string;
  readonly #file: string;
  readonly #lines = new WeakMap<object, number>();
  readonly #repeated: { name: string; line: number }[] = [];
  #at: number;
  #line = 1;
  #lineStart = 0;
  #depth = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#at = text.startsWith('\u{feff}') ? 1 : 0;
    if (isUtf16(text)) {
      this.#fail(
        'the text is UTF-16',
        'save it as UTF-8; in PowerShell, end the command with | Out-File -Encoding utf8',
      );
    }
  }

  read(): JsonText {
    const value = this.#readValue();
    if (!this.#isAtEnd()) this.#fail('unexpected text after the end of the JSON value');
    return { value, lineOf: (container) => this.#lineOf(container) };
  }

  readAll(): JsonDocuments {
    const values = [this.#readValue()];
    while (!this.#isAtEnd()) {
      // A file that ends in anything else was damaged rather than joined.
      if (!/[[{]/.test(this.#text[this.#at] ?? '')) this.#fail('unexpected text after the end of the JSON value');
      values.push(this.#readValue());
    }
    return { values, repeated: this.#repeated, lineOf: (container) => this.#lineOf(container) };
  }

  #isAtEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.#text.length;
  }

  #lineOf(container: object): number {
    return this.#lines.get(container) ?? 1;
  }

  #readValue(): unknown {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === '{') return this.#readObject();
    if (next === '[') return this.#readArray();
    if (next === '"') return this.#readString();
    const word = this.#take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
    if (word !== '') return JSON.parse(word) as unknown;
    return this.#fail(next === undefined ? 'the text ends too early' : `unexpected "${next}"`, hintFor(next));
  }

  #readObject(): object {
    const object: Record<string, unknown> = {};
    this.#open(object);
    for (let first = true; !this.#closes('}', first); first = false) {
      if (this.#text[this.#at] !== '"') this.#fail('expected a name in double quotes', hintFor(this.#text[this.#at]));
      const name = this.#readString();
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') this.#fail('expected : after the name');
      this.#at += 1;
      if (Object.hasOwn(object, name)) this.#repeated.push({ name, line: this.#line });
      // Assigning to `__proto__` would set the prototype.
      Object.defineProperty(object, name, {
        value: this.#readValue(),
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return object;
  }

  #readArray(): unknown[] {
    const array: unknown[] = [];
    this.#open(array);
    for (let first = true; !this.#closes(']', first); first = false) array.push(this.#readValue());
    return array;
  }

  #open(container: object): void {
    this.#lines.set(container, this.#line);
    this.#depth += 1;
    if (this.#depth > deepest) this.#fail(`nested deeper than ${deepest} levels`);
    this.#at += 1;
  }

  /** Steps over the end of the container, or over the comma to its next member. */
  #closes(end: '}' | ']', first: boolean): boolean {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === end) {
      this.#at += 1;
      this.#depth -= 1;
      return true;
    }
    if (first) return false;
    if (next !== ',') this.#fail(next === undefined ? 'the text ends too early' : `expected , or ${end}`);
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === end) this.#fail('unexpected comma before the end', 'JSON has no trailing commas');
    return false;
  }

  #readString(): string {
    const start = this.#at;
    const token = this.#text.slice(start, this.#endOfString());
    if (token === '') return this.#fail('this string has no end on its line');
    try {
      const value = JSON.parse(token) as string;
      this.#at += token.length;
      return value;
    } catch {
      return this.#fail('the string holds a character or an escape that JSON does not allow');
    }
  }

  /** After the closing quote; where the string began when there is none. A pattern would run out of stack on megabytes. */
  #endOfString(): number {
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const next = this.#text[at];
      if (next === '"') return at + 1;
      if (next === '\\') at += 1;
      if (this.#text[at] === '\n' || this.#text[at] === '\r') break;
    }
    return this.#at;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const next = this.#text[this.#at];
      if (next === '\n') {
        this.#line += 1;
        this.#lineStart = this.#at + 1;
      } else if (next !== ' ' && next !== '\t' && next !== '\r') return;
    }
  }

  #fail(message: string, hint?: string): never {
    const column = this.#at - this.#lineStart + 1;
    const place = { file: this.#file, line: this.#line, column };
    throw new DecodeError([
      { path: '', message: `no valid JSON: ${message}`, ...(hint === undefined ? {} : { hint }), ...place },
    ]);
  }
}

/** Read as UTF-8, its byte order mark is no character, and every other byte of plain text is zero. */
function isUtf16(text: string): boolean {
  return text.startsWith('\u{fffd}\u{fffd}') || text.slice(0, 4).includes('\0');
}

function hintFor(next: string | undefined): string | undefined {
  if (next === "'") return 'strings and names take double quotes';
  if (next === '<') return 'this looks like a web page, not like the answer of the API';
  return next === '/' || next === '#' ? 'JSON has no comments' : undefined;
}
