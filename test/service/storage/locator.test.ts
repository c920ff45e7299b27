import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findHost, publishHost } from '../../../main/adapters/locator.ts';
import { ownProcess } from '../../../main/adapters/process-record.ts';

const entry = {
  url: 'http://127.0.0.1:4000',
  token: 'a-token',
  version: '0.1.0',
  addresses: { proxy: '127.0.0.1:40000' },
} as const;

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-host-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it('tells where the running host is, to this user alone, until it is withdrawn', async () => {
  const directory = await temporaryDirectory();
  const host = await publishHost(directory, entry);
  expect(findHost(directory)).toMatchObject({ ...entry, pid: process.pid });
  expect((await stat(join(directory, 'host.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['host.json']);
  host.withdraw();
  host.withdraw();
  expect(findHost(directory)).toBeUndefined();
});

it('finds nothing where no host ever ran, or where a file stands instead of the directory', async () => {
  const directory = await temporaryDirectory();
  expect(findHost(directory)).toBeUndefined();
  const file = join(directory, 'file');
  await writeFile(file, '');
  expect(findHost(file)).toBeUndefined();
});

it.runIf(ownProcess().stamp !== undefined)('takes no other process with the same pid for the host', async () => {
  const directory = await temporaryDirectory();
  await publishHost(directory, entry);
  const path = join(directory, 'host.json');
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), stamp: 'another boot/1' }));
  expect(findHost(directory)).toBeUndefined();
});

it.each(['', '{', '{}', 'null', '{"pid":0}'])('finds nothing in a file that holds %j', async (text) => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'host.json'), text);
  expect(findHost(directory)).toBeUndefined();
});

it('leaves the entry of the next host alone', async () => {
  const directory = await temporaryDirectory();
  const first = await publishHost(directory, entry);
  await publishHost(directory, { ...entry, token: 'another-token' });
  first.withdraw();
  expect(findHost(directory)?.token).toBe('another-token');
});

it('replaces its own entry when an address changes', async () => {
  const directory = await temporaryDirectory();
  await publishHost(directory, entry);
  await publishHost(directory, { ...entry, addresses: { proxy: '127.0.0.1:40001' } });
  expect(findHost(directory)?.addresses).toEqual({ proxy: '127.0.0.1:40001' });
});
