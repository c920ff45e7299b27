import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/chromium.ts';
import { startHost, type TestHost, type TestHostOptions } from '../support/host.ts';

/** The lab of a host of its own, in a browser of its own. */
export type LabPage = {
  readonly host: TestHost;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  headline(): Promise<string | null>;
  close(): Promise<void>;
};

/** Opens it with the clock frozen, at the start of a run unless there is one to go on with. */
export async function openLab(
  options: TestHostOptions = {},
  { headline: begin = 'Everything answers.' }: { readonly headline?: string | RegExp } = {},
): Promise<LabPage> {
  const host = await startHost(options);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (fault) => complaints.push(fault.message));
  await page.goto(host.url);
  await host.run('clock', 'freeze');
  const headline = () => page.getByRole('heading', { level: 1 }).textContent();
  await waitForHeadline(page, begin);
  const close = async () => {
    await browser.close();
    await host.stop();
  };
  return { host, browser, context, page, complaints, headline, close };
}

export async function waitForHeadline(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export type NamedText = readonly [name: string, text: string];

/** Holds files over the window, as a drag from a file manager does. */
export async function dragFiles(page: Page, files: readonly NamedText[]): Promise<{ drop(): Promise<void> }> {
  const dataTransfer = await page.evaluateHandle((named) => {
    const data = new DataTransfer();
    for (const [name, text] of named) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer });
  return { drop: () => page.dispatchEvent('main', 'drop', { dataTransfer }) };
}

export async function dropFiles(page: Page, ...files: readonly NamedText[]): Promise<void> {
  await (await dragFiles(page, files)).drop();
}

/** A file that comes with the product. */
export function example(name: string): NamedText {
  return [name, readFileSync(join('examples', 'acme', name), 'utf8')];
}

export const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
export const strip = (page: Page) => page.getByRole('region', { name: 'Edits of the environment' });
export const message = (page: Page) => page.getByRole('status').filter({ hasText: 'Close' });
