import { DecodeError } from '../errors.ts';
import { shorten } from './say-issue.ts';

const longestText = 200_000;
const longestKey = 200;
const deepest = 20;

/**
 * Refuses data that no environment needs and that would hurt whoever reads on: texts and names without end, endless
 * nesting, and `__proto__` as a name, which would be lost on the way. Throws `DecodeError` with the place.
 */
export function refuseExcess(data: unknown): void {
  const waiting: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: data, path: '', depth: 0 },
  ];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { value, path, depth } = one;
    if (typeof value === 'string' && value.length > longestText) {
      throw fault(path, `this text has ${value.length} characters, and at most ${longestText} are read: shorten it`);
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) throw fault(path, `nothing here is nested deeper than ${deepest} levels`);
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') throw fault(path, '"__proto__" is no name: choose another one');
      if (key.length > longestKey) throw fault(path, `the name "${shorten(key)}" is too long: shorten it`);
      const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      waiting.push({ value: inner, path: place, depth: depth + 1 });
    }
  }
}

function fault(path: string, message: string): DecodeError {
  return new DecodeError([{ path, message }]);
}
