// npm run bench: measures, prints the figures and stores them in docs/BENCH.md. Nothing is held to them.
// With the name of one measurement, `-- measureProxies`, only that one is taken, and nothing is stored.
import './lib/require-node.mjs';
import { bundleLoad } from './lib/bundle-load.mjs';
import { inRoot } from './lib/paths.mjs';
import { createProgress } from './lib/progress.mjs';
import { runNode } from './lib/run.mjs';
import { ensureReady, reportFailure } from './lib/setup.mjs';

const progress = createProgress();
await ensureReady(progress).catch(reportFailure);
await progress.during('Bundling the measurements', () =>
  bundleLoad('bench', ['bench/main.ts', 'load/origin-program.ts', 'load/pipe-program.ts']),
);
const { code } = await runNode(['--expose-gc', inRoot('out/bench/main.js'), ...process.argv.slice(2)], { show: true });
process.exitCode = code;
