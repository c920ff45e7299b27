import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { maxFrameLength } from '../../../app/bridge/channel.ts';
import { launch, send, tryBridge } from './client.ts';
import { withControlServer } from './control-server.ts';

const used = withControlServer({ status: async () => ({ status: 'Connected' }) });
const port = () => used.server.port;
const bearer = () => ({ authorization: `Bearer ${used.server.token}` });
const isAlive = async () =>
  (await send(port(), '/api/v1/status', { method: 'POST', headers: bearer() })).status === 200;

describe('the way in', () => {
  it('is a launch URL that gives a session and leaves a clean address', async () => {
    const { pathname, search } = new URL(used.server.mintLaunchUrl());
    const answer = await send(port(), `${pathname}${search}`);
    expect(answer).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^warp-emu-${port()}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  it('lets the browser with the session load the views', async () => {
    const cookie = await launch(port(), used.server.mintLaunchUrl());
    const answer = await send(port(), '/', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<title>views</title>');
  });

  it.each(['', 'token=', 'token=guessed', 'token=guessed&token=again'])('is shut for /launch?%s', async (query) => {
    const answer = await send(port(), `/launch?${query}`);
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('works once for each launch URL', async () => {
    const url = used.server.mintLaunchUrl();
    await expect(launch(port(), url)).resolves.not.toBe('');
    await expect(launch(port(), url)).resolves.toBe('');
  });

  it('leads on in the browser that a used launch URL already let in', async () => {
    const url = new URL(used.server.mintLaunchUrl());
    const cookie = await launch(port(), url.href);
    const again = await send(port(), `${url.pathname}${url.search}`, { headers: { cookie } });
    expect(again).toMatchObject({ status: 303, headers: { location: '/' } });
  });

  it.each(['/', '/assets/index-4f2a.js', '/lab'])('without a session, %s says how to get in', async (path) => {
    const answer = await send(port(), path);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('Run <code>warp-emu open</code> for a fresh address');
  });
});

describe('requests that a browser was tricked into', () => {
  it('are told from those to the other name of this machine', async () => {
    const host = `localhost:${port()}`;
    const headers = { host, origin: `http://${host}`, ...bearer() };
    await expect(send(port(), '/api/v1/status', { method: 'POST', headers })).resolves.toMatchObject({ status: 200 });
  });

  it.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'are refused for the host "%s"',
    async (host) => {
      const headers = { host, ...bearer() };
      await expect(send(port(), '/api/v1/status', { method: 'POST', headers })).resolves.toMatchObject({ status: 421 });
      await expect(tryBridge(port(), headers)).resolves.toEqual({ status: 421 });
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'are refused from the origin "%s"',
    async (origin) => {
      const cookie = await launch(port(), used.server.mintLaunchUrl());
      const headers = { origin, cookie, ...bearer() };
      await expect(send(port(), '/', { headers })).resolves.toMatchObject({ status: 403 });
      await expect(send(port(), '/api/v1/status', { method: 'POST', headers })).resolves.toMatchObject({ status: 403 });
      await expect(tryBridge(port(), headers)).resolves.toEqual({ status: 403 });
    },
  );
});

describe('the bridge', () => {
  const origin = () => used.server.address;

  it('takes a session from our own page, and the control token from a program', async () => {
    const cookie = await launch(port(), used.server.mintLaunchUrl());
    await expect(tryBridge(port(), { cookie, origin: origin() })).resolves.toHaveProperty('frame');
    await expect(tryBridge(port(), bearer())).resolves.toHaveProperty('frame');
  });

  it('closes with 4401 without either', async () => {
    const cookie = await launch(port(), used.server.mintLaunchUrl());
    await expect(tryBridge(port(), {})).resolves.toEqual({ closed: 4401 });
    await expect(tryBridge(port(), { origin: origin() })).resolves.toEqual({ closed: 4401 });
    await expect(tryBridge(port(), { cookie })).resolves.toEqual({ closed: 4401 });
    await expect(tryBridge(port(), { cookie: `${cookie}x`, origin: origin() })).resolves.toEqual({ closed: 4401 });
    await expect(tryBridge(port(), { authorization: 'Bearer guessed' })).resolves.toEqual({ closed: 4401 });
  });

  it('is nowhere else', async () => {
    await expect(tryBridge(port(), bearer(), '/')).resolves.toEqual({ status: 404 });
  });

  it('outlives a hundred frames of garbage', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port()}/bridge`, { headers: bearer() });
    const answers: unknown[] = [];
    socket.on('message', (data) => answers.push(JSON.parse(String(data))));
    await new Promise((resolve) => socket.on('open', resolve));
    for (let count = 0; count < 100; count += 1) socket.send(randomBytes(1 + count * 7).toString('latin1'));
    socket.send('{"id":7,"method":"status"}');
    const settled = () => answers.some((answer) => (answer as { id?: number }).id === 7);
    while (!settled()) await new Promise((resolve) => socket.once('message', resolve));
    expect(answers).toContainEqual({ id: 7, result: { status: 'Connected' } });
    expect(answers.filter((answer) => (answer as { id?: number }).id === 0)).toHaveLength(100);
    socket.terminate();
  });

  it('answers a frame above the limit, and cuts off one far above it', async () => {
    const open = async (length: number) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port()}/bridge`, { headers: bearer() });
      socket.on('open', () => socket.send('x'.repeat(length)));
      return new Promise((resolve) => {
        socket.on('close', (code) => resolve({ closed: code }));
        socket.on('message', (data) => {
          const frame = JSON.parse(String(data));
          if ('error' in frame) resolve(frame.error.code);
        });
      }).finally(() => socket.terminate());
    };
    await expect(open(maxFrameLength + 1)).resolves.toBe('bad-request');
    await expect(open(4 * maxFrameLength)).resolves.toEqual({ closed: 1009 });
    await expect(isAlive()).resolves.toBe(true);
  });
});

describe('bytes that are no HTTP', () => {
  it('leave the server alive', async () => {
    for (let count = 0; count < 20; count += 1) {
      await new Promise((resolve) => {
        const socket = connect(port(), '127.0.0.1', () => socket.end(randomBytes(300)));
        socket.on('error', () => {});
        socket.on('close', resolve);
        socket.resume();
      });
    }
    await expect(isAlive()).resolves.toBe(true);
    expect(used.faults).toEqual([]);
  });
});
