import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { createBuilder } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../main/package-root.ts';
import type { BridgePort } from '../../../renderer/shared/bridge-port.ts';
import { portOpener } from '../../../renderer/shared/channels.ts';

type Built = { readonly fileName: string; readonly code: string };

let built: readonly Built[];
beforeAll(async () => {
  const builder = await createBuilder({
    configFile: join(packageRoot, 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  const { preload } = builder.environments;
  if (preload === undefined) throw new Error('The build has no preload.');
  const result = (await builder.build(preload)) as { readonly output: readonly Built[] };
  built = result.output;
}, 30_000);

/** Runs the preload as a sandboxed renderer does: with `electron` and nothing else to require. */
function runPreload() {
  const required: string[] = [];
  const exposed: Record<string, BridgePort> = {};
  const sent: unknown[][] = [];
  const listeners: ((event: unknown, frame: string) => void)[] = [];
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, port: BridgePort) => {
        exposed[name] = port;
      },
    },
    ipcRenderer: {
      send: (...sending: unknown[]) => sent.push(sending),
      on: (_name: string, listener: (event: unknown, frame: string) => void) => listeners.push(listener),
    },
  };
  const require = (name: string) => {
    required.push(name);
    return electron;
  };
  runInNewContext(built[0]?.code ?? '', { require, exports: {}, module: { exports: {} } });
  const hear = (frame: string) => {
    for (const listener of listeners) listener({ sender: 'not for pages' }, frame);
  };
  return { required, exposed, sent, hear };
}

describe('the built preload', () => {
  it('is one CommonJS file that requires only electron', () => {
    expect(built.map(({ fileName }) => fileName)).toEqual(['preload.cjs']);
    expect(built[0]?.code).not.toMatch(/^\s*(import|export)\b|\bimport\(/m);
    expect(runPreload().required).toEqual(['electron']);
    for (const name of builtinModules) expect(built[0]?.code).not.toContain(`require("${name}")`);
  });

  it('gives a page two functions and nothing else', () => {
    const { exposed } = runPreload();
    expect(Object.keys(exposed)).toEqual(['bridgePort']);
    expect(Object.keys(exposed.bridgePort ?? {})).toEqual(['send', 'onFrame']);
  });

  it('is what the views open their channel over', async () => {
    const { exposed, sent, hear } = runPreload();
    const opened = await portOpener(exposed.bridgePort as BridgePort)();
    if (!('channel' in opened)) throw new Error('There is no channel.');
    const heard: unknown[][] = [];
    opened.channel.onFrame((...frame) => heard.push(frame));
    opened.channel.send('{"id":1}');
    hear('{"id":1,"result":{}}');
    expect(sent).toEqual([['bridge', '{"id":1}']]);
    expect(heard).toEqual([['{"id":1,"result":{}}']]);
  });
});
