import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../main/files/json-schemas.ts';

describe('the shipped JSON Schemas', () => {
  it.each(Object.entries(jsonSchemas()))(
    '%s says what the decoder takes (UPDATE_SCHEMAS=1 writes it anew)',
    (name, schema) => {
      const path = join('examples', 'schema', name);
      const text = `${JSON.stringify(schema, undefined, 2)}\n`;
      if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(path, text);
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it.each([
    ['environment.schema.json', 150],
    ['scenario.schema.json', 400],
  ])('%s tells editors what each key is for, and takes no key that is not known', (name, atLeast) => {
    const { keys, open } = readKeys(jsonSchemas()[name], '');
    expect(keys.length).toBeGreaterThan(atLeast);
    expect(keys.filter(({ isDescribed }) => !isDescribed)).toEqual([]);
    expect(open).toEqual([]);
  });

  it('names no key a text, since editors take the 443 of YAML for a number', () => {
    expect(JSON.stringify(jsonSchemas())).toContain('"propertyNames":{"pattern"');
    expect(JSON.stringify(jsonSchemas())).not.toMatch(/"propertyNames":\{[^}]*"type"/);
  });
});

type Keys = {
  readonly keys: readonly { readonly path: string; readonly isDescribed: boolean }[];
  /** Mappings of known keys that take others, too. */
  readonly open: readonly string[];
};

function readKeys(schema: unknown, path: string): Keys {
  if (typeof schema !== 'object' || schema === null) return { keys: [], open: [] };
  const parts = Object.entries(schema).flatMap(([key, part]): Keys[] => {
    // What depends on a condition is about keys that stand beside it.
    if (['if', 'then', 'else'].includes(key)) return [];
    if (key !== 'properties') return [readKeys(part, path)];
    const own = Object.entries(part as Record<string, object>);
    return own.map(([name, inner]) => {
      const { keys, open } = readKeys(inner, `${path}.${name}`);
      return { keys: [{ path: `${path}.${name}`, isDescribed: 'description' in inner }, ...keys], open };
    });
  });
  const isOpen = 'properties' in schema && !('additionalProperties' in schema && schema.additionalProperties === false);
  return {
    keys: parts.flatMap(({ keys }) => keys),
    open: [...(isOpen ? [path] : []), ...parts.flatMap(({ open }) => open)],
  };
}
