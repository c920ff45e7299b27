import { z } from 'zod';
import { contract, type MethodName } from '../../app/bridge/contract.ts';
import { readVersion } from '../assets.ts';
import { eventKinds } from './event-question.ts';
import { methodWords } from './method-words.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const text = { type: 'string' };
const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const failure = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'object', required: ['code', 'message'], properties: { code: text, message: text, path: text } },
  },
};

const about = [
  'Instants are milliseconds since 1970 in virtual time unless they are RFC 3339, spans are milliseconds unless their name',
  'says seconds. Unknown fields are refused. An error is 400 for what is not understood, 401 without the token, 404 for an',
  'unknown method, 409 for what can’t be done now; its `code` is stable, its `message` says what to do.',
].join(' ');

/** The contract as an OpenAPI 3.1 document. */
export function describeApi() {
  const names = Object.keys(contract) as MethodName[];
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'WARP Session Emulator', version: readVersion(), description: about },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The running emulator; the locator file names its address.' }],
    security: [{ token: [] }],
    tags: [...new Set(names.map(tagOf))].map((name) => ({ name })),
    paths: {
      ...Object.fromEntries(names.map((name) => [`/api/v1/${name}`, { post: describeMethod(name) }])),
      '/api/v1/events': { get: events },
    },
    components: {
      schemas: { Failure: failure },
      responses: { Failure: { description: 'Not done, and why.', ...json(refer('Failure')) } },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token of the locator file in the data directory.' },
      },
    },
  };
}

function describeMethod(name: MethodName) {
  const { params, result } = contract[name];
  const { summary, example } = methodWords[name];
  return {
    ...{ operationId: name, tags: [tagOf(name)], summary },
    requestBody: {
      content: { 'application/json': { schema: schemaOf(params, 'input'), examples: { usual: { value: example } } } },
    },
    responses: {
      200: { description: 'Done.', ...json(schemaOf(result, 'output')) },
      default: { $ref: '#/components/responses/Failure' },
    },
  };
}

/** The dialect is the document's own, so it needs no saying for each. */
function schemaOf(shape: z.ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}

/** The words ahead of a method's last one. */
function tagOf(name: string): string {
  return name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'emulator';
}

const events = {
  operationId: 'events',
  tags: ['emulator'],
  summary: 'What happens, as server-sent events, from the moment of the answer.',
  description: [
    '`snapshot`: `{"snapshot": …}`, one at once and after changes, at most 20 a second.',
    '`revision`: `{"revision": 17}`, one at once and after every change.',
    '`expiry`: `{"policyId", "policyName", "at"}` when the session comes to the limit of a policy.',
    'Kinds of the journal come as `journal`, one entry each as in `journal.page`, and have an `id`. `run`: `{"run": ID}`',
    'when another run takes over. Whoever comes back sends the latest id and misses nothing.',
  ].join('\n'),
  parameters: [
    {
      ...{ name: 'kinds', in: 'query', description: 'Absent: `snapshot`.', style: 'form', explode: false },
      schema: { type: 'array', items: { type: 'string', enum: eventKinds } },
      example: ['notices', 'expiry'],
    },
    {
      ...{ name: 'after', in: 'query', description: 'The id of an event, or `start` for the whole run.' },
      ...{ schema: text, example: 'start' },
    },
    { name: 'Last-Event-ID', in: 'header', description: 'The same, as browsers send it.', schema: text },
  ],
  responses: {
    200: {
      description: 'A stream that ends with the emulator.',
      content: {
        'text/event-stream': {
          schema: text,
          example: 'id: RUN/17.0\nevent: journal\ndata: {"id":"17.0","text":"…"}\n\n',
        },
      },
    },
    default: { $ref: '#/components/responses/Failure' },
  },
};
