import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { findChromium, launchBrowser } from '../support/chromium.ts';
import { startHost } from '../support/host.ts';
import { countClicks } from './count-clicks.ts';
import { waysOut } from './ways-out.ts';

const chromium = await findChromium();

type Step = (typeof waysOut)[number]['steps'][number];

describe.skipIf(chromium === undefined)('clicks, counted as presses of the mouse anywhere in the browser', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  async function launch(): Promise<{ page: Page; context: BrowserContext; clicks(): number; run: typeof host.run }> {
    const host = await startHost();
    closing.push(() => host.stop());
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const clicks = await countClicks(context);
    const page = await context.newPage();
    await page.goto(host.url);
    return { page, context, clicks, run: host.run };
  }

  const client = (page: Page) => page.getByRole('region', { name: 'Emulated client' });
  const says = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

  async function reauthenticate(page: Page, context: BrowserContext, steps: readonly Step[]): Promise<Page> {
    const last = steps.length - 1;
    for (const [role, name] of steps.slice(0, last)) await client(page).getByRole(role, { name, exact: true }).click();
    const [role, name] = steps[last] ?? ['button', ''];
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      client(page).getByRole(role, { name, exact: true }).click(),
    ]);
    await tab.getByRole('button', { name: 'Sign in as Alice' }).waitFor();
    return tab;
  }

  it.each(waysOut)('find the way to sign in again in the $generation client, four at most', async (way) => {
    const { page, context, clicks, run } = await launch();
    await run('environment', 'set', 'client.generation', way.generation, '--now');
    await run('clock', 'to', '+168h01m');
    await says(page, 'The internal network is dead.');
    await reauthenticate(page, context, way.steps);
    expect(clicks()).toBe(way.steps.length);
    expect(clicks()).toBeLessThanOrEqual(4);
  });

  it('live the seed case from a cold start to its end, six at most', async () => {
    const { page, context, clicks } = await launch();
    await page.getByRole('button', { name: 'Live the week' }).click();
    await says(page, 'The internal network is dead.');
    const tab = await reauthenticate(page, context, waysOut[0].steps);
    await tab.getByRole('button', { name: 'Sign in as Alice' }).click();
    await says(page, 'Everything answers.');
    expect(clicks()).toBeLessThanOrEqual(6);
  });
});
