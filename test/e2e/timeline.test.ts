import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, type LabPage, lack, openLab } from './lab-page.ts';

const timeline = (page: Page): Locator => page.getByRole('region', { name: 'Age of the session' });
const now = (page: Page): Locator => timeline(page).getByRole('slider', { name: 'Now' });
const cursor = (page: Page): Locator =>
  timeline(page).getByRole('group', { name: 'Marks on the timeline' }).getByRole('button');
const why = (page: Page): Locator => page.getByRole('complementary', { name: 'Why' });
const shown = (page: Page) => timeline(page).locator('[aria-live=polite]').first().textContent();
const chart = (page: Page): Locator => timeline(page).getByRole('img');

async function boxOf(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await place.boundingBox()) ?? expect.fail('it is not drawn');
}

/** Takes now by its handle and holds it so many pixels further right. */
async function drag(page: Page, by: number): Promise<void> {
  const { x, y, width, height } = await boxOf(now(page));
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + by / 2, y + height / 2);
  await page.mouse.move(x + width / 2 + by, y + height / 2);
}

/** Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('the timeline in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
    await cursor(lab.page).waitFor({ state: 'attached' });
  });
  afterAll(() => lab?.close());

  const clockNow = async () => (await lab.host.inspect()).clock.now;

  it('tells in words what it shows', async () => {
    await expect
      .poll(() => chart(lab.page).getAttribute('aria-label'))
      .toContain('Limits: 7 d · Private range, weekly.');
    await expect.poll(() => chart(lab.page).getAttribute('aria-label')).toContain('1 sign-in');
  });

  it('shows what will have died by then while now is dragged, and moves nothing', async () => {
    const { page } = lab;
    const before = await clockNow();
    await drag(page, 100);
    await timeline(page).getByText('Nothing more dies until then.').waitFor();
    await page.mouse.move(1279, 300);
    await timeline(page).getByText('The internal network is dead.').waitFor();
    await timeline(page).getByText('wiki.corp.internal').waitFor();
    expect(await clockNow()).toBe(before);
    await page.keyboard.press('Escape');
    await timeline(page).getByText('The internal network is dead.').waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await clockNow()).toBe(before);
  });

  it('never leads now back', async () => {
    const { page } = lab;
    const before = await clockNow();
    await drag(page, -200);
    await page.mouse.up();
    expect(await clockNow()).toBe(before);
  });

  it('jumps to where now is let go', async () => {
    const { page } = lab;
    const before = Date.parse(await clockNow());
    await drag(page, 100);
    await page.mouse.up();
    await expect.poll(async () => Date.parse(await clockNow())).toBeGreaterThan(before + 86_400_000);
  });

  it('snaps to the expiry, by keys', async () => {
    const { page } = lab;
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await expect.poll(() => now(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('PageDown');
    await expect.poll(() => now(page).getAttribute('aria-valuetext')).toContain('Dies on the way: wiki.corp.internal');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => now(page).getAttribute('aria-valuetext')).toContain('Everything answers.');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Enter');
    await expect.poll(lab.headline).toBe('The internal network is dead.');
    expect(await clockNow()).toBe('2026-03-09T09:00:00Z');
  });

  it('shows refused attempts and the notice as they come', async () => {
    const { host, page } = lab;
    await host.run('clock', 'advance', '20m');
    await expect.poll(() => chart(page).getAttribute('aria-label')).toContain('1 notice (missed), 4 refused attempts');
  });

  it('fills Why with what is clicked', async () => {
    const { page } = lab;
    const box = await boxOf(chart(page));
    const label = await boxOf(chart(page).getByText('Refused', { exact: true }));
    const handle = await boxOf(now(page));
    await page.mouse.click(handle.x + handle.width / 2, label.y + label.height / 2);
    await expect.poll(() => why(page).textContent()).toContain('git.corp.internal refused: session expired.');
    await why(page).getByRole('heading', { name: 'What the user should do' }).waitFor();
    await page.mouse.click(box.x + box.width / 2, box.y + 22);
    await expect.poll(() => why(page).textContent()).toContain('Why is wiki.corp.internal dead?');
  });

  it('zooms about the pointer from weeks to hours and fits again', async () => {
    const { page } = lab;
    const before = await shown(page);
    const handle = await boxOf(now(page));
    const x = handle.x + handle.width / 2;
    await page.mouse.move(x, handle.y + 60);
    await page.mouse.wheel(0, -400);
    await expect.poll(() => shown(page)).not.toBe(before);
    const after = await boxOf(now(page));
    expect(Math.abs(after.x + after.width / 2 - x)).toBeLessThan(4);
    for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, -400);
    await expect.poll(() => shown(page)).toMatch(/· \d+ min/);
    for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, 400);
    await expect.poll(() => shown(page)).toMatch(/· \d{2,3} d/);
    await timeline(page).getByRole('button', { name: 'Fit' }).click();
    await expect.poll(() => shown(page)).toBe(before);
  });

  it('zooms and pans by keys', async () => {
    const { page } = lab;
    const before = await shown(page);
    await now(page).focus();
    await page.keyboard.press('+');
    await expect.poll(() => shown(page)).not.toBe(before);
    const closer = await shown(page);
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => shown(page)).not.toBe(closer);
    await page.keyboard.press('0');
    await expect.poll(() => shown(page)).toBe(before);
  });

  it('comes along when now leaves a closer view', async () => {
    const { host, page } = lab;
    await now(page).focus();
    for (let press = 0; press < 8; press += 1) await page.keyboard.press('+');
    await expect.poll(() => shown(page)).toMatch(/^Mon .* · \d h/);
    await host.run('clock', 'advance', '30h');
    await expect.poll(() => shown(page)).toMatch(/Tue 1[56]:/);
    await page.keyboard.press('0');
    await expect.poll(() => chart(page).getAttribute('aria-label')).toContain('1 sign-in');
  });

  it('goes from mark to mark by keys, and fills Why', async () => {
    const { page } = lab;
    await cursor(page).focus();
    const name = () => cursor(page).getAttribute('aria-label');
    await expect.poll(name).toContain('The session expires under “Private range, weekly”.');
    await page.keyboard.press('ArrowDown');
    await expect.poll(name).toContain('The device was enrolled for Alice.');
    await page.keyboard.press('Enter');
    await expect.poll(() => why(page).textContent()).toContain('The device was enrolled for Alice.');
    await page.keyboard.press('ArrowDown');
    await expect.poll(name).toContain('Notice missed, under “Private range, weekly” at git.corp.internal.');
    await page.keyboard.press('Enter');
    await why(page).getByRole('heading', { name: 'What the user should do' }).waitFor();
    await expect.poll(() => cursor(page).getAttribute('aria-pressed')).toBe('true');
  });

  it('tells what each shape means', async () => {
    const { page } = lab;
    await timeline(page).getByRole('button', { name: 'Key' }).click();
    await dialog(page, 'What the timeline draws').getByText('clicked late').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page, 'What the timeline draws').waitFor({ state: 'detached' });
  });

  it('forgets the marks of another run', async () => {
    const { host, page } = lab;
    await host.run('run', 'start');
    await expect.poll(() => chart(page).getAttribute('aria-label')).not.toContain('notice');
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});
