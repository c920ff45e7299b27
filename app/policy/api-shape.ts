import { DecodeError } from '../errors.ts';
import type { JsonText } from './json-text.ts';
import type { ImportWarning } from './policy.ts';

export type JsonObject = Readonly<Record<string, unknown>>;
type Found = { readonly path: string; readonly object: JsonObject };

/** What a file of API answers holds, sorted by kind and not decoded yet. */
export type ApiContents = {
  readonly rules: readonly Found[];
  readonly lists: readonly Found[];
  /** Items of the lists call, with the id of their list where a key or the file name tells it. */
  readonly items: readonly (Found & { readonly listId?: string })[];
  readonly warnings: readonly ImportWarning[];
};

const listTypes = /^(SERIAL|URL|DOMAIN|EMAIL|IP|CATEGORY|LOCATION|DEVICE|AAGUID|HOST)$/i;
const uuid = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;

/**
 * Takes apart every shape that exports have: the envelope, an array, one object, or an object that holds several of
 * those under names of its own (DOMAIN.md §4.1, §4.2). Throws a `DecodeError` when it holds neither rules nor lists.
 */
export function sortApiContents(json: JsonText, file: string): ApiContents {
  const sorter = new Sorter(json, file);
  sorter.sort(json.value, '', uuid.exec(file)?.[0]);
  return sorter.contents();
}

class Sorter {
  readonly #json: JsonText;
  readonly #file: string;
  readonly #rules: Found[] = [];
  readonly #lists: Found[] = [];
  readonly #items: (Found & { listId?: string })[] = [];
  readonly #strangers: Found[] = [];
  readonly #warnings: ImportWarning[] = [];
  #isEmptyAnswer = false;

  constructor(json: JsonText, file: string) {
    this.#json = json;
    this.#file = file;
  }

  sort(value: unknown, path: string, listId: string | undefined): void {
    if (Array.isArray(value)) {
      if (value.length === 0) this.#isEmptyAnswer = true;
      for (const [index, item] of value.entries()) this.sort(item, `${path}[${index}]`, listId);
    } else if (isObject(value)) this.#sortObject(value, path, listId);
  }

  #sortObject(object: JsonObject, path: string, listId: string | undefined): void {
    const found = { path, object };
    if ('action' in object || 'filters' in object) this.#rules.push(found);
    else if ('result' in object || 'success' in object) this.#openEnvelope(object, path, listId);
    else if (isList(object)) this.#lists.push(found);
    else if ('value' in object) this.#items.push({ ...found, ...(listId === undefined ? {} : { listId }) });
    else if (!this.#sortMembers(object, path)) this.#strangers.push(found);
  }

  #openEnvelope(object: JsonObject, path: string, listId: string | undefined): void {
    const place = { file: this.#file, line: this.#json.lineOf(object) };
    if (object.success === false) {
      const reasons = [object.errors, object.messages]
        .flatMap((part) => (Array.isArray(part) ? part : []))
        .map(sayError);
      const message = `the API answered with an error: ${reasons.join('; ') || 'no reason given'}`;
      throw new DecodeError([{ path, message, hint: 'export again, with a token that may read Zero Trust', ...place }]);
    }
    if (object.result === null || object.result === undefined) this.#isEmptyAnswer = true;
    const { result_info: info, result } = object;
    const total = isObject(info) && typeof info.total_count === 'number' ? info.total_count : 0;
    if (Array.isArray(result) && total > result.length) {
      const message = `only ${result.length} of ${total} entries are in this page: export the other pages too`;
      this.#warnings.push({ code: 'partial-page', message, ...place });
    }
    this.sort(result, join(path, 'result'), listId);
  }

  /** Whether at least one member holds something known. */
  #sortMembers(object: JsonObject, path: string): boolean {
    const before = this.#strangers.length;
    let members = 0;
    for (const [name, member] of Object.entries(object)) {
      if (typeof member !== 'object' || member === null) continue;
      members += 1;
      this.sort(member, join(path, name), uuid.exec(name)?.[0]);
    }
    const strange = this.#strangers.splice(before).length;
    return members > strange;
  }

  contents(): ApiContents {
    const known = this.#rules.length + this.#lists.length + this.#items.length;
    if (known === 0 && (!this.#isEmptyAnswer || this.#strangers.length > 0)) {
      const message = 'holds no Gateway policies and no lists';
      const hint =
        'expected the answer of GET /accounts/{account_id}/gateway/rules or …/gateway/lists, or their result';
      throw new DecodeError([{ path: '', message, hint, file: this.#file }]);
    }
    for (const { path, object } of this.#strangers) {
      const message = `${path === '' ? 'the file' : path} is neither a policy nor a list and was left out`;
      this.#warnings.push({ code: 'unknown-object', message, file: this.#file, line: this.#json.lineOf(object) });
    }
    return { rules: this.#rules, lists: this.#lists, items: this.#items, warnings: this.#warnings };
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(object: JsonObject): boolean {
  if (!('id' in object) || !('name' in object)) return false;
  return Array.isArray(object.items) || (typeof object.type === 'string' && listTypes.test(object.type));
}

function sayError(error: unknown): string {
  if (!isObject(error)) return String(error);
  return [error.code, error.message].filter((part) => part !== undefined).join(' ');
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
