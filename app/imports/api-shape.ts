import { DecodeError } from '../errors.ts';
import type { ImportWarning } from '../policy/policy.ts';
import { type ApiKind, isObject, type JsonObject, kindOf } from './api-kind.ts';
import { type Page, pageOf } from './api-pages.ts';
import type { JsonDocuments } from './json-text.ts';

/** One object of an answer. `names` are the keys that lead to it, the innermost first, and the file's name last. */
export type Found = {
  readonly path: string;
  readonly object: JsonObject;
  readonly file: string;
  readonly line: number;
  readonly names: readonly string[];
  /** Id of the device profile that it belongs to, empty for the default one; absent: the names tell. */
  readonly owner?: string;
  lineOf(inner: object): number;
};

/** What can be found beside the wrappers. */
export type FoundKind = Exclude<ApiKind, 'envelope'>;

/** What files of API answers hold, sorted by kind and not decoded yet. */
export type ApiContents = {
  readonly found: ReadonlyMap<FoundKind, readonly Found[]>;
  readonly pages: readonly Page[];
  readonly warnings: readonly ImportWarning[];
};

/**
 * Takes apart every shape that exports have: the envelope, an array, one object, an object that holds several of those
 * under names of its own, or several of those one after the other (DOMAIN.md §4.1, §4.2, §4.4). Throws a `DecodeError`
 * for an error answer, and when nothing of it is known.
 */
export function sortApiContents(json: JsonDocuments, file: string): ApiContents {
  const sorter = new Sorter(json, file);
  for (const [index, value] of json.values.entries()) {
    sorter.sort(value, json.values.length === 1 ? '' : `[${index}]`, [file]);
  }
  return sorter.contents();
}

/** Of a file of other things, a few say enough. */
const toldStrangers = 5;

class Sorter {
  readonly #json: JsonDocuments;
  readonly #file: string;
  readonly #found = new Map<FoundKind, Found[]>();
  readonly #strangers: Found[] = [];
  readonly #pages: Page[] = [];
  readonly #warnings: ImportWarning[] = [];
  #isEmptyAnswer = false;
  #known = 0;

  constructor(json: JsonDocuments, file: string) {
    this.#json = json;
    this.#file = file;
    for (const { name, line } of json.repeated) {
      const message = `"${name}" stands twice in one object; the last one counts`;
      this.#warnings.push({ code: 'repeated-name', message, file, line });
    }
  }

  sort(value: unknown, path: string, names: readonly string[]): void {
    if (Array.isArray(value)) {
      if (value.length === 0) this.#isEmptyAnswer = true;
      for (const [index, item] of value.entries()) this.sort(item, `${path}[${index}]`, names);
    } else if (isObject(value)) this.#sortObject(value, path, names);
  }

  #sortObject(object: JsonObject, path: string, names: readonly string[]): void {
    const kind = kindOf(object);
    const lineOf = (inner: object) => this.#json.lineOf(inner);
    const found: Found = { path, object, file: this.#file, line: lineOf(object), names, lineOf };
    if (kind === 'envelope') this.#openEnvelope(found);
    else if (kind !== undefined) this.#keep(kind, found);
    else if (!this.#sortMembers(found)) this.#strangers.push(found);
  }

  #keep(kind: FoundKind, found: Found): void {
    const those = this.#found.get(kind) ?? [];
    this.#found.set(kind, those);
    those.push(found);
    this.#known += 1;
  }

  #openEnvelope(found: Found): void {
    this.#known += 1;
    const { object, path, names } = found;
    const { result } = object;
    const isEmpty = result === null || result === undefined || (Array.isArray(result) && result.length === 0);
    this.#judgeSuccess(found, isEmpty);
    if (isEmpty) this.#isEmptyAnswer = true;
    const before = new Map([...this.#found].map(([kind, those]) => [kind, those.length]));
    this.sort(result, join(path, 'result'), names);
    const grown = [...this.#found].find(([kind, those]) => those.length > (before.get(kind) ?? 0));
    const page = pageOf(found, grown?.[0], grown?.[1].at(-1));
    if (page !== undefined) this.#pages.push(page);
  }

  #judgeSuccess({ object, path, line }: Found, isEmpty: boolean): void {
    const place = { file: this.#file, line };
    const reasons = [...textsIn(object.errors), ...textsIn(object.messages)];
    if (object.success !== false) {
      if (reasons.length === 0) return;
      const message = `the API says: ${reasons.join('; ')}`;
      this.#warnings.push({ code: 'api-message', message, ...place });
      return;
    }
    const message = `the API answered with an error: ${reasons.join('; ') || 'no reason given'}`;
    if (isEmpty)
      throw new DecodeError([{ path, message, hint: 'export again, with a token that may read Zero Trust', ...place }]);
    const rest = 'what it answered beside that is read, and may not be all: export again';
    this.#warnings.push({ code: 'partial-answer', message: `${message}; ${rest}`, ...place });
  }

  /** Whether at least one member holds something known. What is nothing but members may hold empty answers, too. */
  #sortMembers({ object, path, names }: Found): boolean {
    const strangers = this.#strangers.length;
    const known = this.#known;
    const members = Object.entries(object).filter(([, member]) => typeof member === 'object' && member !== null);
    const isWrapper = members.length === Object.keys(object).length;
    let isEmpty = false;
    for (const [name, member] of members) {
      isEmpty ||= Array.isArray(member) && member.length === 0;
      this.sort(member, join(path, name), [name, ...names]);
    }
    if (this.#known > known || (isWrapper && isEmpty)) return true;
    this.#strangers.splice(strangers);
    return false;
  }

  contents(): ApiContents {
    if (this.#found.size === 0 && (!this.#isEmptyAnswer || this.#strangers.length > 0)) {
      const message = 'holds no Gateway policies and no lists, nor settings of devices or of Access';
      const hint =
        'expected the answer of GET /accounts/{account_id}/gateway/rules, …/gateway/lists, …/devices/policy or …/access/organizations, or their result';
      throw new DecodeError([{ path: '', message, hint, file: this.#file }]);
    }
    for (const { path, line } of this.#strangers.slice(0, toldStrangers)) {
      const what = path === '' ? 'the file' : path;
      this.#warnStrange(
        `${what} is neither a policy nor a list nor a setting that is known here, and was left out`,
        line,
      );
    }
    const more = this.#strangers.length - toldStrangers;
    if (more > 0)
      this.#warnStrange(`the same holds for ${more} more of this file`, this.#strangers[toldStrangers]?.line);
    return { found: this.#found, pages: this.#pages, warnings: this.#warnings };
  }

  #warnStrange(text: string, line = 1): void {
    this.#warnings.push({ code: 'unknown-object', message: text, file: this.#file, line });
  }
}

/** All of what several files hold, in order. */
export function joinFound(parts: readonly ApiContents['found'][]): ApiContents['found'] {
  const joined = new Map<FoundKind, Found[]>();
  for (const [kind, those] of parts.flatMap((part) => [...part])) {
    joined.set(kind, (joined.get(kind) ?? []).concat(those));
  }
  return joined;
}

function textsIn(part: unknown): readonly string[] {
  return Array.isArray(part) ? part.map(sayError) : [];
}

function sayError(error: unknown): string {
  if (!isObject(error)) return JSON.stringify(error);
  const said = [error.code, error.message].filter((part) => typeof part === 'string' || typeof part === 'number');
  return [said.join(' ') || JSON.stringify(error).slice(0, 200), ...textsIn(error.error_chain)].join(': ');
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
