// npm run bench: measures, prints the figures and stores them in docs/BENCH.md. Nothing is held to them.
// With the name of one measurement, `-- measureProxies`, only that one is taken, and nothing is stored.
import './lib/require-node.mjs';
import { inRoot } from './lib/paths.mjs';
import { createProgress } from './lib/progress.mjs';
import { runNode } from './lib/run.mjs';
import { ensureReady, reportFailure } from './lib/setup.mjs';

const progress = createProgress();
await ensureReady(progress).catch(reportFailure);
await progress.during('Bundling the measurements', bundle);
const { code } = await runNode(['--expose-gc', inRoot('out/bench/main.js'), ...process.argv.slice(2)], { show: true });
process.exitCode = code;

async function bundle() {
  // Not before the packages are there.
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: inRoot(''),
    logLevel: 'warn',
    ssr: { external: true },
    build: {
      ssr: true,
      outDir: inRoot('out/bench'),
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: ['test/bench/main.ts', 'test/load/origin-program.ts', 'test/load/pipe-program.ts'].map(inRoot),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}
