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
});
