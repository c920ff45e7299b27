// npm run -s warp-emu -- <command>: the command line from a checkout, installed and built first when it must be.
import './lib/require-node.mjs';
import { runProgram } from './lib/program.mjs';
import { createProgress } from './lib/progress.mjs';
import { ensureReady, reportFailure } from './lib/setup.mjs';

await ensureReady(createProgress({ stream: process.stderr, quietForMs: 1000 })).catch(reportFailure);
// npm moves to the root; paths are meant from where the person stands.
if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
await runProgram(process.argv.slice(2));
