/** Where something stands in an environment's data: keys, and numbers in lists. */
export type Place = readonly (string | number)[];

export function valueAt(data: unknown, place: Place): unknown {
  let value = data;
  for (const key of place) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Data with another value at a place; `undefined` takes it away. Mappings on the way are made. */
export function withValueAt(data: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(data)) {
    const at = Number(key);
    if (rest.length === 0 && value === undefined) return data.toSpliced(at, 1);
    return data.toSpliced(at, 1, withValueAt(data[at], rest, value));
  }
  const entries = new Map(Object.entries(isMapping(data) ? data : {}));
  if (rest.length === 0 && value === undefined) entries.delete(String(key));
  else entries.set(String(key), withValueAt(entries.get(String(key)), rest, value));
  return Object.fromEntries(entries);
}

/** The same data whatever the order of its keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  }
  if (!isMapping(one) || !isMapping(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

export function startsWith(place: Place, head: Place): boolean {
  return head.every((key, at) => String(place[at]) === String(key));
}

/** As the file's own faults name it: `dns.records[0].host`. */
export function sayPlace(place: Place): string {
  return place
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}
