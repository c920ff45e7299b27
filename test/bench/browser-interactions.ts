import type { Page } from 'playwright-core';

export type Interaction = { readonly name: string; run(page: Page, time: number): Promise<void> };

const sheets = ['f', 'd', 'p', 'c', 'o', 'r', 'l', 'b', 's', '?'];
const words = ['public', 'd1 corp', 'expired', 'zzz'];

/** What somebody does in the lab, one thing at a time. Each begins and ends with the bare lab. */
export const interactions: readonly Interaction[] = [
  {
    name: 'choose a destination',
    run: async (page, time) => {
      const rows = page.locator('#destinations-list button[aria-pressed]');
      await rows.nth(time % (await rows.count())).click();
    },
  },
  {
    name: 'choose a journal entry',
    run: (page, time) =>
      page
        .getByRole('listbox', { name: 'Journal' })
        .getByRole('option')
        .nth(time % 4)
        .click(),
  },
  {
    name: 'walk the journal by keys',
    run: async (page, time) => {
      await page.getByRole('listbox', { name: 'Journal' }).focus();
      for (const key of ['ArrowDown', 'PageDown', time % 2 === 0 ? 'End' : 'Home']) await page.keyboard.press(key);
    },
  },
  {
    name: 'type words to narrow the journal by',
    run: async (page, time) => {
      await page.getByRole('searchbox').focus();
      await page.keyboard.type(words[time % words.length] ?? '', { delay: 30 });
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'narrow the journal by a kind',
    run: async (page, time) => {
      await page.getByRole('button', { name: 'Kinds' }).click();
      const kind = page.getByRole('menuitemcheckbox').nth(time % 8);
      await kind.click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Clear' }).click();
    },
  },
  {
    name: 'type in the palette',
    run: async (page, time) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').waitFor();
      await page.keyboard.type(['log in', 'network 77', 'dns', 'theme'][time % 4] ?? '', { delay: 30 });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'lead now ahead on the timeline',
    run: async (page) => {
      await page.locator('#timeline-now').focus();
      const box = await page.locator('#timeline-now').boundingBox();
      if (box === null) throw new Error('the handle is not in sight');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let step = 1; step <= 10; step += 1) await page.mouse.move(x + step, y);
      await page.keyboard.press('Escape');
      await page.mouse.up();
    },
  },
  {
    name: 'open and close a sheet',
    run: async (page, time) => {
      await page.keyboard.press(sheets[time % sheets.length] ?? 's');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
];
