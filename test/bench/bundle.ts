import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { BundleInspector } from '../../app/bundle/inspect-bundle.ts';
import type { BundlePiece } from '../../app/bundle/read-bundle.ts';
import { BundleReplayer } from '../../app/bundle/replay-bundle.ts';
import { sha256Hex } from '../../main/adapters/sha256.ts';
import { readVersion } from '../../main/assets.ts';
import { readBundleFile } from '../../main/files/bundle-file.ts';
import { importBundle } from '../../main/files/import-bundle.ts';
import { loadEnvironmentFile } from '../../main/files/load-environment.ts';
import { makeBundleFile } from '../../main/files/make-bundle-file.ts';
import { openKeptLines } from '../../main/files/run-lines.ts';
import { writeLongRun } from '../support/long-run.ts';
import type { Row } from './measure.ts';

const lines = 100_000;

/** A bundle of a long run: what it takes, for how long nothing else has its turn, and what it holds in memory meanwhile. */
export async function measureBundle(): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-bench-'));
  try {
    await writeLongRun(directory, await loadEnvironmentFile('examples/acme/one-policy.environment.yaml'), lines);
    const [id = ''] = await readdir(join(directory, 'runs'));
    const redacted = join(directory, 'redacted.warp-session.json');
    const write = (file: string, redaction?: { keep: readonly string[] }) => async () => {
      await makeBundleFile(await openKeptLines(directory, id), {}, redaction, (text) => appendFile(file, text));
    };
    const read = (take: (piece: BundlePiece) => unknown) => async () => {
      for await (const piece of readBundleFile(redacted)) take(piece);
    };
    const replayer = new BundleReplayer(sha256Hex, readVersion());
    const inspector = new BundleInspector(sha256Hex);
    const onTrouble = (fault: Error) => {
      throw fault;
    };
    const rows = [
      ...(await watch('written whole', write(join(directory, 'whole.warp-session.json')))),
      ...(await watch('written redacted', write(redacted, { keep: [] }))),
      ...(await watch(
        'replayed',
        read((piece) => replayer.take(piece)),
      )),
      ...(await watch(
        'inspected',
        read((piece) => inspector.take(piece)),
      )),
      ...(await watch('opened', () =>
        importBundle({ dataDirectory: directory, wallNow: Date.now, onTrouble }, redacted),
      )),
    ];
    const { size } = await stat(redacted);
    return [...rows, { figure: 'a bundle of 100,000 lines', unit: 'MB', value: size / 1e6, how: 'its file' }];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function watch(what: string, act: () => Promise<unknown>): Promise<readonly Row[]> {
  globalThis.gc?.();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  loop.enable();
  const start = performance.now();
  await act();
  const took = performance.now() - start;
  loop.disable();
  clearInterval(timer);
  const figure = `a bundle of 100,000 lines, ${what}`;
  return [
    { figure, unit: 's', value: took / 1000, how: 'once, in one process' },
    { figure: `${figure}: longest turn`, unit: 'ms', value: loop.max / 1e6, how: 'nothing else ran for so long' },
    { figure: `${figure}: memory`, unit: 'MB', value: (most - before) / 1e6, how: 'resident, more than before' },
  ];
}
