import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { maxFrameLength } from '../../../app/bridge/channel.ts';
import { Refusal } from '../../../app/errors.ts';
import { schedule } from '../../../main/bridge-service.ts';
import { startControlServer } from '../../../main/control/server.ts';
import { scriptHandlers, scriptSnapshots } from '../../contract/bridge/scripted-service.ts';
import { launch, send } from './client.ts';
import { withControlServer } from './control-server.ts';

const used = withControlServer({
  open: async ({ launch }) => ({ url: `launch ${launch}` }),
  'clock.to': async () => {
    throw new Refusal('clock-backwards', 'The clock only goes forward.');
  },
  status: async () => {
    throw new Error('secret');
  },
});
const port = () => used.server.port;
const bearer = () => ({ authorization: `Bearer ${used.server.token}` });
const post = async (method: string, body: string, headers: Record<string, string> = bearer()) => {
  const answer = await send(port(), `/api/v1/${method}`, { method: 'POST', headers, body });
  return { status: answer.status, body: JSON.parse(answer.text) };
};

describe('REST', () => {
  it('answers a call with its result', async () => {
    await expect(post('open', '{"launch":true}')).resolves.toEqual({ status: 200, body: { url: 'launch true' } });
  });

  it('takes an absent body for no parameters', async () => {
    await expect(post('open', '')).resolves.toEqual({ status: 200, body: { url: 'launch undefined' } });
  });

  it.each([
    ['an unknown method', 'nothing', '{}', 404, 'bad-request', 'method'],
    ['an unknown field', 'open', '{"lunch":true}', 400, 'bad-request', 'params.lunch'],
    ['a body that is no JSON', 'open', '{', 400, 'bad-request', 'params'],
    ['a body that is too large', 'open', 'x'.repeat(maxFrameLength + 1), 413, 'bad-request', ''],
    ['a refusal', 'clock.to', '{"at":1}', 409, 'clock-backwards', undefined],
    ['a fault of ours', 'status', '{}', 500, 'internal', undefined],
  ])('answers %s with an error', async (_what, method, body, status, code, path) => {
    const answer = await post(method, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      error: { code, message: expect.not.stringContaining('secret'), ...(path !== undefined && { path }) },
    });
  });

  it('wants the control token, a session of a browser will not do', async () => {
    const cookie = await launch(port(), used.server.mintLaunchUrl());
    await expect(post('open', '{}', { cookie })).resolves.toMatchObject({ status: 401 });
    await expect(post('open', '{}', { authorization: 'Bearer x' })).resolves.toMatchObject({ status: 401 });
  });

  it('describes every method as OpenAPI', async () => {
    const { text } = await send(port(), '/api/v1/openapi.json', { headers: bearer() });
    const document = JSON.parse(text);
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths['/api/v1/clock.advance'].post.requestBody.content['application/json'].schema).toMatchObject({
      required: ['by'],
      additionalProperties: false,
    });
  });
});

describe('the event stream', () => {
  it('brings the snapshot now and after a change, and ends its subscription with the connection', async () => {
    const request = get({ host: '127.0.0.1', port: port(), path: '/api/v1/events', headers: bearer(), agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.headers['content-type']).toBe('text/event-stream');
    let text = '';
    response.on('data', (chunk) => {
      text += chunk;
    });
    const revisions = () =>
      [...text.matchAll(/^event: snapshot\ndata: (.*)\n\n/gm)].map(
        ([, data]) => JSON.parse(data ?? '').snapshot.revision,
      );
    while (revisions().length < 1) await once(response, 'data');
    used.snapshots.change();
    while (revisions().length < 2) await once(response, 'data');
    expect(revisions()).toEqual([1, 2]);
    request.destroy();
    await expect.poll(() => used.snapshots.listeners()).toBe(0);
  });
});

describe('the server', () => {
  const start = (wanted: number) =>
    startControlServer({
      ...{ port: wanted, schedule, onFault: () => {} },
      ...{ handlers: scriptHandlers(), snapshots: scriptSnapshots() },
    });

  it('takes another port when the wanted one is taken, and says which', async () => {
    const second = await start(port());
    expect(second.port).not.toBe(port());
    expect(second.address).toBe(`http://127.0.0.1:${second.port}`);
    await second.stop();
  });

  it('frees its port when it stops, with clients still there', async () => {
    const first = await start(0);
    const headers = { authorization: `Bearer ${first.token}` };
    const stream = get({ host: '127.0.0.1', port: first.port, path: '/api/v1/events', headers });
    stream.on('error', () => {});
    const [response] = (await once(stream, 'response')) as [IncomingMessage];
    response.on('error', () => {});
    await first.stop();
    const second = await start(first.port);
    expect(second.port).toBe(first.port);
    await second.stop();
  });
});
