import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { findChromium, launchBrowser } from '../support/chromium.ts';
import { makeDirectory, startHost, type TestHost } from '../support/host.ts';
import { countClicks } from './count-clicks.ts';

const chromium = await findChromium();

/** Words that somebody who only uses a computer has no use for. */
const jargon =
  /precedence|polic(y|ies)|gateway|registration|episode|duration|session|expir|resolver|split tunnel|notification|YAML/i;

describe.skipIf(chromium === undefined)('a first launch', () => {
  let browser: Browser;
  let host: TestHost;
  let page: Page;
  let dataDirectory: string;
  let clicks: () => number;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page.context().close();
    await host.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  /** From an empty data directory, but for a theme. */
  const launch = async (theme = 'system') => {
    dataDirectory = makeDirectory();
    if (theme !== 'system') writeFileSync(join(dataDirectory, 'preferences.json'), JSON.stringify({ theme }));
    host = await startHost({ dataDirectory });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    clicks = await countClicks(context);
    page = await context.newPage();
    await page.goto(host.url);
    await start().waitFor();
  };
  const start = () => page.getByRole('main', { name: 'Start' });
  const headline = () => page.getByRole('heading', { level: 1 });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const wiki = () => page.getByRole('region', { name: 'Destinations' }).getByRole('button', { name: /^wiki\./ });
  const stop = () => page.getByRole('dialog');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');

  it('leads to the first lived lockout in one click of three, within a minute, without a word of the trade', async () => {
    const began = performance.now();
    await launch();
    expect(await start().textContent()).not.toMatch(jargon);
    await button('Live the week').click();
    await expect.poll(() => headline().textContent()).toBe('The internal network is dead.');
    await expect.poll(() => wiki().textContent()).toContain('dead');
    expect(await wiki().isVisible()).toBe(true);
    expect(clicks()).toBe(1);
    expect(performance.now() - began).toBeLessThan(60_000);
    expect(await page.getByRole('region', { name: 'Notices' }).textContent()).toContain('missed');
    const client = page.getByRole('region', { name: 'Emulated client' });
    expect(await client.textContent()).toContain('Connected');

    await button('Show where to click').click();
    await client.getByRole('button', { name: 'Re-Authenticate Session' }).waitFor();
    expect(clicks()).toBe(2);
  });

  it('does the same by keys alone', async () => {
    await launch();
    expect(await focused()).toBe('Live the week');
    await page.keyboard.press('Enter');
    await expect.poll(() => headline().textContent()).toBe('The internal network is dead.');
    await expect.poll(() => wiki().textContent()).toContain('dead');
    await page.keyboard.press('w');
    await page
      .getByRole('region', { name: 'Emulated client' })
      .getByRole('button', { name: 'Re-Authenticate Session' })
      .waitFor();
    expect(clicks()).toBe(0);
  });

  it('offers the other examples, each in a sentence, and lives the one that is chosen', async () => {
    await launch();
    const examples = page.getByRole('radio');
    await expect.poll(() => examples.count()).toBe(3);
    expect(await page.getByRole('radio', { name: /^Acme, one time limit/ }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: /^Acme, a time limit for each application/ }).check();
    await button('Live the week').click();
    await expect.poll(() => headline().textContent()).toBe('hr.corp.internal is dead.');
    expect(clicks()).toBe(2);
  });

  it('is left by Escape, and does not come back: not on a reload, not at the next start', async () => {
    await launch();
    await page.keyboard.press('Escape');
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    await page.reload();
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    expect(await start().count()).toBe(0);
    await host.stop();
    host = await startHost({ dataDirectory });
    await page.goto(host.url);
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    expect(await start().count()).toBe(0);
  });

  it('needs no start where somebody drives it already', async () => {
    await launch();
    await host.run('clock', 'advance', '1h');
    await expect.poll(() => start().count()).toBe(0);
    expect(await headline().textContent()).toBe('Everything answers.');
  });

  it('shows around in five stops, each at what it speaks of, and is left by Escape', async () => {
    await launch();
    await button('Show me around first').click();
    await expect.poll(() => stop().textContent()).toContain('1 of 5What the user sees');
    const titles: (string | null)[] = [];
    for (let at = 1; at <= 5; at += 1) {
      await expect.poll(() => stop().textContent()).toContain(`${at} of 5`);
      titles.push(await stop().getByRole('heading').textContent());
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
      if (at < 5) await page.keyboard.press('Enter');
    }
    expect(titles).toEqual(['What the user sees', 'The truth', 'Time', 'What answers', 'Why']);
    await button('Back').click();
    await expect.poll(() => stop().textContent()).toContain('4 of 5');
    await page.keyboard.press('Escape');
    await expect.poll(() => stop().count()).toBe(0);
    await page.reload();
    await headline().waitFor();
    expect(await stop().count()).toBe(0);
  });

  it('shows around again when it is asked to: by a key, and from the help', async () => {
    await launch();
    await button('Look around by myself').click();
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    await page.keyboard.press('t');
    await expect.poll(() => stop().textContent()).toContain('1 of 5');
    await button('Leave the tour').click();
    await expect.poll(() => stop().count()).toBe(0);
    await page.keyboard.press('?');
    await stop().getByRole('button', { name: 'Take the tour' }).click();
    await expect.poll(() => stop().textContent()).toContain('1 of 5');
  });

  it.each([
    ['system', 'light'],
    ['system', 'dark'],
    ['contrast', 'light'],
    ['contrast', 'dark'],
  ] as const)('is without a fault in the theme %s on %s, start and tour', async (theme, colorScheme) => {
    await launch(theme);
    await page.emulateMedia({ colorScheme });
    const faults = async () =>
      (
        await axeOn(page)
          .exclude('[data-base-ui-focus-guard]')
          .options(theme === 'contrast' ? { rules: { 'color-contrast-enhanced': { enabled: true } } } : {})
          .analyze()
      ).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    expect(await faults()).toEqual([]);
    await button('Show me around first').click();
    // Stops differ in their words alone, so one is enough beyond the first theme.
    const stops = theme === 'system' && colorScheme === 'light' ? 5 : 1;
    for (let at = 1; at <= stops; at += 1) {
      await expect.poll(() => stop().textContent()).toContain(`${at} of 5`);
      expect(await faults(), `stop ${at}`).toEqual([]);
      await page.keyboard.press('Enter');
    }
  });
});
