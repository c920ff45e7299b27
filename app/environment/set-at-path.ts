import { DecodeError } from '../errors.ts';

/**
 * Puts a value at a place of an environment file's data, or takes the place away (`undefined`). A path is keys with
 * dots between; entries of a list go by their `id`, by their `name` when only one has it, or by their number:
 * `policies.P1.checkSession`, `policies["Wiki, weekly"].enabled`, `policies[0].enabled`. Throws `DecodeError` when the
 * place before the last is not there.
 */
export function setAtPath(data: unknown, path: string, value: unknown): unknown {
  return put(data, keysOf(path), value, path);
}

/** The keys of a path. Throws `DecodeError` for text that is no path. */
export function keysOf(path: string): readonly string[] {
  const keys: string[] = [];
  const part = /(?:^|(?<=.)\.)([^.[\]"]+)|\[(\d+)\]|\["([^"]*)"\]/y;
  while (part.lastIndex < path.length) {
    const found = part.exec(path);
    const key = found?.[1] ?? found?.[2] ?? found?.[3];
    if (key === undefined) throw fault(path, 'is no place: write keys with dots between, like destinations.wiki.up');
    keys.push(key);
  }
  if (keys.length === 0) throw fault(path, 'names no place');
  return keys;
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown, path: string): unknown {
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    const index = indexOf(target, key);
    if (index === undefined) throw fault(path, `there is no "${key}" in this list${listing(target)}`);
    if (rest.length === 0 && value === undefined) return target.toSpliced(index, 1);
    return target.with(index, put(target[index], rest, value, path));
  }
  if (typeof target !== 'object' || target === null) throw fault(path, `nothing can stand below "${key}" here`);
  const entries = new Map<string, unknown>(Object.entries(target));
  if (rest.length > 0 && !entries.has(key)) throw fault(path, `there is no "${key}"${listing([...entries.keys()])}`);
  if (rest.length === 0 && value === undefined) entries.delete(key);
  else entries.set(key, put(entries.get(key), rest, value, path));
  return Object.fromEntries(entries);
}

function indexOf(items: readonly unknown[], key: string): number | undefined {
  const index = items.findIndex((item) => idOf(item) === key);
  if (index !== -1) return index;
  const named = [...items.keys()].filter((at) => nameOf(items[at]) === key);
  if (named.length === 1) return named[0];
  return /^\d+$/.test(key) && Number(key) < items.length ? Number(key) : undefined;
}

function nameOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string'
    ? item.name
    : undefined;
}

function idOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? item.id : undefined;
}

function listing(items: readonly unknown[]): string {
  const names = items.map((item) => nameOf(item) ?? idOf(item)).filter((name) => name !== undefined);
  if (names.length === 0) return '';
  return `: there is ${names
    .slice(0, 8)
    .map((name) => (name.includes(' ') ? `"${name}"` : name))
    .join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}

function fault(path: string, message: string): DecodeError {
  return new DecodeError([{ path, message }]);
}
