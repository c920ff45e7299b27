import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestHost } from '../../support/host.ts';
import { startBrowsing } from './browser-ways.ts';
import type { Place } from './way.ts';

export type OpenPlace = { readonly place: Place; leave(): Promise<void> };

/** What the programs of one host need, taken from where its user would take it. */
export async function startPlace(host: TestHost, hasBrowser: boolean): Promise<OpenPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-test-clients-'));
  const [{ addresses }, sshConfig, variables] = await Promise.all([
    host.inspect(),
    host.run('ssh-config', '--file'),
    host.run('env', '--json'),
  ]);
  const { proxy = '', dns = '', pac = '' } = addresses;
  writeFileSync(join(folder, 'up.bin'), randomBytes(300_000));
  const resolver = await leadTo(proxy, 'one.one.one.one', '443');
  const browsing = hasBrowser ? await startBrowsing(pac) : undefined;
  return {
    place: {
      ...{ proxy, folder, resolverPort: resolver.port, dnsPort: dns.split(':')[1] ?? '' },
      authority: JSON.parse(variables.stdout).SSL_CERT_FILE,
      sshConfig: sshConfig.stdout.trim(),
      ...(browsing === undefined ? {} : { browsing }),
    },
    async leave() {
      await browsing?.close();
      await resolver.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A port of this machine for programs that know no proxy: each connection to it goes through one by netcat. */
async function leadTo(proxy: string, host: string, port: string) {
  const server = createServer((socket) => {
    const netcat = spawn('nc', ['-X', '5', '-x', proxy, host, port], { stdio: ['pipe', 'pipe', 'ignore'] });
    netcat.stdin.on('error', () => undefined);
    socket.on('error', () => undefined).once('close', () => netcat.kill());
    socket.pipe(netcat.stdin);
    netcat.stdout.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: String((server.address() as AddressInfo).port), stop };
}
