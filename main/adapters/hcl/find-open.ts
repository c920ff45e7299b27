import type { Tree, TreeCursor } from 'web-tree-sitter';

export type Open = {
  readonly kind:
    | 'block'
    | 'object'
    | 'list'
    | 'call'
    | 'brackets'
    | 'string'
    | 'heredoc'
    | 'value'
    | 'directive'
    | 'if'
    | 'for'
    | 'choice';
  readonly at: number;
  /** The heredoc's, the function's, or the first one of a directive. */
  word?: string;
  /** Of an object: whether the = behind a key has come. */
  hasKey?: boolean;
};

/** What stands open at a place of the text, the innermost last. */
export type Standing = {
  readonly open: readonly Open[];
  /** The last token, by the grammar's name, and where it ends. */
  readonly last: string;
  readonly end: number;
  /** The first line's end within quotes. */
  readonly brokenAt?: number;
};

/** Goes through the tokens of a tree that ends in the middle of a file. */
export function findOpen(tree: Tree, text: string, upTo: number): Standing {
  const finder = new OpenFinder(text);
  const cursor = tree.walk();
  for (let hasMore = true; hasMore; hasMore = goOn(cursor)) {
    while (cursor.gotoFirstChild());
    if (!cursor.nodeIsMissing) finder.take(cursor);
  }
  cursor.delete();
  return finder.finish(upTo);
}

function goOn(cursor: TreeCursor): boolean {
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}

const opening: ReadonlyMap<string, Open['kind']> = new Map([
  ['[', 'list'],
  ['?', 'choice'],
  ['quoted_template_start', 'string'],
  ['template_interpolation_start', 'value'],
  ['template_directive_start', 'directive'],
]);

const closing: ReadonlySet<string> = new Set([
  ...[
    ']',
    '}',
    ')',
    'quoted_template_end',
    'template_interpolation_end',
    'template_directive_end',
    'heredoc_identifier',
  ],
]);

class OpenFinder {
  readonly #text: string;
  readonly #open: Open[] = [];
  #before: { readonly type: string; readonly at: number; readonly end: number } = { type: '', at: 0, end: 0 };
  #brokenAt: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  take({ nodeType: type, startIndex: at, endIndex: end }: TreeCursor): void {
    if (type === 'comment' || at === end) return;
    this.#lookForBreak(end);
    this.#lookForKey(type, at);
    const opens = opening.get(type) ?? this.#kindOf(type);
    if (opens !== undefined) this.#push(opens, at, end);
    else if (closing.has(type)) this.#close(type);
    else if (type === ':' && this.#open.at(-1)?.kind === 'choice') this.#open.pop();
    else if (this.#innermost?.kind === 'directive') this.#innermost.word ??= type;
    this.#before = { type, at, end };
  }

  finish(upTo: number): Standing {
    this.#lookForBreak(upTo);
    this.#lookForKey('', upTo);
    const { end, type: last } = this.#before;
    return { open: this.#open, last, end, ...(this.#brokenAt === undefined ? {} : { brokenAt: this.#brokenAt }) };
  }

  get #innermost(): Open | undefined {
    return this.#open.findLast(({ kind }) => kind !== 'choice');
  }

  #push(kind: Open['kind'], at: number, end: number): void {
    const place = this.#placeOf(kind, at);
    if (kind === 'call')
      this.#open.push({ kind, at: place, word: this.#text.slice(this.#before.at, this.#before.end) });
    else if (kind === 'heredoc') this.#open.push({ kind, at: place, word: this.#text.slice(at, end) });
    else this.#open.push({ kind, at: place });
  }

  #kindOf(type: string): Open['kind'] | undefined {
    if (type === '(') return this.#before.type === 'identifier' ? 'call' : 'brackets';
    if (type === '{') return /^(identifier|quoted_template_end)$/.test(this.#before.type) ? 'block' : 'object';
    const isWord = type === 'heredoc_identifier' && this.#before.type.startsWith('<<');
    return isWord ? 'heredoc' : undefined;
  }

  /** A block begins with its type, a heredoc with its `<<`. */
  #placeOf(kind: Open['kind'], at: number): number {
    if (kind === 'heredoc') return this.#before.at;
    if (kind !== 'block') return at;
    const line = this.#text.lastIndexOf('\n', at) + 1;
    return line + this.#text.slice(line, at).search(/\S|$/);
  }

  #close(type: string): void {
    while (this.#open.at(-1)?.kind === 'choice') this.#open.pop();
    const closed = this.#open.pop();
    if (type !== 'template_directive_end' || closed === undefined) return;
    if (closed.word === 'if' || closed.word === 'for') this.#open.push({ kind: closed.word, at: closed.at });
    if (closed.word === 'endif' || closed.word === 'endfor') this.#open.pop();
  }

  #lookForKey(type: string, at: number): void {
    const innermost = this.#open.at(-1);
    if (innermost?.kind !== 'object') return;
    const isNext = type === ',' || this.#text.slice(this.#before.end, at).includes('\n');
    if (isNext) innermost.hasKey = false;
    if (type === '=' || type === ':') innermost.hasKey = true;
  }

  #lookForBreak(to: number): void {
    if (this.#brokenAt !== undefined || this.#open.at(-1)?.kind !== 'string') return;
    const newline = this.#text.slice(this.#before.end, to).search(/\r?\n/);
    if (newline >= 0) this.#brokenAt = this.#before.end + newline;
  }
}
