import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emulator } from '../../app/emulator.ts';
import type { LogLine } from '../../app/ports.ts';
import { foldLog } from '../../app/session/replay.ts';
import { openRun } from '../../main/adapters/jsonl-event-log.ts';
import { createMemoryEventLog } from '../../main/adapters/memory-event-log.ts';
import { createRun } from '../../main/adapters/runs.ts';
import { world } from '../support/worlds.ts';
import { bytesKeptBy, durationOf, millisecondsOf, type Row, ratePerSecond } from './measure.ts';

const segmentLength = 50_000;

export async function measureStorage(): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-bench-'));
  try {
    const lineAt = await makeLines();
    const rows: Row[] = [];
    for (const sync of [false, true]) {
      rows.push(await measureAppends(directory, lineAt, { sync, size: 1, appends: sync ? 100 : 2_000 }));
      rows.push(await measureAppends(directory, lineAt, { sync, size: 100, appends: sync ? 50 : 100 }));
    }
    return [...rows, ...(await measureOpening(directory, lineAt))];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lines as a run has them: its start, then one decided connection after another. */
async function makeLines(): Promise<(n: number) => LogLine> {
  const log = createMemoryEventLog();
  const emulator = new Emulator({ log, time: { now: () => 0 } });
  await emulator.submit({ type: 'start-run', environment: world() });
  await emulator.requestConnection({ host: '10.20.0.10', port: 443, protocol: 'tcp' }, { hold: false });
  const [begun, decided] = log.lines;
  if (begun === undefined || decided === undefined) throw new Error('the run has no lines');
  return (n) => (n === 1 ? begun : { ...decided, n });
}

async function measureAppends(
  directory: string,
  lineAt: (n: number) => LogLine,
  { sync, size, appends }: { readonly sync: boolean; readonly size: number; readonly appends: number },
): Promise<Row> {
  const { bytes, result } = await bytesKeptBy(async () => {
    const run = await openRun(directory, await createRun(directory, Date.now()));
    let last = 0;
    const rate = await ratePerSecond(appends * size, async () => {
      for (let append = 0; append < appends; append += 1) {
        const lines = Array.from({ length: size }, (_, index) => lineAt(last + index + 1));
        await run.append(lines, sync);
        last += size;
      }
    });
    return { rate, run };
  });
  await result.run.close();
  const batch = size === 1 ? 'single' : `batches of ${size}`;
  return {
    figure: `log lines, ${batch}, ${sync ? 'synced' : 'not synced'}`,
    unit: '1/s',
    ...result.rate,
    bytes,
    how: `${appends.toLocaleString('en')} appends in a round, each awaited; memory: the open run`,
  };
}

async function measureOpening(directory: string, lineAt: (n: number) => LogLine): Promise<readonly Row[]> {
  const id = await createRun(directory, Date.now());
  const run = await openRun(directory, id);
  await run.append(
    Array.from({ length: segmentLength }, (_, index) => lineAt(index + 1)),
    true,
  );
  await run.close();
  const { size } = await stat(join(run.directory, 'segment-000001.jsonl'));
  const open = async () => {
    const opened = await openRun(directory, id);
    await opened.close();
    return opened;
  };
  const { bytes, result } = await bytesKeptBy(open);
  const opening = await durationOf(async () => (await millisecondsOf(open)).ms);
  const folding = await durationOf(async () => (await millisecondsOf(() => foldLog(result.lines))).ms);
  const segment = `one segment of ${segmentLength.toLocaleString('en')} lines, ${(size / 2 ** 20).toFixed(1)} MiB on disk`;
  return [
    {
      figure: 'opening a run',
      unit: 'ms',
      ...opening,
      bytes,
      how: `openRun() of ${segment}; memory: the opened lines`,
    },
    { figure: 'folding it', unit: 'ms', ...folding, how: 'foldLog() of the same lines to the state' },
  ];
}
