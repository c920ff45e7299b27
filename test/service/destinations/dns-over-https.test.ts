import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Environment } from '../../../app/environment/environment.ts';
import { type Destinations, startDestinations } from '../../../main/destinations/destinations.ts';
import { curl, run } from '../gateway/programs.ts';
import { makeEnvironment, virtualNow } from '../gateway/small-world.ts';

let environment: Environment;
let destinations: Destinations;
let port: number;
beforeEach(async () => {
  const small = makeEnvironment();
  const place = { up: true, delay: 0, outside: true, facts: {} } as const;
  const resolver = { ...place, host: 'one.one.one.one', address: '1.1.1.1', ports: { '443': 'doh' } } as const;
  const help = { ...place, host: 'help.example.com', address: '198.51.100.20', ports: {} };
  environment = { ...small, destinations: { ...small.destinations, resolver, help } };
  destinations = startDestinations({
    environment: () => environment,
    log: { info: () => undefined, warn: () => undefined },
    now: () => virtualNow,
    resolver: () => ({ host: '127.0.0.1', port: 1 }),
    issuer: () => undefined,
    isOwnPort: () => false,
  });
  ({ port } = await destinations.address('resolver', 443));
});
afterEach(() => destinations.stop());

const dig = async (...args: string[]) => (await run('dig', ['@127.0.0.1', '-p', String(port), ...args])).stdout;

it.each(['+https', '+https-get'])('answers dig with %s from what public DNS knows', async (way) => {
  expect(await dig(way, '+short', 'help.example.com')).toBe('198.51.100.20\n');
  expect(await dig(way, '+short', '-x', '198.51.100.20')).toBe('help.example.com.\n');
});

it('knows no private name, which is how a browser with a resolver of its own loses them', async () => {
  expect(await dig('+https', 'wiki.corp.internal')).toMatch(/status: NXDOMAIN/);
});

it('serves its page beside that', async () => {
  expect((await curl('-k', `https://127.0.0.1:${port}/`)).stdout).toContain('<title>one.one.one.one</title>');
});

it.each([
  ['no message', [], 400],
  ['no DNS message', ['-H', 'content-type: application/dns-message', '--data-binary', 'x'], 400],
  ['another media type', ['-H', 'content-type: text/plain', '--data-binary', 'x'], 415],
  ['another method', ['-X', 'PUT'], 405],
  [
    'a message that is too long',
    ['-H', 'content-type: application/dns-message', '--data-binary', 'x'.repeat(66_000)],
    413,
  ],
])('refuses %s', async (_what, args, status) => {
  const { stdout } = await curl(
    '-k',
    '-o',
    '/dev/null',
    '-w',
    '%{http_code}',
    ...args,
    `https://127.0.0.1:${port}/dns-query`,
  );
  expect(Number(stdout)).toBe(status);
});
