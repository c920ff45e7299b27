import { z } from 'zod';
import { contract } from '../../app/bridge/contract.ts';
import { readVersion } from '../assets.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });

const failure = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { type: 'string' }, message: { type: 'string' }, path: { type: 'string' } },
    },
  },
};

/** The contract as an OpenAPI 3.1 document. */
export function describeApi() {
  const paths = Object.entries(contract).map(([name, { params, result }]) => {
    const operation = {
      operationId: name,
      requestBody: json(z.toJSONSchema(params, { io: 'input' })),
      responses: {
        200: { description: 'Done.', ...json(z.toJSONSchema(result)) },
        default: { description: 'Not done, and why.', ...json(failure) },
      },
    };
    return [`/api/v1/${name}`, { post: operation }] as const;
  });
  return {
    openapi: '3.1.0',
    info: { title: 'WARP Session Emulator', version: readVersion() },
    security: [{ token: [] }],
    paths: {
      ...Object.fromEntries(paths),
      '/api/v1/events': {
        get: {
          operationId: 'events',
          summary: 'Server-sent events named `snapshot`: one now, one after every change.',
          responses: { 200: { description: 'A stream.', content: { 'text/event-stream': {} } } },
        },
      },
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token of the locator file in the data directory.' },
      },
    },
  };
}
