import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock, waitForLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';

export const program = inRoot('out/main/cli.js');

/** What a build is made from. */
const sources = ['app', 'main', 'renderer', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** Its message is fit to be shown as it is. */
export class SetupFailed extends Error {}

export function reportFailure(error) {
  if (!(error instanceof SetupFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** Installs and builds whatever is missing or out of date. */
export async function ensureReady(progress) {
  await ensureInstalled(progress);
  await ensureBuilt(progress);
}

export async function ensureInstalled(progress) {
  if (isInstalled()) return;
  await inTurn(progress, async () => {
    if (!isInstalled()) await progress.during('Installing the packages named in package-lock.json', install);
  });
}

export async function ensureBuilt(progress) {
  if (isBuilt()) return;
  await inTurn(progress, async () => {
    if (!isBuilt()) await progress.during('Building the app', build);
  });
}

/** Builds even when nothing seems to have changed. */
export const rebuild = (progress) => inTurn(progress, () => progress.during('Building the app', build));

/** One set-up at a time in a checkout: two would empty each other's folders. */
async function inTurn(progress, work) {
  const file = inRoot('out/.setup-lock');
  const wait = () => progress.during('Waiting for another set-up of this checkout to end', () => waitForLock(file));
  const release = takeLock(file) ?? (await wait());
  try {
    await work();
  } finally {
    release();
  }
}

function isInstalled() {
  // npm writes this file last, so a broken-off installation has none.
  const installed = readJson(inRoot('node_modules/.package-lock.json'));
  return installed !== undefined && isInstalledFrom(readJson(inRoot('package-lock.json')), installed);
}

/** Whether every package of the lockfile is there in its version; those for other platforms may be absent. */
export function isInstalledFrom(lockfile, installed) {
  return Object.entries(lockfile.packages).every(([path, wanted]) => {
    const found = installed.packages[path];
    return path === '' || (found === undefined ? wanted.optional === true : found.version === wanted.version);
  });
}

async function install() {
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--no-update-notifier'];
  const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const { code, output } = await runNpm(flags, { env });
  if (code !== 0) {
    throw new SetupFailed(
      `${lastLines(output)}\nThe packages could not be installed: "npm ci" ended with ${code}, as shown above. ` +
        'Your own files are untouched. Look at the connection to your package registry, then run the same command again.',
    );
  }
}

const stampFile = inRoot('out/.build-stamp');

function isBuilt() {
  return (
    existsSync(program) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint(inRoot(''), sources)
  );
}

async function build() {
  const stamp = fingerprint(inRoot(''), sources);
  rmSync(stampFile, { force: true });
  const command = [inRoot('node_modules/vite/bin/vite.js'), 'build', '--app', '--logLevel', 'warn'];
  // With another one in the terminal the views would be React's development build, which names this machine's folders.
  const made = await Promise.all([
    runNode(command, { env: { ...process.env, NODE_ENV: 'production' } }),
    describeExports(),
  ]);
  const { code, output } = made.find((part) => part.code !== 0) ?? made[0];
  if (code !== 0) {
    throw new SetupFailed(
      `${lastLines(output)}\nThe app could not be built, as shown above. Nothing else was changed. ` +
        'Mend the named file, then run the same command again.',
    );
  }
  mkdirSync(inRoot('out'), { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** Types of what the package exports. */
function describeExports() {
  rmSync(inRoot('out/types'), { recursive: true, force: true });
  return runNode([inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('main/automation/tsconfig.types.json')]);
}

/** Changes when a file among `paths` comes, goes or is written: sizes and times only, so that it costs milliseconds. */
export function fingerprint(folder, paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const line of describeFiles(folder, path)) hash.update(line);
  return hash.digest('hex');
}

function* describeFiles(folder, path) {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) yield `${path}\0${stats.size}\0${stats.mtimeMs}\n`;
  else for (const name of readdirSync(join(folder, path)).sort()) yield* describeFiles(folder, join(path, name));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const lastLines = (output) =>
  output
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .slice(-30)
    .join('\n');
