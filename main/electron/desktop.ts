import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { Refusal } from '../../app/errors.ts';
import { storageRefusal } from '../adapters/storage-fault.ts';
import { readVersion } from '../assets.ts';
import { describeFailure, type ExitCode } from '../cli/failure.ts';
import type { RunningHost } from '../compose.ts';
import { showEarlierHost, waitForHost } from '../earlier-host.ts';
import { serveHost } from '../serve-host.ts';
import { type DesktopOptions, readDesktopOptions } from './desktop-options.ts';
import { openExternal, openFolder } from './open-external.ts';
import { collectOpened, type Launch } from './opened.ts';
import { makeElectronStore } from './preference-store.ts';
import { holdQuit } from './quitting.ts';
import { type Shell, startShell } from './shell.ts';

const patience = 10_000;

const voice = {
  say: (line: string) => void process.stdout.write(`${line}\n`),
  complain: (line: string) => void process.stderr.write(`${line}\n`),
};

/**
 * Runs the app to its end, or brings forward the one that runs with this data directory; answers the exit code and
 * never rejects. To be called before Electron is ready, which it is only once its entry has been evaluated.
 */
export async function runDesktop(args: readonly string[]): Promise<ExitCode> {
  try {
    const options = readDesktopOptions(args, process.env);
    setProfile(options.dataDirectory);
    const launch = { words: options.words, directory: process.cwd() };
    return await (app.requestSingleInstanceLock(launch) ? runFirst(options, launch) : tellOfFirst(options));
  } catch (fault) {
    const { exit, error } = describeFailure(fault);
    voice.complain(error.message);
    // Started from a desktop, it has no terminal to say so.
    if (app.isPackaged) dialog.showErrorBox('WARP Session Emulator could not start', error.message);
    return exit;
  }
}

/** Chromium's files lie with the rest, and each data directory has a lock of its own. */
function setProfile(dataDirectory: string): void {
  const profile = join(dataDirectory, 'electron');
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
  } catch (fault) {
    throw storageRefusal(fault, profile);
  }
  app.setPath('userData', profile);
}

async function runFirst(options: DesktopOptions, launch: Launch): Promise<ExitCode> {
  const quitting = holdQuit();
  const opened = collectOpened(launch);
  void quitting.wanted.then(() => setTimeout(() => app.exit(1), patience).unref());
  let host: RunningHost | undefined;
  let shell: Shell | undefined;
  voice.say(`WARP Session Emulator ${readVersion()}. Its data lies in ${options.dataDirectory}.`);
  await app.whenReady();
  return serveHost(
    { ...options, ...voice, host: 'electron' },
    {
      makePreferenceStore: makeElectronStore,
      openFolder,
      show: async (url) => {
        if (shell !== undefined && isOwnView(url, host)) return shell.windows.showSome();
        await openExternal(url);
      },
      runUntilEnd: (running) => {
        host = running;
        shell = startShell(running, quitting, opened);
        return shell.ended;
      },
    },
  );
}

/** Prints where the first one is, once it can be found; that one brings its windows forward. */
async function tellOfFirst(options: DesktopOptions): Promise<ExitCode> {
  const first = await waitForHost(options.dataDirectory);
  if (first === undefined) throw new Refusal('already-running', 'The emulator is starting already.');
  return showEarlierHost(first, { ...options, ...voice, open: false }, openExternal);
}

/** An address that the control server minted leads to what our windows show. */
function isOwnView(url: string, host: RunningHost | undefined): boolean {
  const { origin, pathname } = new URL(url);
  return pathname === '/launch' && origin === host?.snapshots.latest().addresses.ui;
}
