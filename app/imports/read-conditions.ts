import { printRaw, printScalar } from '../expression/print.ts';
import { bytesOf } from '../expression/value.ts';
import { isRange } from '../network/address.ts';
import type { UnresolvedPart } from '../policy/policy.ts';
import { isObject, type JsonObject } from './api-kind.ts';

type Part = 'traffic' | 'identity' | 'devicePosture';

export type ConditionsReading = Readonly<Partial<Record<Part, string>>> & {
  readonly unresolved: readonly UnresolvedPart[];
};

const partOf = new Map<unknown, Part>([
  ['traffic', 'traffic'],
  ['identity', 'identity'],
  ['device_posture', 'devicePosture'],
]);

/** Operators as trees name them, and how they are written. */
const operators: ReadonlyMap<string, string> = new Map([
  ...['==', '!=', '>=', '<=', '>', '<', 'in', 'matches', 'contains', 'wildcard', 'strict wildcard'].map(
    (word) => [word, word] as const,
  ),
  ...([
    ['eq', '=='],
    ['ne', '!='],
    ['ge', '>='],
    ['le', '<='],
    ['gt', '>'],
    ['lt', '<'],
  ] as const),
]);

/**
 * Writes the `conditions` of a rule as expressions: trees of `and`, `or`, `not`, `any`, `all` and comparisons of `lhs`
 * with `rhs`, as Cloudflare's documents post them. What is anything else leaves its part unresolved, with its
 * place, or `conditions` where no part is known.
 */
export function readConditions(
  conditions: unknown,
  file: string,
  lineOf: (object: object) => number,
): ConditionsReading {
  const written: Partial<Record<Part, string>> = {};
  const unresolved: UnresolvedPart[] = [];
  for (const [index, condition] of (Array.isArray(conditions) ? conditions : [conditions]).entries()) {
    const path = Array.isArray(conditions) ? `conditions[${index}]` : 'conditions';
    const part = isObject(condition) ? partOf.get(condition.type) : undefined;
    try {
      if (!isObject(condition)) throw new NotFollowed(path, 'expected an object with type and expression', conditions);
      if (part === undefined)
        throw new NotFollowed(
          path,
          `expected type to be traffic, identity or device_posture, found ${show(condition.type)}`,
          condition,
        );
      if (written[part] !== undefined)
        throw new NotFollowed(path, `a second one of type ${show(condition.type)}`, condition);
      written[part] = writeNode(condition.expression, `${path}.expression`, condition);
    } catch (fault) {
      if (!(fault instanceof NotFollowed)) throw fault;
      const line = isObject(fault.at) || Array.isArray(fault.at) ? lineOf(fault.at) : undefined;
      const message = `${fault.path}: ${fault.message}`;
      unresolved.push({ part: part ?? 'conditions', message, file, ...(line === undefined ? {} : { line }) });
    }
  }
  return { ...written, unresolved };
}

class NotFollowed extends Error {
  readonly path: string;
  readonly at: unknown;
  constructor(path: string, message: string, at: unknown) {
    super(message);
    this.path = path;
    this.at = at;
  }
}

/** `around` is the object that holds the node: where the node itself has no line. */
function writeNode(node: unknown, path: string, around: object): string {
  if (!isObject(node)) throw new NotFollowed(path, `expected a condition, found ${show(node)}`, around);
  const [name, ...others] = Object.keys(node);
  if (name === undefined || others.length > 0) {
    throw new NotFollowed(path, 'expected an object with the name of one operator', node);
  }
  const inner = node[name];
  const at = `${path}.${name}`;
  if (name === 'and' || name === 'or') return writeJoined(name, inner, at, node);
  if (name === 'not' || name === 'any' || name === 'all') return `${name}(${writeNode(inner, at, node)})`;
  const sign = operators.get(name);
  if (sign === undefined) throw new NotFollowed(at, 'is an operator that the emulator does not know', node);
  return writeComparison(sign, inner, at, node);
}

function writeJoined(name: 'and' | 'or', items: unknown, path: string, node: object): string {
  if (!Array.isArray(items) || items.length === 0) throw new NotFollowed(path, 'expected a list of conditions', node);
  const written = items.map((item, index) => {
    const text = writeNode(item, `${path}[${index}]`, node);
    const isJoined = isObject(item) && ('and' in item || 'or' in item);
    return isJoined && items.length > 1 ? `(${text})` : text;
  });
  return written.join(` ${name} `);
}

function writeComparison(sign: string, inner: unknown, path: string, node: object): string {
  const isPair = isObject(inner) && Object.keys(inner).toSorted().join() === 'lhs,rhs';
  if (!isPair) throw new NotFollowed(path, 'expected lhs and rhs', node);
  const field = writeField(inner.lhs);
  if (field === undefined) throw new NotFollowed(`${path}.lhs`, `${show(inner.lhs)} is no field`, inner);
  if (typeof inner.rhs === 'boolean' && (sign === '==' || sign === '!=')) {
    return inner.rhs === (sign === '==') ? field : `not(${field})`;
  }
  const value =
    sign === 'in' ? writeSet(inner.rhs) : sign === 'matches' ? writePattern(inner.rhs) : writeScalar(inner.rhs);
  if (value === undefined) throw new NotFollowed(`${path}.rhs`, `${show(inner.rhs)} can’t stand after ${sign}`, inner);
  return `${field} ${sign} ${value}`;
}

/** A field by its name, or each of its values: `{ "splat": "dns.domains" }`. */
function writeField(lhs: unknown): string | undefined {
  if (isObject(lhs)) {
    const field = Object.keys(lhs).join() === 'splat' ? writeField(lhs.splat) : undefined;
    return field === undefined ? undefined : `${field}[*]`;
  }
  return typeof lhs === 'string' && /^\w+(\.\w+)*(\["[^"\\]*"\])?$/.test(lhs) ? lhs : undefined;
}

function writeSet(rhs: unknown): string | undefined {
  if (typeof rhs === 'string') return /^\$[\w.-]+$/.test(rhs) ? rhs : undefined;
  if (!Array.isArray(rhs)) return undefined;
  const items = rhs.map(writeScalar);
  return items.includes(undefined) ? undefined : `{${items.join(' ')}}`;
}

function writeScalar(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value === 'string') return printScalar(bytesOf(value));
  const address = isObject(value) && Object.keys(value).join() === 'ip' ? (value as JsonObject).ip : undefined;
  return typeof address === 'string' && isRange(address) ? address : undefined;
}

/** As a raw string wherever quotes or backslashes would have to be escaped. */
function writePattern(rhs: unknown): string | undefined {
  if (typeof rhs !== 'string') return undefined;
  return /["\\]/.test(rhs) ? printRaw(rhs) : `"${rhs}"`;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
