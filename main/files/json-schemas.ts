import { z } from 'zod';
import { bundleFileShape } from '../../app/bundle/bundle-shape.ts';
import { environmentFileShape } from '../../app/environment/environment-file.ts';
import { scenarioFileShape } from '../../app/scenario/scenario.ts';

/** The JSON Schemas of our files, by the name under which `examples/schema` holds them: editors complete and check by them. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'bundle.schema.json': schemaOf(bundleFileShape, 'A bundle of the WARP Session Emulator: one run in a file'),
    'environment.schema.json': schemaOf(environmentFileShape, 'An environment of the WARP Session Emulator'),
    'scenario.schema.json': schemaOf(scenarioFileShape, 'A scenario of the WARP Session Emulator'),
  };
}

function schemaOf(shape: z.ZodType, title: string): object {
  const { $schema, ...schema } = z.toJSONSchema(shape, { io: 'input', target: 'draft-7' });
  return { $schema, title, ...schema };
}
