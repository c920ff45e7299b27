import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Way } from './dial.ts';
import { end, isInstalled, type Served, startProgram } from './processes.ts';
import { freePort, startProduct } from './product.ts';

/** Something between client and origin that is measured. */
export type Contestant = { readonly name: string; readonly way: Way; readonly pid?: number; stop(): Promise<void> };

/** Starts everything that is measured before one origin. What is not installed is named in `missing`. */
export async function startContestants(
  originPort: number,
  programs: string,
): Promise<{ readonly contestants: readonly Contestant[]; readonly missing: readonly string[] }> {
  const target = { host: '127.0.0.1', port: originPort };
  const contestant = (name: string, by: Way['by'], served: Served): Contestant => ({
    ...{ name, way: { port: served.port, by, target } },
    ...{ pid: served.pid, stop: () => served.stop() },
  });
  const pipe = join(programs, 'pipe-program.js');
  const few = await startProduct(originPort, 10);
  const many = await startProduct(originPort, 10_000);
  const missing = ['microsocks', 'tinyproxy'].filter((name) => !isInstalled(name));
  return {
    missing,
    contestants: [
      { name: 'no proxy', way: { port: originPort, by: 'nothing', target }, stop: async () => undefined },
      contestant('bare pipe', 'nothing', await startProgram(pipe, String(originPort), 'bare')),
      contestant('plain pipe, SOCKS5', 'socks', await startProgram(pipe, String(originPort), 'socks')),
      { name: 'product, 10 policies, SOCKS5', ...few, way: few.way('socks') },
      { name: 'product, 10,000 policies, SOCKS5', ...many, way: many.way('socks') },
      {
        name: 'product, 10,000 policies, CONNECT',
        pid: many.pid,
        way: many.way('connect'),
        stop: async () => undefined,
      },
      ...(missing.includes('microsocks') ? [] : [contestant('microsocks, SOCKS5', 'socks', await startMicrosocks())]),
      ...(missing.includes('tinyproxy') ? [] : [contestant('tinyproxy, CONNECT', 'connect', await startTinyproxy())]),
    ],
  };
}

async function startMicrosocks(): Promise<Served> {
  const port = await freePort();
  return serveAt(port, 'microsocks', ['-i', '127.0.0.1', '-p', String(port)]);
}

async function startTinyproxy(): Promise<Served> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-tinyproxy-'));
  const file = join(folder, 'tinyproxy.conf');
  writeFileSync(file, `Port ${port}\nListen 127.0.0.1\nTimeout 600\nMaxClients 1000\nLogLevel Critical\n`);
  const served = await serveAt(port, 'tinyproxy', ['-d', '-c', file]);
  return { ...served, stop: () => served.stop().finally(() => rmSync(folder, { recursive: true, force: true })) };
}

async function serveAt(port: number, program: string, args: readonly string[]): Promise<Served> {
  const child = spawn(program, args, { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`${program} does not listen`);
    await delay(25);
  }
  return { pid: child.pid ?? 0, port, stop: () => end(child) };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true));
    socket.on('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}
