import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { curl } from './programs.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await startSmallWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  world.interceptor.attempts.length = 0;
});

describe('curl reaches an emulated site', () => {
  it.each([
    ['as an HTTP proxy', ['-x', 'http://AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as an HTTP proxy with a tunnel', ['-p', '-x', 'http://AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as SOCKS5 with remote names', ['--socks5-hostname', 'AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as SOCKS5 by address', ['--socks5', 'AT'], '10.20.0.10', '10.20.0.10'],
    ['as SOCKS5 with a login', ['-x', 'socks5h://alice:secret@AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as SOCKS5 by an IPv6 address', ['--socks5', 'AT'], '[fd00::6]', 'fd00::6'],
    ['as SOCKS4a', ['--socks4a', 'AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as SOCKS4a with a user id', ['-x', 'socks4a://alice@AT'], 'wiki.corp.internal', 'wiki.corp.internal'],
    ['as SOCKS4', ['--socks4', 'AT'], '10.20.0.10', '10.20.0.10'],
    ['as an HTTP proxy by an IPv6 address', ['-x', 'http://AT'], '[fd00::6]', 'fd00::6'],
    [
      'by a name in capitals with a final dot',
      ['--socks5-hostname', 'AT'],
      'WIKI.corp.internal.',
      'wiki.corp.internal',
    ],
  ])('%s', async (_how, args, host, asked) => {
    const { code, stdout } = await curl(
      ...args.map((each) => each.replace('AT', world.at)),
      '-i',
      `http://${host}/a?b=1`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('HTTP/1.1 200 OK');
    expect(stdout).toContain('Mon, 9 Mar 2026 09:01:12 UTC');
    expect(world.interceptor.attempts).toEqual([expect.objectContaining({ host: asked, port: 80, protocol: 'tcp' })]);
  });
});

it('asks anew for every request on one connection of an HTTP proxy client', async () => {
  const url = 'http://wiki.corp.internal/health';
  const { stdout, stderr } = await curl('-v', '-x', `http://${world.at}`, url, url, url);
  expect(stdout).toBe('ok\nok\nok\n');
  expect(stderr.match(/Re-using existing connection/g)).toHaveLength(2);
  const request = { host: 'wiki.corp.internal', method: 'GET', path: '/health' };
  const facts = { detectedProtocol: 'http', request };
  expect(world.interceptor.attempts).toEqual(
    Array.from({ length: 3 }, () => ({ host: 'wiki.corp.internal', port: 80, protocol: 'tcp', facts })),
  );
});

it('answers HEAD, and JSON to those who ask for it, through the proxy as the site does', async () => {
  const head = await curl('-I', '-x', `http://${world.at}`, 'http://wiki.corp.internal/');
  expect(head.stdout).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  expect(head.stdout).toMatch(/Via: 1.1 warp-emu/i);
  const health = await curl(
    '-H',
    'Accept: application/json',
    '-x',
    `http://${world.at}`,
    'http://wiki.corp.internal/health',
  );
  expect(JSON.parse(health.stdout)).toMatchObject({ status: 'ok', destination: 'wiki' });
});

describe('the port itself', () => {
  it('explains itself to a browser', async () => {
    const { stdout } = await curl('-i', `http://${world.at}/`);
    expect(stdout).toContain('HTTP/1.1 200 OK');
    expect(stdout).toContain(`curl --socks5-hostname ${world.at} http://…`);
    expect(world.interceptor.attempts).toEqual([]);
  });

  it('answers only by its own name, so that no web page can read it under another', async () => {
    const { stdout } = await curl('-i', '-H', 'Host: evil.example', `http://${world.at}/proxy.pac`);
    expect(stdout).toContain('HTTP/1.1 421');
    expect(stdout).not.toContain('wiki');
  });

  it('serves the PAC file', async () => {
    const { stdout } = await curl('-i', `http://${world.at}/proxy.pac`);
    expect(stdout).toMatch(/content-type: application\/x-ns-proxy-autoconfig/i);
    expect(stdout).toContain(`PROXY ${world.at}`);
  });

  it.each(['https://wiki.corp.internal/', 'ftp://wiki.corp.internal/'])(
    'does not forward %s in absolute form',
    async (url) => {
      const { stdout } = await curl(
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '--request-target',
        url,
        `http://${world.at}/`,
      );
      expect(stdout).toBe('400');
    },
  );
});
