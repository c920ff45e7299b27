import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startHost } from '../support/host.ts';
import { durationOf, millisecondsOf, type Row, rounds } from './measure.ts';

/** The built program as it is started, each time on a data directory of its own. */
export async function measureHost(): Promise<readonly Row[]> {
  const spread = await durationOf(async () => {
    const { ms, result: host } = await millisecondsOf(startAndAsk);
    await host.stop();
    return ms;
  });
  const host = await startHost();
  await delay(2000);
  const bytes = await residentBytes(host.process.pid);
  await host.stop();
  return [
    {
      ...{ figure: 'cold start to first answer', unit: 'ms', ...spread },
      how: `out/main/cli.js serve, spawned until GET of its launch URL answers; ${rounds} fresh data directories`,
    },
    {
      ...{
        figure: 'idle host, resident memory',
        unit: 'MiB',
        value: bytes === undefined ? undefined : bytes / 2 ** 20,
      },
      how: 'VmRSS of /proc/<pid>/status, 2 s after it said it was ready',
    },
  ];
}

async function startAndAsk() {
  const host = await startHost();
  const { status } = await fetch(host.url, { redirect: 'manual' });
  if (status >= 400) throw new Error(`the launch URL answers ${status}`);
  return host;
}

async function residentBytes(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
