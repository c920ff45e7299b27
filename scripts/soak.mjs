// npm run soak [-- seconds flows]: churns 2,000 flows through the built host for a minute, and tells what came of it.
import './lib/require-node.mjs';
import { bundleLoad } from './lib/bundle-load.mjs';
import { inRoot } from './lib/paths.mjs';
import { createProgress } from './lib/progress.mjs';
import { runNode } from './lib/run.mjs';
import { ensureReady, reportFailure } from './lib/setup.mjs';

const progress = createProgress();
await ensureReady(progress).catch(reportFailure);
await bundleLoad('soak', ['load/soak-program.ts', 'load/origin-program.ts']);
const { code } = await runNode([inRoot('out/soak/soak-program.js'), ...process.argv.slice(2)], { show: true });
process.exitCode = code;
