import diagnostics from 'node:diagnostics_channel';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureSurface } from '../../../app/environment/environment.ts';
import type { Verdict } from '../../../app/session/verdict.ts';
import { listenOn } from '../../../main/gateway/listen-near.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { expired, verdict } from './scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld({ heldFor: 400, heldAtMost: 3, unreachableAfter: 50 });
});
afterEach(() => world.stop());

const url = 'http://wiki.corp.internal/';
const status = ['-o', '/dev/null', '-w', '%{http_code} %{http_connect}'];
const refuseWith = (refused: Verdict, surface: FailureSurface = 'faithful') => {
  world.interceptor.decide = () => ({ verdict: refused, surface });
};

describe('a session that expired, shown faithfully', () => {
  beforeEach(() => refuseWith(expired));

  it('is an accepted SOCKS connection on which no byte ever comes, until it is reset', async () => {
    const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 80);
    const begun = performance.now();
    socket.write('GET / HTTP/1.0\r\n\r\n');
    expect(world.gateway.counts()).toEqual({ clients: 1, held: 1, flows: 0 });
    expect(await readToEnd(socket)).toEqual({ bytes: Buffer.alloc(0), fault: 'ECONNRESET' });
    expect(performance.now() - begun).toBeGreaterThan(300);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('is a granted SOCKS4 connection that stays silent', async () => {
    const { code, stderr } = await curl('--socks4a', world.at, url);
    expect([code, stderr]).toEqual([56, expect.stringContaining('Connection reset by peer')]);
  });

  it('is an established tunnel that stays silent for CONNECT, and no answer at all for a plain request', async () => {
    const tunnel = await curl('-p', '-x', `http://${world.at}`, ...status, url);
    expect([tunnel.code, tunnel.stdout]).toEqual([56, '000 200']);
    const plain = await curl('-x', `http://${world.at}`, '-w', '%{http_code}', url);
    expect([plain.code, plain.stdout]).toEqual([56, '000']);
  });

  it('stays silent to a client that has finished sending', async () => {
    const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 80);
    const begun = performance.now();
    socket.end('hello');
    await readToEnd(socket);
    expect(performance.now() - begun).toBeGreaterThan(300);
  });

  it('holds a bounded number and lets the oldest go first, yet before it those that have finished', async () => {
    await world.stop();
    world = await startSmallWorld({ heldFor: 30_000, heldAtMost: 3 });
    refuseWith(expired);
    const dialled: Socket[] = [];
    const closed: number[] = [];
    for (let index = 0; index < 3; index++) {
      const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 80);
      socket.resume().once('close', () => closed.push(index));
      dialled.push(socket);
    }
    dialled[1]?.end();
    await eventually(() => world.gateway.counts().held).toBe(3);
    await new Promise((resolve) => dialled[1]?.once('finish', resolve));
    dialled.push(await dialThrough(world.proxy, 'wiki.corp.internal', 80));
    await eventually(() => closed[0]).toBe(1);
    dialled.push(await dialThrough(world.proxy, 'wiki.corp.internal', 80));
    await eventually(() => closed[1]).toBe(0);
    for (const socket of dialled) socket.destroy();
  });
});

