import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../support/chromium.ts';
import type { Observed } from './observe.ts';
import { type Codes, host, type Way } from './way.ts';

export type Browsing = {
  /** Loads a page; what it says, or the browser's own name of what went wrong. */
  load(url: string, limit: number): Promise<Observed>;
  /** The same on the connection that it has, if any. */
  reload(url: string): Promise<string>;
  /** Opens a WebSocket from an open page and lets the far side send a word back. */
  talk(limit: number): Promise<Observed>;
  /** Opens one that stays; the answer to each word that is said on it. */
  open(): Promise<(word: string) => Promise<string>>;
  close(): Promise<void>;
};

const word = 'over the WebSocket';

/** A real Chromium that finds its way by the PAC file. */
export async function startBrowsing(pac: string): Promise<Browsing> {
  const browser: Browser = await launchBrowser({ args: [`--proxy-pac-url=${pac}`] });
  // The sites forbid their pages to connect anywhere.
  const context: BrowserContext = await browser.newContext({ ignoreHTTPSErrors: true, bypassCSP: true });
  const stays = await context.newPage();
  await stays.goto(`http://${host}/`);
  return {
    async load(url, limit) {
      // A context of its own has no connection yet.
      const fresh = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await fresh.newPage();
      const begun = performance.now();
      const seen = await loadPage(page, url, limit);
      const took = performance.now() - begun;
      await fresh.close();
      return { ...seen, took };
    },
    async reload(url) {
      const page = await context.newPage();
      const { stdout } = await loadPage(page, url, 20_000);
      await page.close();
      return stdout;
    },
    async talk(limit) {
      const begun = performance.now();
      const complaints: string[] = [];
      const page = stays;
      page.on('console', (message) => complaints.push(message.text()));
      const code = await page.evaluate(talkOnce, { url: `ws://${host}/echo`, word, limit });
      const stderr = complaints.join('\n');
      return { code, stdout: code === 0 ? word : '', stderr, took: performance.now() - begun };
    },
    async open() {
      await stays.evaluate(openOne, `ws://${host}/echo`);
      return (said) => stays.evaluate(sayOn, said);
    },
    close: () => browser.close(),
  };
}

async function loadPage(page: Page, url: string, limit: number): Promise<Omit<Observed, 'took'>> {
  try {
    const response = await page.goto(url, { timeout: limit });
    const status = response?.status() ?? 0;
    if (status === 200) return { code: 0, stdout: (await page.innerText('body')).trim(), stderr: '' };
    return { code: 1, stdout: '', stderr: `HTTP ${status}, a page: ${await page.title()}` };
  } catch (fault) {
    const message = String(fault);
    const [error] = /net::\w+/.exec(message) ?? [];
    return { code: error === undefined ? undefined : 1, stdout: '', stderr: error ?? message };
  }
}

/** These run in the page. */
function talkOnce({ url, word, limit }: { url: string; word: string; limit: number }): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const timer = setTimeout(() => resolve(undefined), limit);
    const settle = (code: number) => {
      clearTimeout(timer);
      socket.close();
      resolve(code);
    };
    socket.onopen = () => socket.send(word);
    socket.onmessage = ({ data }) => settle(data === word ? 0 : 1);
    socket.onclose = () => settle(1);
  });
}

function openOne(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    Object.assign(globalThis, { kept: socket });
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('the WebSocket did not open'));
  });
}

function sayOn(word: string): Promise<string> {
  const { kept } = globalThis as unknown as { kept: WebSocket };
  return new Promise((resolve, reject) => {
    kept.onmessage = ({ data }) => resolve(String(data));
    kept.onclose = () => reject(new Error('the WebSocket was closed'));
    kept.send(word);
  });
}

/** A browser has no exit status: 0 stands for the page, 1 for anything else. */
const ofSockets: Codes = { faithful: 1, reset: 1, close: 1, timeout: 1, explain: 1 };

/** It may try once more before it tells what went wrong. */
const ofPages: Codes = { ...ofSockets, faithful: 'late' };

type Run = (browsing: Browsing, limit: number) => Promise<Observed>;

const way = (what: string, answer: string, codes: Codes, run: Run): Way => ({
  ...{ program: 'Chromium', by: 'PAC', what, answer, codes },
  run: ({ browsing }, limit) => {
    if (browsing === undefined) throw new Error('There is no Chromium here.');
    return run(browsing, limit);
  },
});

export const browserWays: readonly Way[] = [
  way('a page over http', 'ok', ofPages, (browsing, limit) => browsing.load(`http://${host}/health`, limit)),
  way('a page over https', 'ok', ofPages, (browsing, limit) => browsing.load(`https://${host}/health`, limit)),
  way('a WebSocket', word, ofSockets, (browsing, limit) => browsing.talk(limit)),
];
