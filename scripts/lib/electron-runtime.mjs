import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { endTogether } from './run.mjs';

const second = 1000;
const hour = 3600 * second;

export const usualLimits = { firstByteMs: 10 * second, stallMs: 10 * second, retryAfterMs: 24 * hour };

/** The path of the Electron program, when it is installed: the place where the package `electron` itself looks. */
export function findRuntime(electronDir, env = process.env) {
  const pathFile = join(electronDir, 'path.txt');
  const elsewhere = env.ELECTRON_OVERRIDE_DIST_PATH;
  // Its installer writes path.txt last; without it a dist folder is a piece of one.
  if (!existsSync(pathFile) && !elsewhere) return undefined;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const program = join(elsewhere || join(electronDir, 'dist'), name);
  return existsSync(program) ? program : undefined;
}

/**
 * Finds the runtime or downloads it with Electron's own installer: `{ path }`, or `{ reason }` fit to be shown.
 * After a failure the same version from the same mirror is not tried again within `retryAfterMs`, unless `force`.
 */
export async function obtainRuntime({ electronDir, attemptFile, env, limits, force = false, onBytes = () => {} }) {
  const found = findRuntime(electronDir, env);
  if (found !== undefined) return { path: found };
  const source = identifySource(electronDir, env);
  const earlier = force ? undefined : readAttempt(attemptFile, source, limits.retryAfterMs);
  if (earlier !== undefined) return { reason: earlier };
  const failure = await install({ electronDir, env, limits, onBytes });
  const path = findRuntime(electronDir, env);
  if (path !== undefined) return { path };
  const reason = failure ?? "Electron's installer left no program behind";
  writeAttempt(attemptFile, { source, at: Date.now(), reason });
  return { reason };
}

/** Changes with the version and with every setting of Electron's own: a new mirror is worth a new try. */
function identifySource(electronDir, env) {
  const settings = Object.keys(env).filter((name) => /^(npm_config_)?electron_/i.test(name));
  const parts = [readFileSync(join(electronDir, 'package.json'), 'utf8'), ...settings.sort().map((name) => env[name])];
  // Hashed, for a mirror's address may hold a password.
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

function readAttempt(file, source, retryAfterMs) {
  if (!existsSync(file)) return undefined;
  try {
    const attempt = JSON.parse(readFileSync(file, 'utf8'));
    const age = Date.now() - attempt.at;
    if (attempt.source !== source || !(age >= 0 && age < retryAfterMs)) return undefined;
    return `${attempt.reason}; next try in ${Math.ceil((retryAfterMs - age) / hour)} h`;
  } catch {
    return undefined;
  }
}

function writeAttempt(file, attempt) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(attempt));
}

/** Runs Electron's installer, watched by `download-watch.mjs`; answers why it failed. */
function install({ electronDir, env, limits, onBytes }) {
  // A download that is given up leaves its piece here, not in the system's temporary folder.
  const scratch = mkdtempSync(join(tmpdir(), 'electron-setup-'));
  const child = spawn(process.execPath, ['--import', watch, join(electronDir, 'install.js')], {
    env: { ...env, ELECTRON_GET_NO_PROGRESS: '1', TMPDIR: scratch, TMP: scratch, TEMP: scratch },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  endTogether(child);
  let reason;
  let errors = '';
  const patience = createPatience(limits, (why) => {
    reason ??= why;
    child.kill('SIGKILL');
  });
  child.on('message', (news) => {
    patience.hear(news);
    if (news.received !== undefined) onBytes(news.received);
    if (news.failed !== undefined) reason ??= news.failed;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      patience.end();
      rmSync(scratch, { recursive: true, force: true });
      resolve(code === 0 ? undefined : (reason ?? (errors.split('\n')[0] || `its installer ended with ${code}`)));
    });
  });
}

const watch = new URL('./download-watch.mjs', import.meta.url).href;

/** Runs out when an asked server sends nothing for too long; unpacking may take its time. */
function createPatience({ firstByteMs, stallMs }, giveUp) {
  let timer;
  const within = (ms, why) => {
    clearTimeout(timer);
    timer = setTimeout(() => giveUp(why(`${ms / second} s`)), ms);
  };
  return {
    hear(news) {
      if (news.asked) within(firstByteMs, (time) => `no answer for ${time}`);
      if (news.received !== undefined) {
        within(stallMs, (time) => `the download stood still for ${time} after ${sayBytes(news.received)}`);
      }
      if (news.ended || news.failed !== undefined) clearTimeout(timer);
    },
    end: () => clearTimeout(timer),
  };
}

export const sayBytes = (count) => (count < 1e6 ? `${Math.ceil(count / 1e3)} kB` : `${Math.round(count / 1e6)} MB`);
