import type { FileChooser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, example, type LabPage, lack, openLab, strip } from './lab-page.ts';

/** What has the focus, as a screen reader names it, and whether a person sees that it has. */
function focused(page: Page): Promise<{ name: string; isSeen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    // Past the last stop the browser's own controls have it; a guard hands it on.
    if (!(element instanceof HTMLElement) || element === document.body || 'baseUiFocusGuard' in element.dataset)
      return { name: '', isSeen: true };
    const isMarked = getComputedStyle(element).outlineStyle !== 'none' || element.hasAttribute('data-highlighted');
    return { name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(), isSeen: isMarked };
  });
}

/** Walks with Tab to the first stop that is called so; every stop on the way has to be seen. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const isIt = (found: string) => (typeof name === 'string' ? found === name : name.test(found));
  const passed: string[] = [];
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press(key);
    const found = await focused(page);
    expect(found.isSeen, `the focus on “${found.name}” is seen`).toBe(true);
    if (isIt(found.name)) return;
    passed.push(found.name);
  }
  throw new Error(`no stop is called ${name}; there were ${passed.join(' · ')}`);
}

/** No mouse is touched. Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('the walk by keyboard', { sequential: true }, () => {
  let lab: LabPage;

  let chosen: Promise<FileChooser>;

  beforeAll(async () => {
    lab = await openLab();
    // Listened for from the start: the browser takes a while to hand choosers over.
    chosen = new Promise((resolve) => lab.page.once('filechooser', resolve));
  });
  afterAll(() => lab?.close());

  it('jumps past the expiry', async () => {
    const { page } = lab;
    await tabTo(page, 'Jump to just after the expiry');
    await page.keyboard.press('Enter');
    await expect.poll(lab.headline).toBe('The internal network is dead.');
  });

  it('tells aloud what the sentence says', async () => {
    const spoken = lab.page.locator('[aria-live=polite]', { hasText: 'The internal network is dead.' });
    await expect.poll(() => spoken.textContent()).toContain('The session expired');
  });

  it('looks at what is dead and why', async () => {
    const { page } = lab;
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    expect(await focused(page)).toEqual({ name: 'Destinations', isSeen: true });
    await tabTo(page, /^git\.corp\.internal/);
    await page.keyboard.press('Enter');
    const why = page.getByRole('complementary', { name: 'Why' });
    await expect.poll(() => why.textContent()).toContain('Why is git.corp.internal dead?');
    await why.getByRole('heading', { name: 'How to be sure' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await tabTo(page, 'What can be seen before that');
    await tabTo(page, 'Show every policy');
    await page.keyboard.press('Enter');
    await why.getByText('not asked').first().waitFor();
    await tabTo(page, 'Copy verdict');
  });

  it('goes through the gear, Preferences and Account to the button, and back with Escape', async () => {
    const { page } = lab;
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await tabTo(page, 'Menu');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused(page)).name).toBe('Preferences');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused(page)).name).toBe('General');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await focused(page)).name).toBe('Menu');
  });

  it('signs in as alice, and all is back', async () => {
    const { page } = lab;
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused(page)).name).toBe('Preferences');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused(page)).name).toBe('General');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await focused(page)).name).toBe('Account');
    await tabTo(page, 'Re-Authenticate Session');
    const tab = await lab.openedBy(() => page.keyboard.press('Enter'));
    await tab.getByRole('button', { name: 'Sign in as Alice' }).waitFor();
    await tabTo(tab, /Alice/);
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name: /signed in/i }).waitFor();
    await tab.close();
    await page.bringToFront();
    await expect.poll(lab.headline).toBe('Everything answers.');
  });

  it('takes a design over and takes that back', async () => {
    const { page } = lab;
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('d');
    await dialog(page, 'What dies at which age').waitFor();
    await page.getByRole('button', { name: 'Take it over in this run' }).waitFor();
    await tabTo(page, 'Take it over in this run');
    await page.keyboard.press('Enter');
    await strip(page).getByRole('button', { name: /^Undo/ }).waitFor();
    await page.keyboard.press('Control+z');
    await strip(page).getByRole('button', { name: /^Redo/ }).waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await strip(page).getByRole('button', { name: /^Undo/ }).waitFor();
  });

  it('chooses a file to import', async () => {
    const { page } = lab;
    await page.keyboard.press('i');
    const chooser = await chosen;
    const [name, text] = example('one-policy.gateway-rules.json');
    await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await dialog(page, 'Import').getByText('25 policies').waitFor();
    await tabTo(page, 'Import');
    await page.keyboard.press('Enter');
    await expect.poll(() => strip(page).textContent()).toContain('one-policy.gateway-rules.json imported');
  });

  it('keeps the focus in a dialog and gives it back', async () => {
    const { page } = lab;
    await tabTo(page, /^Settings/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await dialog(page, 'Settings').waitFor();
    const inside = () => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
    for (let stop = 0; stop < 25; stop += 1) {
      await page.keyboard.press('Tab');
      await expect.poll(inside).toBe(true);
    }
    const time = () => page.locator('time').first().textContent();
    const before = await time();
    await page.keyboard.press('n');
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await focused(page)).name).toMatch(/^Settings/);
    expect(await time()).toBe(before);
  });

  it('leaves keys to a field that is typed in', async () => {
    const { page } = lab;
    const before = await strip(page).textContent();
    await page.keyboard.press('a');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type('7d');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    expect(await strip(page).textContent()).toBe(before);
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});
