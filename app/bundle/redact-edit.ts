import { type Change, changesBetween } from '../environment/change.ts';
import type { Environment } from '../environment/environment.ts';

/**
 * The changes between two redacted environments, for an edit that changed `was`. Where nothing is left of a change, as of
 * a description's, a place is set to what it is: an edit takes its time by the kinds of settings that it names.
 */
export function changesThatShow(was: readonly Change[], before: Environment, after: Environment): readonly Change[] {
  const changes = changesBetween(before, after);
  const shown = new Set(changes.map(kindOf));
  const missing = new Map(was.map((change) => [kindOf(change), change.path] as const));
  const idle = [...missing].flatMap(([kind, path]) => (shown.has(kind) ? [] : [idleChange(path, after)]));
  return [...changes, ...idle];
}

/** As far as edits tell kinds apart: by the first two steps. */
function kindOf({ path: [first, second] }: Change): string {
  return first === 'client' || first === 'gateway' ? `${first}.${second}` : String(first);
}

function idleChange(path: Change['path'], environment: Environment): Change {
  const place: (string | number)[] = [];
  let value: unknown = environment;
  for (const step of path) {
    const inner = stepInto(value, step);
    if (inner === undefined) break;
    place.push(step);
    value = inner;
  }
  return { path: place, value };
}

function stepInto(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[step];
}
