/** Why something can't be known from the files, and where. */
export class Unknown {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** A fault such as a missing attribute, which `try` and `can` catch; otherwise its value comes later or from elsewhere. */
  readonly isError: boolean;
  /** Whether it stands for a list's id. */
  readonly isList: boolean;

  constructor(message: string, at: { readonly file: string; readonly line: number }, kind?: 'error' | 'list') {
    this.message = message;
    this.file = at.file;
    this.line = at.line;
    this.isError = kind === 'error';
    this.isList = kind === 'list';
  }
}

/** Members that are worked out when they are asked for: `local`, `var`, a resource. */
export class Namespace {
  readonly read: (name: string, line: number) => Value;
  constructor(read: (name: string, line: number) => Value) {
    this.read = read;
  }
}

/** A value of Terraform; its `null` is `undefined`. Maps have their keys in order, as Terraform goes through them. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | readonly Value[]
  | ReadonlySet<Value>
  | ReadonlyMap<string, Value>
  | Namespace
  | Unknown;

export function mapOf(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  return new Map([...new Map(entries)].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The items of a list or a set, the values of a map; `undefined` for anything else. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  if (isList(value)) return value;
  return value instanceof Set || value instanceof Map ? [...value.values()] : undefined;
}

/** Key and value of every item, as `for` and `for_each` see them. */
export function pairsOf(value: Value): readonly (readonly [string | number, Value])[] | undefined {
  if (value instanceof Map) return [...value];
  if (value instanceof Set) return [...value].map((item) => [textOf(item) ?? '', item]);
  return isList(value) ? value.map((item, index) => [index, item]) : undefined;
}

const sizes = new WeakMap<object, number>();

/** How many values there are in a value. One that is shared is counted at every place, and looked through once. */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return 1 + (value.length >> 4);
  if (typeof value !== 'object') return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = (itemsOf(value) ?? []).reduce((sum: number, item) => sum + sizeOf(item), 1);
  sizes.set(value, size);
  return size;
}

/** The first that can't be known in a value or anywhere in it. */
export function unknownIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (typeof value !== 'object') return undefined;
  for (const item of itemsOf(value) ?? []) {
    const found = unknownIn(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A value as text, where Terraform converts it by itself. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'boolean' ? String(value) : undefined;
}

function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}

export function booleanOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

export function isEqual(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left instanceof Map && right instanceof Map) {
    return (
      left.size === right.size && [...left].every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
    );
  }
  const [items, others] = [itemsOf(left), itemsOf(right)];
  if (items === undefined || others === undefined || left instanceof Map || right instanceof Map) return false;
  return items.length === others.length && items.every((item, index) => isEqual(item, others[index]));
}

/** A set of what is in a list: each once, texts in order. */
export function setOf(items: readonly Value[]): ReadonlySet<Value> {
  const kept: Value[] = [];
  const seen = new Set<Value>();
  for (const item of items) {
    if (seen.has(item)) continue;
    if (typeof item === 'object' && kept.some((other) => isEqual(other, item))) continue;
    seen.add(item);
    kept.push(item);
  }
  return new Set(kept.every((item) => typeof item === 'string') ? kept.toSorted() : kept);
}

export function nameKind(value: Value): string {
  if (value === undefined) return 'null';
  if (isList(value)) return 'a list';
  if (value instanceof Set) return 'a set';
  if (value instanceof Map) return 'a map';
  if (typeof value === 'object') return 'a whole resource';
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'true or false';
}