describe('a session that expired, explained', () => {
  beforeEach(() => refuseWith(expired, 'explain'));

  it('is not allowed by SOCKS', async () => {
    const { code, stderr } = await curl('--socks5-hostname', world.at, url);
    expect([code, stderr]).toEqual([97, expect.stringContaining('(2)')]);
  });

  it('is a rejected request of SOCKS4, by name and by address', async () => {
    for (const [option, host] of [
      ['--socks4a', 'wiki.corp.internal'],
      ['--socks4', '10.20.0.10'],
    ] as const) {
      const { code, stderr } = await curl(option, world.at, `http://${host}/`);
      expect([code, stderr]).toEqual([97, expect.stringContaining('(91)')]);
    }
  });

  it('is a page that names the class, the policy and the fix, and is safe to show', async () => {
    const { stdout } = await curl('-i', '-x', `http://${world.at}`, '-w', '%{http_code}', url);
    expect(stdout).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(stdout).toMatch(/warp-emu-verdict: session/i);
    expect(stdout).toContain('Your session expired');
    expect(stdout).toContain('limit 7 d, age 7 d 2 h');
    expect(stdout).toContain('Private range, &quot;weekly&quot; &lt;b&gt;');
    expect(stdout).toContain('Re-Authenticate Session');
    expect(stdout).not.toContain('<b>');
  });

  it('is JSON for those who ask for JSON', async () => {
    const { stdout } = await curl('-x', `http://${world.at}`, '-H', 'Accept: application/json', url);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'session',
        message: expect.stringContaining('7 d'),
        fix: expect.stringContaining('Re-Authenticate'),
        host: 'wiki.corp.internal',
        outcome: 'refused',
        stage: 'network',
        policy: { id: 'p1', name: 'Private range, "weekly" <b>' },
        ageSeconds: 612_000,
        limitSeconds: 604_800,
      },
    });
  });

  it('is the answer to CONNECT, page and all', async () => {
    const socket = await dial(world.proxy);
    socket.write(
      'CONNECT wiki.corp.internal:443 HTTP/1.1\r\nHost: wiki.corp.internal:443\r\nAccept: application/json\r\n\r\n',
    );
    const text = (await readToEnd(socket)).bytes.toString();
    expect(text).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ error: { code: 'session' } });
  });

  it('leaves the connection of a proxy client usable for the next request', async () => {
    const { stderr } = await curl('-v', '-x', `http://${world.at}`, url, url);
    expect(stderr).toContain('Re-using existing connection');
  });
});

describe('what does not answer', () => {
  it.each([
    ['a dead origin', verdict({ outcome: 'unreachable', class: 'origin', stage: 'origin' }), 4, '502', true],
    ['a name that does not exist', verdict({ outcome: 'unreachable', class: 'dns', stage: 'dns' }), 4, '502', false],
    ['an offline device', verdict({ outcome: 'unreachable', class: 'offline', stage: 'client' }), 3, '504', true],
    ['a disconnected client', verdict({ outcome: 'bypassed', class: 'disconnected', stage: 'client' }), 3, '504', true],
    [
      'a private place outside the tunnel',
      verdict({ outcome: 'bypassed', class: 'split-tunnel', stage: 'route' }),
      3,
      '504',
      true,
    ],
    [
      'a destination nobody emulates',
      verdict({ outcome: 'unreachable', class: 'unknown-destination' }),
      2,
      '403',
      false,
    ],
  ])('%s is an error in the words of each protocol', async (_what, refused, socks, http, slow) => {
    refuseWith(refused);
    const begun = performance.now();
    const bySocks = await curl('--socks5-hostname', world.at, url);
    if (slow) expect(performance.now() - begun).toBeGreaterThan(50);
    expect([bySocks.code, bySocks.stderr]).toEqual([97, expect.stringContaining(`(${socks})`)]);
    expect((await curl('-x', `http://${world.at}`, ...status, url)).stdout).toBe(`${http} 000`);
    expect((await curl('-p', '-x', `http://${world.at}`, ...status, url)).stdout).toBe(`000 ${http}`);
  });

  it('is allowed and leads nowhere: then it is no emulated destination', async () => {
    refuseWith(verdict());
    const { stdout } = await curl('-x', `http://${world.at}`, url);
    expect(stdout).toContain('Only emulated destinations are reachable here');
    expect(stdout).toContain('nothing was forwarded');
    expect((await curl('-p', '-x', `http://${world.at}`, ...status, url)).stdout).toBe('000 403');
    expect((await curl('--socks5-hostname', world.at, url)).stderr).toContain('(2)');
    expect(world.lines).toEqual([]);
  });

  it('is an origin that does not take the connection, and its flow ends', async () => {
    world.interceptor.decide = () => ({
      verdict: verdict(),
      surface: 'faithful',
      target: { destination: 'wiki', port: 81 },
    });
    expect((await curl('--socks5-hostname', world.at, url)).stderr).toContain('(4)');
    expect((await curl('-x', `http://${world.at}`, ...status, url)).stdout).toBe('502 000');
    expect(world.interceptor.closed).toEqual(world.interceptor.opened);
    expect(world.gateway.counts().flows).toBe(0);
  });
});

