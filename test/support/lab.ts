import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import * as runtime from '../../scripts/lib/electron-runtime.mjs';
import * as scripts from '../../scripts/lib/host.mjs';
import { root } from '../architecture/sources.ts';
import { findChromium, launchBrowser } from './chromium.ts';
import { commandsFor, makeDirectory, startHost, type TestHost, type TestHostOptions } from './host.ts';

/** The lab as a person has it before them, on either host. */
export type Lab = Pick<TestHost, 'run' | 'inspect' | 'address' | 'dataDirectory'> & {
  readonly page: Page;
  /** Where the Node host let the page in, once. Electron's windows need no such address. */
  readonly launchUrl?: string;
  /** The browser for what opens beside the lab; on the Node host the lab is in it too. */
  readonly browser: Browser;
  /** Does what opens a page in the person's own browser, and answers that page. */
  openedBy(act: () => Promise<void>): Promise<Page>;
  close(): Promise<void>;
};

/** `WARP_EMU_E2E_HOST=electron` runs the same tests in the desktop app's own windows. */
export const labHost: 'node' | 'electron' = process.env.WARP_EMU_E2E_HOST === 'electron' ? 'electron' : 'node';

/** Why no lab can be opened here; `undefined` when one can. With `CI` set Electron's must, and it throws. */
export async function whyNoLab(): Promise<string | undefined> {
  if ((await findChromium()) === undefined) return 'there is no Chromium here';
  const reason = labHost === 'electron' ? whyNoElectron() : undefined;
  if (reason !== undefined && process.env.CI) throw new Error(`${reason}, and with CI set the tests on it must run.`);
  return reason;
}

function whyNoElectron(): string | undefined {
  if (findElectron() === undefined) return 'Electron’s runtime is not installed here';
  return scripts.whyNoWindow({ platform: process.platform, env: process.env, uid: process.getuid?.() });
}

export type LabOptions = Pick<TestHostOptions, 'dataDirectory' | 'env' | 'args'> & {
  readonly reducedMotion?: 'reduce' | 'no-preference';
};

const size = { width: 1280, height: 800 };

export function openLab(options: LabOptions = {}): Promise<Lab> {
  return labHost === 'electron' ? openElectronLab(options) : openNodeLab(options);
}

async function openNodeLab({ reducedMotion = 'no-preference', ...options }: LabOptions): Promise<Lab> {
  const host = await startHost(options);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: size, reducedMotion });
  const page = await context.newPage();
  return {
    ...{ ...host, page, browser, launchUrl: host.url },
    openedBy: async (act) => {
      const [opened] = await Promise.all([context.waitForEvent('page'), act()]);
      return opened;
    },
    close: async () => {
      await browser.close();
      await host.stop();
    },
  };
}

function findElectron(): string | undefined {
  return runtime.findRuntime(join(root, 'node_modules/electron'));
}

async function openElectronLab({ reducedMotion = 'no-preference', ...options }: LabOptions): Promise<Lab> {
  const dataDirectory = options.dataDirectory ?? makeDirectory();
  const app = await _electron.launch({
    executablePath: findElectron() ?? '',
    args: [root, `--data-dir=${dataDirectory}`, '--port=0', ...(options.args ?? [])],
    env: definedOnly(options.env ?? process.env),
  });
  const page = await app.firstWindow();
  await page.setViewportSize(size);
  await page.emulateMedia({ reducedMotion });
  // What would go to the system's browser is kept; the page that a person would see there is opened in ours.
  await app.evaluate(({ shell }) => {
    const kept: string[] = [];
    Object.assign(globalThis, { kept });
    shell.openExternal = async (url) => void kept.push(url);
  });
  const takeOpened = () =>
    app.evaluate(() => (globalThis as typeof globalThis & { kept: string[] }).kept.shift() ?? '');
  const browser = await launchBrowser();
  return {
    ...{ ...commandsFor(dataDirectory), dataDirectory, page, browser },
    openedBy: async (act) => {
      await act();
      let url = '';
      await expect.poll(async () => (url = await takeOpened()), { timeout: 10_000 }).not.toBe('');
      const opened = await browser.newPage();
      await opened.goto(url);
      return opened;
    },
    close: async () => {
      await browser.close();
      await app.close();
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
