import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { inRoot } from './paths.mjs';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const applications = {
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) =>
    [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ].map((path) => join(process.env[name] ?? '', path)),
  ),
};

/**
 * A Chromium to test with: `{ path }`, or `{ reason }` when there is none. WARP_EMU_CHROMIUM names one, or says `none`;
 * else one that is installed, else (Linux on x64) the one that came with the packages, unpacked at its first use.
 */
export async function findChromium(env = process.env) {
  const named = env.WARP_EMU_CHROMIUM;
  if (named === 'none') return { reason: 'WARP_EMU_CHROMIUM is "none"' };
  if (named) return existsSync(named) ? { path: named } : { reason: `WARP_EMU_CHROMIUM names no file: ${named}` };
  const installed = [...onPath(env), ...(applications[process.platform] ?? [])].find((path) => existsSync(path));
  if (installed !== undefined) return { path: installed };
  if (process.platform === 'linux' && process.arch === 'x64') return findCarried();
  return { reason: 'no Chromium, Chrome or Edge was found' };
}

const onPath = (env) =>
  process.platform === 'win32'
    ? []
    : (env.PATH ?? '').split(delimiter).flatMap((folder) => commands.map((name) => join(folder, name)));

async function findCarried() {
  try {
    const path = await unpackCarried();
    execFileSync(path, ['--version'], { stdio: 'pipe' });
    return { path };
  } catch (error) {
    const why = String(error.stderr || error.message)
      .trim()
      .split('\n')[0];
    return { reason: `no Chromium is installed, and the one in the packages does not run here: ${why}` };
  }
}

async function unpackCarried() {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  const folder = inRoot(`node_modules/.cache/chromium-${version}`);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    const scratch = mkdtempSync(`${folder}-`);
    await unpackInto(scratch);
    renameSync(scratch, folder);
  }
  return join(folder, 'chromium');
}

async function unpackInto(folder) {
  const { default: carried } = await import('@sparticuz/chromium');
  const { TMPDIR } = process.env;
  // It unpacks into the system's temporary folder and takes whatever it finds there under its names.
  process.env.TMPDIR = folder;
  try {
    await carried.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
