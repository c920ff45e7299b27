import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { closeServer, listenOn } from '../../main/gateway/listen-near.ts';
import { makeDirectory, startHost, type TestHost } from '../support/host.ts';
import type { Way } from './dial.ts';

export type Product = {
  readonly host: TestHost;
  readonly pid: number;
  /** To one of the destinations, each in turn: all of them lead to the origin. */
  way(by: Way['by']): Way;
  stop(): Promise<void>;
};

const destinationCount = 20;

/** The built host in a process of its own, on a data directory of its own, with every destination leading to one origin. */
export async function startProduct(originPort: number, policyCount: number): Promise<Product> {
  const folder = makeDirectory();
  const file = join(folder, 'load.environment.yaml');
  writeFileSync(file, JSON.stringify(environmentOf(originPort, policyCount)));
  const host = await startHost({ args: ['--environment', file] });
  const [, port = ''] = (await host.address('proxy')).split(':');
  let turn = 0;
  return {
    host,
    pid: host.process.pid ?? 0,
    way: (by) => ({
      ...{ port: Number(port), by },
      get target() {
        turn = (turn + 1) % destinationCount;
        return { host: `d${turn}.corp.internal`, port: 9000 };
      },
    }),
    stop: async () => {
      await host.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every policy for a network of its own, every second one with a session check; destinations spread over them. */
function environmentOf(originPort: number, policyCount: number): object {
  const net = (index: number) => `10.${index >> 8}.${index & 255}`;
  const positions = Array.from({ length: destinationCount }, (_, index) =>
    Math.floor(((index + 0.5) * policyCount) / destinationCount),
  );
  const addresses = positions.map((position, index) => `${net(position)}.${index + 1}`);
  return {
    version: 1,
    name: `${policyCount} policies`,
    team: { name: 'Acme', domain: 'acme.cloudflareaccess.com' },
    clock: { startAt: '2026-03-02T09:00:00Z' },
    people: { alice: { name: 'Alice', email: 'alice@example.com', groups: ['staff'] } },
    device: { name: 'dev-1', os: 'linux', registeredTo: 'alice' },
    dns: { localDomainFallback: [{ suffix: 'corp.internal', resolver: '10.255.0.53' }] },
    policies: Array.from({ length: policyCount }, (_, index) => ({
      ...{ id: `P${index}`, name: `Network ${index}`, precedence: index, action: 'allow', filter: 'l4' },
      traffic: `net.dst.ip in {${net(index)}.0/24}`,
      ...(index % 2 === 0 ? { checkSession: '168h' } : {}),
    })),
    destinations: Object.fromEntries([
      ['dns', { host: 'ns.corp.internal', address: '10.255.0.53', ports: { 53: 'dns' } }],
      ...addresses.map((address, index) => [
        `d${index}`,
        { host: `d${index}.corp.internal`, address, ports: { 9000: { upstream: `127.0.0.1:${originPort}` } } },
      ]),
    ]),
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOn(server, 0);
  await closeServer(server);
  return port;
}
