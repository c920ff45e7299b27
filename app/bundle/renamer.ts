import { Refusal } from '../errors.ts';
import { isRange } from '../network/address.ts';

/** Words that name nobody: the emulator reads some of them, and hosts end in others. */
const generic = new Set([
  ...['internal', 'local', 'localhost', 'localdomain', 'lan', 'home', 'arpa', 'com', 'net', 'org'],
  ...['example', 'test', 'invalid', 'www', 'http', 'https', 'cloudflareaccess'],
]);

/** Of those letters no word of any language comes to mind that one would not like to read. */
const [consonants, vowels] = ['bdflmnrvz', 'aeou'];
const syllables = consonants.length * vowels.length;
/** Spreads one name after the other over all there are; a prime that no number of them is a multiple of. */
const stride = 7919;

/** What stands for one name: an identifier, something without end or order, a word, or a number that could tell. */
const parts =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|(?:\p{L}+\d+){3,}\p{L}*|\p{L}[\p{L}\p{M}]*|\d{4,}/giu;

/**
 * Gives every name another one, the same one always: word by word, so that what ends in one host, or holds one word, goes
 * on doing so. All new words are of one length, so that none of them holds another. Case stays.
 */
export class Renamer {
  readonly #taken: ReadonlySet<string>;
  readonly #kept: readonly string[];
  readonly #keptNames: ReadonlySet<string>;
  readonly #length: number;
  readonly #words = new Map<string, string>();
  readonly #numbers = new Map<string, string>();
  readonly #things = new Map<string, Map<string, string>>();
  #next = 0;

  /** `words`: those of everything there is, none of which may be given to anything. `keep`: names that stay. */
  constructor(words: Iterable<string>, keep: readonly string[] = []) {
    this.#taken = new Set(words);
    this.#kept = keep.flatMap((name) => wordsOf(name)).filter((word) => !generic.has(word));
    this.#keptNames = new Set(keep.map((name) => name.toLowerCase()));
    this.#length = this.#taken.size < syllables ** 3 / 3 ? 3 : 4;
  }

  /** How many names have become others. */
  get count(): number {
    const things = [...this.#things.values()].reduce((sum, known) => sum + known.size, 0);
    return this.#words.size + this.#numbers.size + things;
  }

  /** A text that names something, such as a host, a mail address or a group. Addresses stay. */
  rename(text: string): string {
    if (isRange(text)) return text;
    if (/\.(in-addr|ip6)\.arpa$/i.test(text)) return text;
    return this.renameWords(text);
  }

  /** The same for a part of such a text. */
  renameWords(text: string): string {
    return text.replaceAll(parts, (part) => this.#renamePart(part));
  }

  /** Something that nothing is compared with, by its kind and a number: `policy-3`, `Policy 3`. */
  number(kind: string, name: string): string {
    if (this.#keptNames.has(name.toLowerCase())) return name;
    const known = this.#things.get(kind) ?? new Map<string, string>();
    this.#things.set(kind, known);
    const given = known.get(name) ?? this.#freeNumber(kind, known.size + 1);
    known.set(name, given);
    return given;
  }

  /** A name that was asked to stay must not be given to something else. */
  #freeNumber(kind: string, from: number): string {
    const separator = /^[A-Z]/.test(kind) ? ' ' : '-';
    let number = from;
    while (this.#keptNames.has(`${kind}${separator}${number}`.toLowerCase())) number += 1000;
    return `${kind}${separator}${number}`;
  }

  #renamePart(part: string): string {
    const lower = part.toLowerCase();
    if (generic.has(lower) || this.#isKept(lower)) return part;
    if (/^\d+$/.test(part)) return this.#renameNumber(part);
    if (/[\d-]/.test(part)) return this.#wordFor(`=${lower}`);
    return inCaseOf(part, this.#wordFor(lower));
  }

  /** So is a word that holds a kept one; a single letter is in nearly all. */
  #isKept(word: string): boolean {
    return this.#kept.some((kept) => word === kept || (kept.length > 1 && word.includes(kept)));
  }

  #wordFor(name: string): string {
    const known = this.#words.get(name);
    if (known !== undefined) return known;
    const all = syllables ** this.#length;
    for (; this.#next < all; this.#next += 1) {
      const word = wordNumber((this.#next * stride + 4711) % all, this.#length);
      if (this.#taken.has(word)) continue;
      this.#next += 1;
      this.#words.set(name, word);
      return word;
    }
    throw new Refusal('too-many-names', 'There are more names in this run than can be replaced. Export it --whole.');
  }

  #renameNumber(digits: string): string {
    const known = this.#numbers.get(digits);
    if (known !== undefined) return known;
    const all = 10 ** Math.min(digits.length, 12);
    let given = digits;
    for (let turn = this.#numbers.size; given === digits || this.#taken.has(given); turn += 1) {
      given = String((turn * stride + 1000) % all).padStart(digits.length, '0');
    }
    this.#numbers.set(digits, given);
    return given;
  }
}

/** The words of a text and its long numbers, in small letters. */
export function wordsOf(text: string): readonly string[] {
  return (text.match(/\p{L}[\p{L}\p{M}]*|\d{4,}/gu) ?? []).map((word) => word.toLowerCase());
}

function wordNumber(number: number, length: number): string {
  let [rest, word] = [number, ''];
  for (let index = 0; index < length; index += 1) {
    word += consonants.charAt(rest % consonants.length);
    rest = Math.floor(rest / consonants.length);
    word += vowels.charAt(rest % vowels.length);
    rest = Math.floor(rest / vowels.length);
  }
  return word;
}

/** Large letters where the other word has them; past its end as it ends. */
function inCaseOf(model: string, word: string): string {
  const isUpper = [...model].map((letter) => letter !== letter.toLowerCase());
  const letters = [...word].map((letter, index) =>
    (isUpper[index] ?? isUpper.at(-1)) ? letter.toUpperCase() : letter,
  );
  return letters.join('');
}
