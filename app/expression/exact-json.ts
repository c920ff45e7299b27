import { parse } from 'yaml';

/** Reads JSON; an integer that a double can't hold comes as a bigint. Throws a `SyntaxError`. */
export function parseExactJson(text: string): unknown {
  const data: unknown = JSON.parse(text);
  // Only digits that many can be too many, and the exact way is ten times slower.
  if (!/\d{16}/.test(text)) return data;
  return parse(text, (_key, value: unknown) => (typeof value === 'bigint' ? shrink(value) : value), {
    schema: 'json',
    intAsBigInt: true,
    uniqueKeys: false,
  });
}

function shrink(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
