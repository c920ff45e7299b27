// npm run screenshots [name…]: takes the pictures of the README and the guide anew, from the running app at fixed instants.
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/paths.mjs';
import { shrinkPng } from './lib/png.mjs';
import { createProgress } from './lib/progress.mjs';
import { runNode } from './lib/run.mjs';
import { scenes } from './lib/scenes.mjs';
import { ensureReady, program, reportFailure, SetupFailed } from './lib/setup.mjs';

const folder = inRoot('docs/pictures');
const size = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };

/** All when none is named. */
const wanted = process.argv.slice(2);

const progress = createProgress();
await ensureReady(progress)
  .then(() => progress.during('Taking the pictures', takePictures))
  .catch(reportFailure);

async function takePictures() {
  const { path, reason } = await findChromium();
  if (path === undefined) throw new SetupFailed(`No picture was taken: ${reason}.`);
  mkdirSync(folder, { recursive: true });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'warp-emu-pictures-'));
  // Whatever else listens on this machine, no picture tells of a taken port.
  writeFileSync(join(dataDirectory, 'preferences.json'), JSON.stringify({ ports: { proxy: 0, dns: 0 } }));
  const host = spawn(process.execPath, serve(dataDirectory), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: withoutDesktop(),
  });
  try {
    const url = await addressOf(host);
    const emu = (...args) => runNode([program, ...args, '--data-dir', dataDirectory]);
    await photograph(path, url, emu);
  } finally {
    await ended(host);
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function serve(dataDirectory) {
  return [program, 'serve', '--host', 'node', '--no-open', '--port', '0', '--data-dir', dataDirectory];
}

/** Every scene is played, for each stands on the one before; `wanted` alone are kept. */
async function photograph(executablePath, url, emu) {
  const { chromium } = await import('playwright-core');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    const page = await browser.newPage({ ...size, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    await page.goto(url);
    for (const scene of scenes) await take(scene, { page, emu });
  } finally {
    await browser.close();
  }
}

async function take({ name, themes = ['light'], of, size: window, play, elsewhere, after }, { page, emu }) {
  await play?.({ page, emu });
  const tab = (await elsewhere?.({ page, emu })) ?? page;
  if (window !== undefined) await tab.setViewportSize(window);
  for (const colorScheme of themes) {
    await tab.emulateMedia({ colorScheme });
    const picture = await (of?.(tab) ?? tab).screenshot({ animations: 'disabled', caret: 'hide' });
    const file = themes.length === 1 ? `${name}.png` : `${name}-${colorScheme}.png`;
    if (wanted.length === 0 || wanted.includes(name)) writeFileSync(join(folder, file), shrinkPng(picture));
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await after?.({ page, emu, tab });
}

function addressOf(host) {
  return new Promise((resolve, reject) => {
    let heard = '';
    const listen = (chunk) => {
      heard += chunk;
      const url = /is ready: (\S+)/.exec(heard)?.[1];
      if (url !== undefined) resolve(url);
    };
    host.stdout.on('data', listen);
    host.stderr.on('data', listen);
    host.once('exit', () => reject(new SetupFailed(`The emulator did not start:\n${heard}`)));
  });
}

function ended(host) {
  return new Promise((resolve) => {
    host.once('exit', resolve);
    if (host.exitCode !== null || host.signalCode !== null) resolve();
    else host.kill('SIGTERM');
  });
}

/** Pictures post nothing on the desktop of whoever takes them. */
function withoutDesktop() {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = process.env;
  return env;
}
