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
    | 'for';
  readonly at: number;
  /** The heredoc's, the function's, or the first one of a directive. */
  word?: string;
};

/** What stands open at a place of the text, the innermost last. */
export type Standing = {
  readonly open: readonly Open[];
  /** Where the last token ends. */
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
  ['quoted_template_start', 'string'],
  ['template_interpolation_start', 'value'],
  ['template_directive_start', 'directive'],
]);

const closing: ReadonlySet<string> = new Set([
  ...[']', '}', ')', 'quoted_template_end', 'template_interpolation_end', 'template_directive_end'],
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
    const innermost = this.#open.at(-1);
    const opens = opening.get(type) ?? this.#kindOf(type);
    if (opens !== undefined) {
      const isCall = opens === 'call' || opens === 'heredoc';
      const word = isCall
        ? this.#text.slice(...(opens === 'call' ? [this.#before.at, this.#before.end] : [at, end]))
        : undefined;
      this.#open.push({ kind: opens, at: this.#placeOf(opens, at), ...(word === undefined ? {} : { word }) });
    } else if (closing.has(type)) this.#close(type);
    else if (type === 'heredoc_identifier') this.#open.pop();
    else if (innermost?.kind === 'directive') innermost.word ??= type;
    this.#before = { type, at, end };
  }

  finish(upTo: number): Standing {
    this.#lookForBreak(upTo);
    const { end } = this.#before;
    return { open: this.#open, end, ...(this.#brokenAt === undefined ? {} : { brokenAt: this.#brokenAt }) };
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
    const closed = this.#open.pop();
    if (type !== 'template_directive_end' || closed === undefined) return;
    if (closed.word === 'if' || closed.word === 'for') this.#open.push({ kind: closed.word, at: closed.at });
    if (closed.word === 'endif' || closed.word === 'endfor') this.#open.pop();
  }

  #lookForBreak(to: number): void {
    if (this.#brokenAt !== undefined || this.#open.at(-1)?.kind !== 'string') return;
    const newline = this.#text.slice(this.#before.end, to).search(/\r?\n/);
    if (newline >= 0) this.#brokenAt = this.#before.end + newline;
  }
}
