import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { type BridgeError, maxFrameLength } from '../../app/bridge/channel.ts';
import { answerCall, type BridgeService } from '../../app/bridge/server.ts';
import { readEventQuestion } from './event-question.ts';
import { streamEvents } from './event-stream.ts';
import type { Guard } from './guard.ts';
import { describeApi } from './openapi.ts';
import { readBody } from './read-body.ts';

const statusOf: Readonly<Record<string, 400 | 500>> = { 'bad-request': 400, 'bad-input': 400, internal: 500 };

const fail = (error: BridgeError, status: number) => Response.json({ error }, { status });

/** The contract for programs: `POST /<method>` with the parameters as its body, and `GET /events` for what happens. */
export function createRestApi(guard: Guard, service: BridgeService) {
  const api = new Hono<{ Bindings: HttpBindings }>();

  api.use(async (context, next) => {
    if (guard.hasControlToken(context.env.incoming)) return next();
    const message = 'Send the token of the locator file: `Authorization: Bearer <token>`.';
    return fail({ code: 'unauthorized', message }, 401);
  });

  api.get('/openapi.json', () => Response.json(describeApi()));

  api.get('/events', async ({ req }) => {
    const question = readEventQuestion(req.query('kinds'), req.header('last-event-id') ?? req.query('after'));
    if ('error' in question) return fail(question.error, 400);
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
    return new Response(await streamEvents(service, question), { headers });
  });

  api.post('/:method', async (context) => {
    const text = await readBody(context.env.incoming);
    if (text === undefined) {
      return fail({ code: 'bad-request', message: `A body holds at most ${maxFrameLength} bytes.`, path: '' }, 413);
    }
    let params: unknown;
    try {
      params = text === '' ? {} : JSON.parse(text);
    } catch {
      return fail({ code: 'bad-request', message: 'The body is one JSON object.', path: 'params' }, 400);
    }
    const answer = await answerCall(service, context.req.param('method'), params);
    if ('result' in answer) return Response.json(answer.result);
    const isUnknown = answer.error.path === 'method';
    return fail(answer.error, isUnknown ? 404 : (statusOf[answer.error.code] ?? 409));
  });

  api.all('*', () => fail({ code: 'bad-request', message: 'There is nothing here. See openapi.json.', path: '' }, 404));
  return api;
}
