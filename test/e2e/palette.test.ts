import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labHost } from '../support/lab.ts';
import { dialog, type LabPage, lack, message, openLab, waitForHeadline } from './lab-page.ts';

/** Runs in order, by keys alone: each step stands on the one before. */
describe.skipIf(lack !== undefined)('the palette of the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const palette = () => dialog(lab.page, 'Commands');
  const options = () => palette().getByRole('option');
  const first = () => options().first().textContent();
  const press = (key: string) => lab.page.keyboard.press(key);
  const type = async (words: string) => {
    await press('Control+k');
    await palette().getByRole('combobox').waitFor();
    await lab.page.keyboard.type(words);
  };
  const gone = () => palette().waitFor({ state: 'detached' });

  it('opens by its keys with the focus in its field, and closes by Escape', async () => {
    await press('Control+k');
    const field = palette().getByRole('combobox');
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await press('Escape');
    await gone();
    await press('Meta+k');
    await field.waitFor();
    await press('Escape');
    await gone();
  });

  it('opens by the button that names its keys', async () => {
    await lab.page.getByRole('button', { name: 'Find Ctrl K' }).press('Enter');
    await palette().getByRole('combobox').waitFor();
    await press('Escape');
    await gone();
  });

  it('jumps to just after an expiry', async () => {
    await type('after expiry');
    await expect.poll(first).toContain('just after the expiry of “Private range, weekly”');
    await press('Enter');
    await gone();
    await waitForHeadline(lab.page, 'The internal network is dead.');
  });

  it('opens a sheet by what people call it, and leaves the focus in it', async () => {
    await type('lint');
    await expect.poll(first).toContain('Findings');
    await press('Enter');
    await dialog(lab.page, 'What will hurt in these policies').waitFor();
    await press('Escape');
    await dialog(lab.page, 'What will hurt in these policies').waitFor({ state: 'detached' });
  });

  it('goes to a part of the lab and puts the focus there', async () => {
    await type('go journal');
    await expect.poll(first).toContain('Go to the journal');
    await press('Enter');
    await gone();
    await expect.poll(() => lab.page.evaluate(() => document.activeElement?.id)).toBe('journal');
  });

  it('shows why a destination fares as it does', async () => {
    await type('why git');
    await expect.poll(first).toContain('Why: git.corp.internal');
    await press('Enter');
    await gone();
    await lab.page.getByText('Why is git.corp.internal dead?').waitFor();
  });

  it('changes the world, and says it the other way round next time', async () => {
    await type('dnd');
    await expect.poll(first).toContain('Do not disturb');
    await press('Enter');
    await gone();
    await expect
      .poll(async () => await lab.page.getByRole('switch', { name: 'Do not disturb' }).isChecked())
      .toBe(true);
    await type('dnd');
    await expect.poll(first).toContain('Let notices disturb again');
    await press('Escape');
    await gone();
  });

  it('tells first what was done lately', async () => {
    await press('Control+k');
    await expect
      .poll(async () => (await options().allTextContents()).slice(0, 2).join())
      .toContain('Let notices disturb again');
    await press('Escape');
    await gone();
  });

  it('does nothing that can’t be done, and says why', async () => {
    await type('undo');
    const undo = options().filter({ hasText: 'Undo the latest edit' });
    await expect.poll(() => undo.textContent()).toContain('Nothing was edited.');
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    await press('Enter');
    expect(await palette().isVisible()).toBe(true);
    await press('Escape');
    await gone();
  });

  it.skipIf(labHost === 'electron')('copies an address', async () => {
    await type('copy proxy');
    await press('Enter');
    await gone();
    const address = await lab.host.address('proxy');
    await message(lab.page).getByText(`Copied: ${address}`).waitFor();
    expect(await lab.page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  });

  it('turns dark', async () => {
    await type('night');
    await expect.poll(first).toContain('Theme');
    await lab.page.keyboard.type(' dark');
    await expect.poll(first).toContain('Theme: dark');
    await press('Enter');
    await gone();
    await expect.poll(() => lab.page.locator('html').getAttribute('data-scheme')).toBe('dark');
  });

  it('begins a run with another environment', async () => {
    await type('new run per application');
    await expect.poll(first).toContain('New run with');
    await press('Enter');
    await gone();
    await expect.poll(async () => (await lab.host.run('run', 'list')).stdout).toContain('-2 ');
    await lab.page
      .getByText(/per application/i)
      .first()
      .waitFor();
    expect(lab.complaints).toEqual([]);
  });
});
