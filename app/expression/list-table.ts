import { blockOf, parseIp, unmapRange } from './address.ts';
import type { LiteralSet } from './ast.ts';
import { Cursor } from './cursor.ts';
import { ExpressionProblem } from './fault.ts';
import { lexIntRange, lexIpRange } from './lex.ts';
import { type Membership, membershipOf } from './membership.ts';
import type { Dialect } from './quirk.ts';
import { bytesOf } from './value.ts';

/** A list read for fields of one type. `unreadable` holds the values that are none of that type. */
export type ReadList = {
  readonly set: LiteralSet;
  readonly has: Membership;
  readonly unreadable: readonly string[];
};

/** One list. Reading it for a type is done once, however many expressions name it. */
export class ListEntry {
  readonly name: string;
  /** Absent when the list is known and its values are not. */
  readonly values: readonly string[] | undefined;
  readonly #dialect: Dialect;
  readonly #readings = new Map<LiteralSet['type'], ReadList>();

  constructor(name: string, values: readonly string[] | undefined, dialect: Dialect = 'lenient') {
    this.name = name;
    this.values = values;
    this.#dialect = dialect;
  }

  read(type: LiteralSet['type']): ReadList {
    const known = this.#readings.get(type);
    if (known !== undefined) return known;
    const reading = readValues(type, this.values ?? [], this.#dialect);
    this.#readings.set(type, reading);
    return reading;
  }
}

/**
 * The lists that `$name` can mean. An id is also found in other case and without its hyphens, since exports differ; not
 * in the strict dialect.
 */
export class ListTable {
  readonly #dialect: Dialect;
  readonly #exact = new Map<string, ListEntry>();
  readonly #loose = new Map<string, ListEntry>();

  constructor(dialect: Dialect = 'lenient') {
    this.#dialect = dialect;
  }

  add(id: string, name: string, values: readonly string[] | undefined): void {
    const entry = new ListEntry(name, values, this.#dialect);
    this.#exact.set(id, entry);
    this.#loose.set(loosen(id), entry);
  }

  find(id: string): ListEntry | undefined {
    const exact = this.#exact.get(id);
    return exact !== undefined || this.#dialect === 'strict' ? exact : this.#loose.get(loosen(id));
  }
}

function loosen(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

function readValues(type: LiteralSet['type'], values: readonly string[], dialect: Dialect): ReadList {
  const unreadable: string[] = [];
  const readAll = <T>(read: (value: string) => T | undefined): T[] =>
    values.flatMap((value) => {
      const item = read(value);
      if (item === undefined) unreadable.push(value);
      return item === undefined ? [] : [item];
    });
  const set = readSet(type, readAll, dialect);
  return { set, has: membershipOf(set), unreadable };
}

function readSet(
  type: LiteralSet['type'],
  readAll: <T>(read: (value: string) => T | undefined) => T[],
  dialect: Dialect,
): LiteralSet {
  switch (type) {
    case 'Int':
      return { type, ranges: readAll((value) => lexWhole(value, lexIntRange)) };
    case 'Ip':
      return { type, ranges: readAll((value) => readNetwork(value, dialect)) };
    case 'Bytes':
      return { type, values: readAll(bytesOf) };
  }
}

/** Lists may hold networks with host bits set, which an expression may not. */
function readNetwork(value: string, dialect: Dialect) {
  const [address = '', prefix = ''] = value.trim().split('/');
  const ip = parseIp(address);
  const width = ip?.version === 4 ? 32 : 128;
  const range =
    ip !== undefined && /^\d{1,3}$/.test(prefix) && Number(prefix) <= width
      ? blockOf(ip, Number(prefix))
      : lexWhole(value, lexIpRange);
  return range === undefined || dialect === 'strict' ? range : unmapRange(range);
}

function lexWhole<T>(value: string, lex: (cursor: Cursor) => T): T | undefined {
  const cursor = new Cursor(value);
  try {
    const item = lex(cursor);
    return cursor.isAtEnd ? item : undefined;
  } catch (problem) {
    if (problem instanceof ExpressionProblem) return undefined;
    throw problem;
  }
}
