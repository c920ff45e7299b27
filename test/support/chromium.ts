import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import * as scripts from '../../scripts/lib/chromium.mjs';

/** The browser to test with; `undefined` when there is none, and tests that need it are skipped by name. */
export async function findChromium(): Promise<string | undefined> {
  const found: { path?: string } = await scripts.findChromium();
  return found.path;
}

const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever it may still ask for by itself stays on this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
];

/** Starts it headless; `options.args` come on top of those that keep it quiet. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined)
    throw new Error('There is no Chromium here; skip this test when findChromium() finds none.');
  const isRoot = process.getuid?.() === 0;
  const args = [...quiet, ...(isRoot ? ['--no-sandbox'] : []), ...(options.args ?? [])];
  return chromium.launch({ ...options, executablePath, headless: true, args });
}
