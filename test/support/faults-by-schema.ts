import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

type Kind = 'environment' | 'scenario';

const checker = new Ajv({
  allErrors: true,
  strictTypes: true,
  allowUnionTypes: true,
  keywords: ['patternErrorMessage'],
});
formats.default(checker);

/** Places where data is not as a shipped schema has it, with what is asked for there: `/client/mode enum`. */
export function faultsBySchema(kind: Kind, data: unknown): readonly string[] {
  const check = checker.getSchema(kind) ?? checker.addSchema(readSchema(kind), kind).getSchema(kind);
  if (check?.(data) !== false) return [];
  return (check.errors ?? []).map(({ instancePath, keyword, params }) => {
    const key = params.additionalProperty ?? params.missingProperty ?? params.propertyName;
    return `${instancePath}${key === undefined ? '' : `/${key}`} ${keyword}`;
  });
}

function readSchema(kind: Kind): object {
  return JSON.parse(readFileSync(join('examples', 'schema', `${kind}.schema.json`), 'utf8'));
}
