import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { closeServer, listenOn } from '../../main/gateway/listen-near.ts';
import { makeDirectory, startHost, type TestHost } from '../support/host.ts';
import type { Way } from './dial.ts';
import { environmentOf } from './policies-world.ts';

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
  const environment = environmentOf(policyCount, {
    destinations: destinationCount,
    ports: { 9000: { upstream: `127.0.0.1:${originPort}` } },
  });
  writeFileSync(file, JSON.stringify(environment));
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

export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOn(server, 0);
  await closeServer(server);
  return port;
}
