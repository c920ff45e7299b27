import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Environment } from '../../../app/environment/environment.ts';
import { createCertificateAuthority } from '../../../main/destinations/certificates.ts';
import { type Destinations, startDestinations } from '../../../main/destinations/destinations.ts';
import { curl } from '../gateway/programs.ts';
import { readToEnd } from '../gateway/raw-client.ts';
import { makeEnvironment, virtualNow } from '../gateway/small-world.ts';

let environment: Environment;
let destinations: Destinations;
const ownPorts: number[] = [];
beforeEach(() => {
  environment = makeEnvironment();
  destinations = startDestinations({
    environment: () => environment,
    log: { info: () => undefined, warn: () => undefined },
    now: () => virtualNow,
    resolver: () => ({ host: '127.0.0.1', port: 1 }),
    issuer: () => undefined,
    isOwnPort: (port) => ownPorts.includes(port),
  });
});
afterEach(() => destinations.stop());

const change = async (name: string, facts: Partial<Environment['destinations'][string]> | undefined) => {
  const { [name]: old, ...others } = environment.destinations;
  environment = { ...environment, destinations: old && facts ? { ...others, [name]: { ...old, ...facts } } : others };
  await destinations.follow();
};

it('serves a page that names the destination and the virtual time, and fetches and runs nothing', async () => {
  const { port } = await destinations.address('wiki', 80);
  const { stdout } = await curl('-i', `http://127.0.0.1:${port}/some/page`);
  expect(stdout).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  for (const part of [
    '<title>wiki.corp.internal</title>',
    'Acme',
    '10.20.0.10:80',
    'Mon, 9 Mar 2026 09:01:12 UTC',
    'prefers-color-scheme',
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).toMatch(/content-security-policy: default-src 'none'/);
  expect(stdout).not.toMatch(/<script|src=|href=/);
});

it('takes its time to accept a connection where it is said to be slow', async () => {
  await change('git', { delay: 150 });
  const begun = performance.now();
  const socket = await destinations.connect('git', 22);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(149);
  socket.destroy();
});

it('tells its health in text and in JSON, and takes GET only', async () => {
  const { port } = await destinations.address('wiki', 80);
  expect((await curl(`http://127.0.0.1:${port}/health`)).stdout).toBe('ok\n');
  const json = await curl('-H', 'Accept: application/json', `http://127.0.0.1:${port}/health`);
  expect(JSON.parse(json.stdout)).toEqual({
    status: 'ok',
    destination: 'wiki',
    host: 'wiki.corp.internal',
    servedAt: '2026-03-09T09:01:12.000Z',
  });
  expect((await curl('-i', '-d', 'x', `http://127.0.0.1:${port}/`)).stdout).toMatch(
    /^HTTP\/1.1 405 [\s\S]*allow: GET, HEAD/,
  );
});

it('is started once, when it is first asked for, and listens on 127.0.0.1', async () => {
  const asked = await Promise.all([destinations.address('wiki', 80), destinations.address('wiki', 80)]);
  expect(asked[0]).toEqual(asked[1]);
  expect(asked[0].host).toBe('127.0.0.1');
});

it('echoes and nothing else', async () => {
  const socket = await destinations.connect('git', 22);
  const answer = readToEnd(socket);
  socket.end('hello');
  expect((await answer).bytes.toString()).toBe('hello');
});

it('leads a dns port to the resolver', async () => {
  expect(await destinations.address('dns1', 53)).toEqual({ host: '127.0.0.1', port: 1 });
});

it.each([
  ['an unknown destination', 'nope', 80],
  ['a port that it does not have', 'wiki', 22],
  ['a name of the language', 'constructor', 80],
])('connects to nothing for %s', async (_what, name, port) => {
  await expect(destinations.connect(name, port)).rejects.toThrow(/nothing stands for/);
});

it('follows the environment: what is removed, down or of another kind has its connections closed', async () => {
  const [removed, down, changed] = await Promise.all([
    destinations.connect('wiki', 80),
    destinations.connect('git', 22),
    destinations.connect('six', 80),
  ]);
  const ends = [removed, down, changed].map(readToEnd);
  await change('wiki', undefined);
  await change('git', { up: false });
  await change('six', { ports: { '80': 'tcp-echo' } });
  for (const socket of [removed, down, changed]) socket.end();
  await Promise.all(ends);
  await expect(destinations.connect('wiki', 80)).rejects.toThrow();
  await expect(destinations.connect('git', 22)).rejects.toThrow(/is down/);
  const echo = await destinations.connect('six', 80);
  const answer = readToEnd(echo);
  echo.end('echo now');
  expect((await answer).bytes.toString()).toBe('echo now');
});

it('keeps its connections when something else changes', async () => {
  const socket = await destinations.connect('git', 22);
  const { port } = await destinations.address('wiki', 80);
  await change('wiki', { outside: true });
  await change('dns1', undefined);
  expect(await destinations.address('wiki', 80)).toEqual({ host: '127.0.0.1', port });
  const answer = readToEnd(socket);
  socket.end('still here');
  expect((await answer).bytes.toString()).toBe('still here');
});

it('signs with one authority, in memory, for the names asked for and for servers only', async () => {
  const authority = createCertificateAuthority();
  const ca = new X509Certificate(await authority.certificate());
  const { cert, key } = await authority.issue(['wiki.corp.internal', '10.20.0.10', 'fd00::6']);
  const leaf = new X509Certificate(cert);
  expect(await authority.certificate()).toBe(ca.toString());
  expect(leaf.verify(ca.publicKey) && leaf.checkIssued(ca)).toBe(true);
  expect([leaf.ca, ca.ca]).toEqual([false, true]);
  expect(leaf.checkHost('wiki.corp.internal')).toBe('wiki.corp.internal');
  expect(leaf.checkIP('10.20.0.10')).toBe('10.20.0.10');
  expect(leaf.checkIP('fd00::6')).toBe('fd00::6');
  expect(leaf.checkHost('hr.corp.internal')).toBeUndefined();
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  const other = createCertificateAuthority();
  expect(await other.certificate()).not.toBe(ca.toString());
});
