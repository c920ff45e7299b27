/** Where two values of JSON first differ; what is absent is `undefined`. */
export type Difference = { readonly path: string; readonly expected: unknown; readonly got: unknown };

export function firstDifference(expected: unknown, got: unknown, path = ''): Difference | undefined {
  if (!isContainer(expected) || !isContainer(got) || Array.isArray(expected) !== Array.isArray(got)) {
    return Object.is(expected, got) ? undefined : { path, expected, got };
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const place = Array.isArray(expected) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = firstDifference(valueAt(expected, key), valueAt(got, key), place);
    if (found !== undefined) return found;
  }
  // The same in another order is not the same text.
  return JSON.stringify(expected) === JSON.stringify(got) ? undefined : { path, expected, got };
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function valueAt(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined;
}
