import { showByte, showSet } from './byte-set.ts';
import { mostNesting, readClass } from './regex-class.ts';
import { type Primitive, readEscape } from './regex-escape.ts';
import { RegexProblem } from './regex-fault.ts';
import { acceptFlags, acceptName } from './regex-group.ts';
import { assertions, join, leaf, nothing, type Piece, showCharacter, showDot } from './regex-piece.ts';
import { RegexReader } from './regex-reader.ts';
import { takeRepetition } from './regex-repetition.ts';

/** What a value costs at worst grows with this too. The public engine has a limit of its own, a good deal higher. */
const mostInstructions = 20_000;

/**
 * Translates a pattern of Rust's regex crate, in bytes mode and with Unicode off (DOMAIN.md §3.2 fact 13), to one of RE2
 * that finds the same. Both refuse look-around and back-references, but RE2 also takes what Rust refuses, folds the case
 * of more letters and has no set operators: so nothing of the pattern is passed on as it is written. Greed is lost, since
 * only whether there is a match is asked for. Throws a `RegexProblem`.
 */
export function translateRegex(pattern: string): string {
  const reader = new RegexReader(pattern);
  const { text } = new Translation(reader).readAlternation(0);
  if (!reader.isAtEnd) reader.fail('this parenthesis closes nothing', reader.at, 'a parenthesis itself is written \\)');
  return text;
}

class Translation {
  readonly #reader: RegexReader;
  readonly #names = new Set<string>();
  #size = 0;

  constructor(reader: RegexReader) {
    this.#reader = reader;
  }

  /** Reads up to the end, or to the parenthesis that closes. */
  readAlternation(depth: number): Piece {
    const branches = [this.#readConcatenation(depth)];
    while (this.#reader.accept('|')) branches.push(this.#readConcatenation(depth));
    const [only] = branches;
    return branches.length === 1 && only !== undefined ? only : join(branches, '|');
  }

  #readConcatenation(depth: number): Piece {
    const reader = this.#reader;
    const pieces: Piece[] = [];
    // Flags stand between pieces and can't be repeated.
    let isRepeatable = false;
    for (;;) {
      reader.skipIgnored();
      const { next, at } = reader;
      if (next === '' || next === '|' || next === ')') break;
      if (next === '*' || next === '+' || next === '?' || next === '{') {
        const last = isRepeatable ? pieces.pop() : undefined;
        pieces.push(this.#repeat(last, at));
        continue;
      }
      const piece = next === '(' ? this.#readGroup(depth) : this.#readOne();
      isRepeatable = piece !== undefined;
      if (piece !== undefined) pieces.push(this.#count(piece, at));
    }
    const [only] = pieces;
    return pieces.length === 1 && only !== undefined ? only : pieces.length === 0 ? nothing : join(pieces, '');
  }

  #repeat(item: Piece | undefined, start: number): Piece {
    const { low, high } = takeRepetition(this.#reader, item !== undefined);
    const { text, size, height, repeats } = item ?? nothing;
    const times = Math.max(low, high ?? 0);
    const whole = { size: size * Math.max(1, times), height: height + 1, repeats: repeats * Math.max(1, times) };
    this.#count({ text, ...whole, size: whole.size - size }, start);
    if (whole.height > mostNesting) this.#reader.fail(`nested deeper than ${mostNesting} levels`, start);
    const group = `(?:${text})`;
    if (low <= 1 && high === undefined) return { ...whole, text: `${group}${low === 0 ? '*' : '+'}` };
    // RE2 takes a thousand repetitions at most, nested ones multiplied.
    if (whole.repeats <= 1000) return { ...whole, text: `${group}{${low},${high ?? ''}}` };
    const tail = high === undefined ? `${group}*` : `${group}?`.repeat(high - low);
    return { ...whole, repeats, text: `(?:${group.repeat(low)}${tail})` };
  }

  /** A group; nothing when only flags stood there. */
  #readGroup(depth: number): Piece | undefined {
    const reader = this.#reader;
    const open = reader.at;
    const before = reader.flags;
    reader.bump();
    reader.skipIgnored();
    refuseLookAround(reader, open);
    if (!acceptName(reader, this.#names, open) && reader.accept('?')) {
      const flags = acceptFlags(reader, open);
      if (flags.isWhole) {
        reader.flags = flags.flags;
        return undefined;
      }
      reader.flags = flags.flags;
    }
    if (depth >= mostNesting) reader.fail(`nested deeper than ${mostNesting} levels`, open);
    const { text, size, height, repeats } = this.readAlternation(depth + 1);
    if (!reader.accept(')')) {
      reader.at = open + 1;
      reader.fail('this group is never closed', open, 'a parenthesis itself is written \\(');
    }
    reader.flags = before;
    if (height >= mostNesting) reader.fail(`nested deeper than ${mostNesting} levels`, open);
    // Its size has been counted with what it holds.
    this.#size -= size;
    return { text: `(?:${text})`, size, height: height + 1, repeats };
  }

  #readOne(): Piece {
    const reader = this.#reader;
    const { next, at } = reader;
    if (next === '[') return leaf(showSet(readClass(reader)));
    if (next === '\\') return this.#show(readEscape(reader), at);
    reader.bump();
    switch (next) {
      case '.':
        return showDot(reader);
      case '^':
        return this.#show({ kind: 'assertion', assertion: reader.flags.m ? 'line-start' : 'text-start' }, at);
      case '$':
        return this.#show({ kind: 'assertion', assertion: reader.flags.m ? 'line-end' : 'text-end' }, at);
      default:
        return this.#show({ kind: 'character', point: next.codePointAt(0) ?? 0 }, at);
    }
  }

  #show(primitive: Primitive, start: number): Piece {
    const reader = this.#reader;
    switch (primitive.kind) {
      case 'set':
        return leaf(showSet(primitive.set));
      case 'byte':
        return leaf(showByte(primitive.byte));
      case 'assertion':
        if (reader.flags.R && primitive.assertion.startsWith('line')) {
          reader.fail('lines that end in CR LF are not in this version', start, 'leave the flag R out', 'unsupported');
        }
        return leaf(assertions[primitive.assertion]);
      case 'character':
        return showCharacter(reader, primitive.point, start);
    }
  }

  #count(piece: Piece, start: number): Piece {
    this.#size += piece.size;
    if (this.#size <= mostInstructions) return piece;
    throw new RegexProblem('too big for this version', start, 1, 'many values belong in a list: in $…', 'unsupported');
  }
}

function refuseLookAround(reader: RegexReader, open: number): void {
  const sign = ['?=', '?!', '?<=', '?<!'].find((prefix) => reader.accept(prefix));
  if (sign === undefined) return;
  reader.fail(
    'look-around is not supported',
    open,
    'the engine of Gateway has none: match what should be there, or write not(…)',
  );
}
