import type { Environment } from './environment.ts';

/** One place that becomes another value; without `value` it is taken away. Segments of arrays are numbers. */
export type Change = { readonly path: readonly (string | number)[]; readonly value?: unknown };

/** What makes `after` of `before`, in order. Arrays of different length are replaced as a whole. */
export function changesBetween(before: Environment, after: Environment): readonly Change[] {
  return [...compare(before, after, [])];
}

/** Carries changes out. What they don't touch stays the same object, so that caches keyed by it hold. */
export function applyChanges(environment: Environment, changes: readonly Change[]): Environment {
  let changed: unknown = environment;
  for (const { path, ...rest } of changes) changed = put(changed, path, rest);
  return changed as Environment;
}

function* compare(before: unknown, after: unknown, path: Change['path']): Generator<Change> {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, item] of after.entries()) yield* compare(before[index], item, [...path, index]);
  } else if (isMapping(before) && isMapping(after)) {
    for (const key of Object.keys(before)) if (!isIn(after, key)) yield { path: [...path, key] };
    for (const [key, value] of Object.entries(after)) {
      if (isIn(before, key)) yield* compare(before[key], value, [...path, key]);
      else if (value !== undefined) yield { path: [...path, key], value };
    }
  } else if (JSON.stringify(before) !== JSON.stringify(after)) yield { path, value: after };
}

function put(target: unknown, [key, ...rest]: Change['path'], change: Pick<Change, 'value'>): unknown {
  if (key === undefined) return change.value;
  if (typeof key === 'number') {
    const items = Array.isArray(target) ? target : [];
    return items.with(key, put(items[key], rest, change));
  }
  const mapping = isMapping(target) ? target : {};
  const isTaken = rest.length === 0 && !('value' in change);
  // Entries keep their order and a key called __proto__ is one like any other.
  const kept = Object.entries(mapping).filter(([name]) => !isTaken || name !== key);
  if (isTaken) return Object.fromEntries(kept);
  const inner = isIn(mapping, key) ? mapping[key] : undefined;
  return Object.fromEntries(new Map([...kept, [key, put(inner, rest, change)]]));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `undefined` counts as absent, as JSON has it. */
function isIn(mapping: Readonly<Record<string, unknown>>, key: string): boolean {
  return Object.hasOwn(mapping, key) && mapping[key] !== undefined;
}
