// npm start [-- options of "warp-emu serve"]: sets up what is missing, then starts the app.
import './lib/require-node.mjs';
import { findRuntime, obtainRuntime, sayBytes, usualLimits } from './lib/electron-runtime.mjs';
import { readWishedHost, whyNoWindow, withoutHost } from './lib/host.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { runProgram } from './lib/program.mjs';
import { createProgress } from './lib/progress.mjs';
import { run } from './lib/run.mjs';
import { ensureBuilt, ensureInstalled, reportFailure, SetupFailed } from './lib/setup.mjs';

const args = process.argv.slice(2);
const progress = createProgress();
const electronDir = inRoot('node_modules/electron');

await start().catch(reportFailure);

async function start() {
  await ensureInstalled(progress);
  if (args.includes('--help') || args.includes('-h')) return help();
  const wish = readWishedHost(args, process.env);
  const unable = whyNoWindow({ platform: process.platform, env: process.env, uid: process.getuid?.() });
  if (wish !== 'electron' && (wish !== undefined || unable !== undefined)) {
    await ensureBuilt(progress);
    return serveFromNode(wish === undefined ? { reason: unable } : { host: wish });
  }
  const [runtime] = await Promise.all([seekRuntime(wish === 'electron'), ensureBuilt(progress)]);
  if (runtime.path !== undefined) return showInElectron(runtime.path);
  const reason = `Electron's runtime could not be downloaded (${runtime.reason})`;
  if (wish !== 'electron') return serveFromNode({ reason });
  throw new SetupFailed(`${reason}. Start it with --host node and the app opens in your browser.`);
}

async function help() {
  await ensureBuilt(progress);
  progress.say(
    'npm start -- [options] sets up what is missing, then runs "warp-emu serve". It takes Electron when it can; ' +
      'WARP_EMU_HOST=node goes to the browser without trying, WARP_EMU_HOST=electron tries again now.\n',
  );
  await runProgram(['serve', '--help']);
}

async function seekRuntime(force) {
  const path = findRuntime(electronDir);
  if (path !== undefined) return { path };
  let received = 0;
  const obtain = () =>
    obtainRuntime({
      electronDir,
      attemptFile: inRoot('node_modules/.cache/electron-attempt.json'),
      env: process.env,
      limits: usualLimits,
      force,
      onBytes: (count) => {
        received = count;
      },
    });
  return progress.during("Getting Electron's runtime", obtain, {
    quietFor: 500,
    detail: () => (received > 0 ? `, ${sayBytes(received)}` : ''),
    outcome: (runtime) => (runtime.path === undefined ? 'given up' : 'done'),
  });
}

async function serveFromNode({ host = 'node', reason }) {
  if (reason !== undefined) progress.say(`${reason}, so the app opens in your browser.`);
  await runProgram(['serve', '--host', host, ...withoutHost(args)]);
}

async function showInElectron(electron) {
  // Terminals inside Electron programs set this; with it ours would start as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const { code } = await run(electron, [root, ...withoutHost(args)], { env, show: true });
  // The system's loader says so when a shared library is missing.
  if (process.platform === 'linux' && code === 127)
    return serveFromNode({ reason: 'Electron could not be loaded (see above)' });
  process.exitCode = code;
}
