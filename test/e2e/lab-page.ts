import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type Lab, type LabOptions, openLab as openOnEither, whyNoLab } from '../support/lab.ts';

/** Why the lab can't be opened here, in whichever host it is to be; `undefined` when it can. */
export const lack = await whyNoLab();

/** The lab of a host of its own, in a window of its own. */
export type LabPage = Pick<Lab, 'browser' | 'page' | 'openedBy' | 'close'> & {
  readonly host: Pick<Lab, 'run' | 'inspect' | 'address' | 'dataDirectory'>;
  readonly context: BrowserContext;
  /** What the window complained of. */
  readonly complaints: readonly string[];
  headline(): Promise<string | null>;
};

/** Opens it with the clock frozen, at the start of a run unless there is one to go on with. */
export async function openLab(
  options: LabOptions = {},
  { headline: begin = 'Everything answers.' }: { readonly headline?: string | RegExp } = {},
): Promise<LabPage> {
  const { page, browser, launchUrl, openedBy, close, ...host } = await openOnEither({
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (fault) => complaints.push(fault.message));
  if (launchUrl !== undefined) {
    // The desktop app grants nothing, so what reads the clipboard is tried in a browser alone.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(launchUrl);
  }
  await host.run('clock', 'freeze');
  const headline = () => page.getByRole('heading', { level: 1 }).textContent();
  await waitForHeadline(page, begin);
  return { host, browser, context: page.context(), page, complaints, openedBy, headline, close };
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
export const playStrip = (page: Page) => page.getByRole('region', { name: 'The scenario that is played' });
export const message = (page: Page) => page.getByRole('status').filter({ hasText: 'Close' });
