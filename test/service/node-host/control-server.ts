import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Handlers } from '../../../app/bridge/contract.ts';
import { schedule } from '../../../main/bridge-service.ts';
import { type ControlServer, startControlServer } from '../../../main/control/server.ts';
import { scriptHandlers, scriptSnapshots } from '../../contract/bridge/scripted-service.ts';

/** A control server over scripted handlers and a small built renderer, for all tests of a file. */
export function withControlServer(scripted: Partial<Handlers>) {
  const used = { snapshots: scriptSnapshots(), faults: [] as unknown[] } as {
    server: ControlServer;
    folder: string;
    readonly snapshots: ReturnType<typeof scriptSnapshots>;
    readonly faults: unknown[];
  };
  beforeAll(async () => {
    used.folder = await mkdtemp(join(tmpdir(), 'warp-emu-control-'));
    const renderer = join(used.folder, 'renderer');
    await mkdir(join(renderer, 'assets'), { recursive: true });
    await writeFile(join(renderer, 'index.html'), '<!doctype html><title>views</title>');
    await writeFile(join(renderer, 'assets', 'index-4f2a.js'), 'export {};');
    await writeFile(join(used.folder, 'secret.txt'), 'outside');
    used.server = await startControlServer({
      port: 0,
      rendererDirectory: renderer,
      handlers: scriptHandlers(scripted),
      snapshots: used.snapshots,
      schedule,
      onFault: (fault) => used.faults.push(fault),
    });
  });
  afterAll(async () => {
    await used.server.stop();
    await rm(used.folder, { recursive: true, force: true });
  });
  return used;
}
