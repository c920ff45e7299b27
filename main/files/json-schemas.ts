import { z } from 'zod';
import { bundleFileShape } from '../../app/bundle/bundle-shape.ts';
import { environmentFileShape } from '../../app/environment/environment-file.ts';
import { scenarioFileShape } from '../../app/scenario/scenario.ts';
import { schemaForEditors } from './schema-for-editors.ts';
import { type JsonSchema, schemaOfChanges } from './schema-of-changes.ts';

/** The JSON Schemas of our files, by the name under which `examples/schema` holds them: editors complete and check by them. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'bundle.schema.json': finish('A bundle of the WARP Session Emulator: one run in a file', schemaOf(bundleFileShape)),
    'environment.schema.json': finish('An environment of the WARP Session Emulator', environmentSchema()),
    'scenario.schema.json': finish('A scenario of the WARP Session Emulator', scenarioSchema()),
  };
}

/** What an import may hold has to stand in the file only where nothing is imported. */
function environmentSchema(): JsonSchema {
  const { required = [], ...schema } = schemaOf(environmentFileShape);
  const importable = ['team', 'dns'];
  const anImport = { type: 'object', required: ['import'] };
  return {
    ...schema,
    required: required.filter((key) => !importable.includes(key)),
    if: { required: ['policies'], properties: { policies: { type: 'array', contains: anImport } } },
    else: { required: importable },
  };
}

/** An environment that stands in it is checked as one, and changes as such. Beside `with` it need not be whole. */
function scenarioSchema(): JsonSchema {
  const { definitions, properties, ...schema } = schemaOf(scenarioFileShape);
  const { $schema: _dialect, ...whole } = environmentSchema();
  const { anyOf = [], ...environment } = properties?.environment ?? {};
  const part = anyOf.map((one) => ('$ref' in one ? { $ref: '#/definitions/changes' } : one));
  return {
    ...schema,
    properties: { ...properties, environment },
    if: { required: ['with'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { properties: { environment: { anyOf: part } } },
    else: { properties: { environment: { anyOf } } },
    definitions: { ...Object(definitions), environment: whole, changes: schemaOfChanges(whole) },
  };
}

function schemaOf(shape: z.ZodType): JsonSchema {
  return z.toJSONSchema(shape, { io: 'input', target: 'draft-7' }) as JsonSchema;
}

function finish(title: string, { $schema, ...schema }: JsonSchema): object {
  return { $schema, title, ...schemaForEditors(schema) };
}
