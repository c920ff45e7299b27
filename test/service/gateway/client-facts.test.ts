import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { expired, verdict } from './scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
const start = async (firstBytesWithin: number) => {
  world = await startSmallWorld({ firstBytesWithin, heldFor: 200, unreachableAfter: 10 });
  world.interceptor.reads = true;
};
beforeEach(() => start(10_000));
afterEach(() => world.stop());

const seen = () => world.interceptor.attempts.map(({ facts }) => facts);

describe('when a policy reads what the client says', () => {
  it('learns the HTTP host inside a tunnel, and the site gets every byte', async () => {
    const { stdout } = await curl(
      '--socks5-hostname',
      world.at,
      '-H',
      'Host: other.example',
      'http://wiki.corp.internal/health',
    );
    expect(stdout).toBe('ok\n');
    const tunnelled = await curl('-p', '-x', `http://${world.at}`, 'http://wiki.corp.internal/health');
    expect(tunnelled.stdout).toBe('ok\n');
    expect(seen()).toEqual([
      { detectedProtocol: 'http', request: { host: 'other.example', method: 'GET', path: '/health' } },
      { detectedProtocol: 'http', request: { host: 'wiki.corp.internal', method: 'GET', path: '/health' } },
    ]);
  });

  it('learns the server name of a TLS client', async () => {
    const { stdout } = await curl('-k', '--socks5-hostname', world.at, 'https://wiki.corp.internal/health');
    expect(stdout).toBe('ok\n');
    expect(seen()).toEqual([{ detectedProtocol: 'tls', sni: 'wiki.corp.internal' }]);
  });

  it('names SSH, and decides about a silent client without facts', async () => {
    const ssh = await dialThrough(world.proxy, 'git.corp.internal', 22);
    const echoed = readToEnd(ssh);
    ssh.end('SSH-2.0-test\r\n');
    expect((await echoed).bytes.toString()).toBe('SSH-2.0-test\r\n');
    expect(seen()).toEqual([{ detectedProtocol: 'ssh' }]);
    await world.stop();
    await start(50);
    const silent = await dialThrough(world.proxy, 'git.corp.internal', 22);
    await eventually(() => seen()).toEqual([undefined]);
    const late = readToEnd(silent);
    silent.end('late');
    expect((await late).bytes.toString()).toBe('late');
  });

  it.each(['G', 'GET / HT', '\x16\x03', 'hello', 'x'.repeat(20_000)])(
    'loses no byte of a client that says little or much and ends (%#)',
    async (text) => {
      const socket = await dialThrough(world.proxy, 'git.corp.internal', 22);
      const echoed = readToEnd(socket);
      socket.end(text);
      expect((await echoed).bytes.toString()).toBe(text);
    },
  );

  it('loses no byte of a client that goes on after the time to look at it is over', async () => {
    await world.stop();
    await start(50);
    const socket = await dialThrough(world.proxy, 'git.corp.internal', 22);
    const echoed = readToEnd(socket);
    socket.write('GET / ');
    await eventually(() => world.interceptor.attempts).toHaveLength(1);
    socket.end('HTTP/1.1\r\n');
    expect((await echoed).bytes.toString()).toBe('GET / HTTP/1.1\r\n');
  });

  it('looks at nothing when no policy reads it', async () => {
    world.interceptor.reads = false;
    await curl('--socks5-hostname', world.at, 'http://wiki.corp.internal/health');
    expect(seen()).toEqual([undefined]);
  });
});

describe('a refusal after the proxy said yes', () => {
  const explained = () => {
    world.interceptor.decide = () => ({ verdict: expired, surface: 'explain' });
  };

  it('is a page to an HTTP client', async () => {
    explained();
    const { stdout } = await curl('-i', '--socks5-hostname', world.at, 'http://wiki.corp.internal/');
    expect(stdout).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(stdout).toContain('Your session expired');
  });

  it('is an alert to a TLS client', async () => {
    explained();
    const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 443);
    const client = connectTls({ socket, servername: 'wiki.corp.internal' });
    const fault = await new Promise<Error>((resolve) => client.once('error', resolve));
    expect(fault.message).toMatch(/alert access denied/);
  });

  it('is a reset to anything else', async () => {
    explained();
    const socket = await dialThrough(world.proxy, 'git.corp.internal', 22);
    socket.write('SSH-2.0-test\r\n');
    expect((await readToEnd(socket)).fault).toBe('ECONNRESET');
  });

  it('is silence when it is shown faithfully', async () => {
    world.interceptor.decide = () => ({ verdict: expired, surface: 'faithful' });
    const socket = await dialThrough(world.proxy, 'git.corp.internal', 22);
    socket.write('SSH-2.0-test\r\n');
    await eventually(() => world.gateway.counts().held).toBe(1);
    expect(await readToEnd(socket)).toEqual({ bytes: Buffer.alloc(0), fault: 'ECONNRESET' });
  });

  it('is a gateway page for a dead origin', async () => {
    world.interceptor.decide = () => ({
      verdict: verdict({ outcome: 'unreachable', class: 'origin' }),
      surface: 'faithful',
    });
    const { stdout } = await curl('-i', '--socks5-hostname', world.at, 'http://wiki.corp.internal/');
    expect(stdout).toMatch(/^HTTP\/1.1 502 Bad Gateway\r\n/);
  });
});

it('decides about a client that left before it said anything, and holds no flow for it', async () => {
  const socket = await dial(world.proxy);
  socket.write(Buffer.from([5, 1, 0, 5, 1, 0, 1, 10, 20, 0, 30, 0, 22]));
  socket.destroy();
  await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  expect(world.interceptor.closed).toEqual(world.interceptor.opened);
});
