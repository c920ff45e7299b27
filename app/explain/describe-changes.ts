import type { Change } from '../environment/change.ts';
import type { Environment } from '../environment/environment.ts';
import { writeSpan } from '../time/span.ts';

const namedAtMost = 2;

/** Changes of an environment in a few words: `wiki: up is false`, `3 policies, 1 list`. */
export function describeChanges(before: Environment, changes: readonly Change[]): string {
  const said = describeEach(before, changes);
  if (said.length <= namedAtMost) return said.join('; ');
  const counts = new Map<string, number>();
  for (const { path } of changes) counts.set(String(path[0]), (counts.get(String(path[0])) ?? 0) + 1);
  return [...counts].map(([part, count]) => (count === 1 ? part : `${part} (${count})`)).join(', ');
}

/** The same, each in its own words. */
export function describeEach(before: Environment, changes: readonly Change[]): string[] {
  return changes.filter(isTold).map((change) => describeOne(before, change));
}

/** How a policy's duration reads tells it; what it comes to goes along with that. */
function isTold({ path }: Change): boolean {
  return path[2] !== 'checkSession' || path[3] !== 'duration';
}

function describeOne(before: Environment, { path, ...rest }: Change): string {
  const [first, second, ...inner] = path;
  const subject = subjectOf(before, first, second);
  const place = inner.join(' ').replace(/^checkSession text$/, 'checkSession');
  const where = [subject, place].filter((part) => part !== '').join(': ');
  if (!('value' in rest)) return `${where} taken away`;
  const { value } = rest;
  if (typeof value === 'object' && value !== null) {
    if (inner[0] === 'checkSession' && 'text' in value) return `${where} is ${String(value.text)}`;
    if (Array.isArray(value) && inner.length > 0 && isShort(value)) {
      return `${where} is ${value.length === 0 ? 'empty' : value.join(', ')}`;
    }
    return Array.isArray(value) && inner.length === 0
      ? `${where}, now ${value.length}`
      : `${where} ${isThere(before, path) ? 'changed' : 'added'}`;
  }
  return `${where} is ${typeof value === 'number' && isSpan(path) ? writeSpan(value) : String(value)}`;
}

function isThere(before: Environment, path: Change['path']): boolean {
  let value: unknown = before;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value !== undefined;
}

/** Told as it is. */
function isShort(items: readonly unknown[]): boolean {
  return items.every((item) => typeof item === 'string' || typeof item === 'number') && items.join(', ').length <= 60;
}

function isSpan(path: Change['path']): boolean {
  return path[0] === 'assumptions' || ['timeToLive', 'every', 'first'].includes(String(path.at(-1)));
}

/** What people call the thing at a place: a policy by its name, a destination by its key. */
function subjectOf(
  before: Environment,
  first: string | number | undefined,
  second: string | number | undefined,
): string {
  if (second === undefined) return String(first ?? '');
  if (typeof second === 'number') {
    const item = first === 'policies' ? before.policies[second] : first === 'lists' ? before.lists[second] : undefined;
    return item === undefined ? `${first} ${second + 1}` : `“${item.name === '' ? item.id : item.name}”`;
  }
  return ['destinations', 'people', 'actors'].includes(String(first)) ? second : `${first} ${second}`;
}