it('never dials anything that is not emulated, though it listens and resolves', async () => {
  let visitors = 0;
  const outside = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  const port = await listenOn(outside, 0);
  const dialled: unknown[] = [];
  const watch = (message: unknown) => dialled.push(message);
  diagnostics.subscribe('net.client.socket', watch);
  try {
    for (const host of ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '2130706433', '0x7f.1']) {
      const target = `http://${host}:${port}/`;
      expect((await curl('-x', `http://${world.at}`, ...status, '--request-target', target, 'http://x/')).stdout).toBe(
        '403 000',
      );
      expect((await curl('-p', '-x', `http://${world.at}`, ...status, target)).stdout).toBe('000 403');
      expect((await curl('--socks5-hostname', world.at, target)).code).toBe(97);
    }
  } finally {
    diagnostics.unsubscribe('net.client.socket', watch);
    await new Promise((resolve) => outside.close(resolve));
  }
  expect([visitors, dialled]).toEqual([0, []]);
});

describe.each([
  ['reset', { socks: 56, connect: 56, plain: 56, tls: 35 }],
  ['close', { socks: 52, connect: 52, plain: 52, tls: 35 }],
] as const)('a session that expired, shown as %s', (surface, codes) => {
  it('ends the connection once it was accepted, at once', async () => {
    refuseWith(expired, surface);
    const begun = performance.now();
    const ways = {
      socks: curl('--socks5-hostname', world.at, url),
      connect: curl('-p', '-x', `http://${world.at}`, url),
      plain: curl('-x', `http://${world.at}`, url),
      tls: curl('-k', '--socks5-hostname', world.at, 'https://wiki.corp.internal/'),
    };
    for (const way of ['socks', 'connect', 'plain', 'tls'] as const) expect((await ways[way]).code).toBe(codes[way]);
    expect(performance.now() - begun).toBeLessThan(5000);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('ends it without having heard anything, too', async () => {
    refuseWith(expired, surface);
    const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 80);
    const { fault } = await readToEnd(socket);
    expect(fault).toBe(surface === 'reset' ? 'ECONNRESET' : undefined);
    socket.destroy();
  });

  it('ends it inside too, where the first bytes were needed to decide', async () => {
    world.interceptor.readsClientBytes = () => true;
    refuseWith(expired, surface);
    expect((await curl('--socks5-hostname', world.at, url)).code).toBe(codes.socks);
  });
});

describe('a session that expired, shown as a timeout', () => {
  it('is a connection that never comes about: the proxy says so after a long time', async () => {
    refuseWith(expired, 'timeout');
    const begun = performance.now();
    const [socks, connect, plain] = await Promise.all([
      curl('--socks5-hostname', world.at, url),
      curl('-p', '-x', `http://${world.at}`, ...status, url),
      curl('-x', `http://${world.at}`, ...status, url),
    ]);
    expect(performance.now() - begun).toBeGreaterThan(300);
    expect([socks.code, socks.stderr]).toEqual([97, expect.stringContaining('(4)')]);
    expect([connect.code, connect.stdout]).toEqual([56, '000 504']);
    expect([plain.code, plain.stdout]).toEqual([0, '504 000']);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('tells nothing of its cause', async () => {
    refuseWith(expired, 'timeout');
    const [page, json] = await Promise.all([
      curl('-x', `http://${world.at}`, url),
      curl('-x', `http://${world.at}`, '-H', 'Accept: application/json', url),
    ]);
    expect(page.stdout).toContain('<p>wiki.corp.internal did not answer in time.</p>');
    expect(page.stdout).not.toMatch(/session expired|weekly/);
    expect(JSON.parse(json.stdout)).toEqual({
      error: {
        code: 'no-answer',
        message: 'wiki.corp.internal did not answer in time.',
        fix: 'Try again later.',
        host: 'wiki.corp.internal',
      },
    });
  });

  it('is one of a bounded number, too', async () => {
    await world.stop();
    world = await startSmallWorld({ heldFor: 30_000, heldAtMost: 3 });
    refuseWith(expired, 'timeout');
    const sockets = await Promise.all(Array.from({ length: 5 }, () => dial(world.proxy)));
    for (const socket of sockets) socket.write('CONNECT wiki.corp.internal:80 HTTP/1.1\r\nHost: wiki\r\n\r\n');
    await eventually(() => world.gateway.counts()).toEqual({ clients: 3, held: 3, flows: 0 });
  });
});
