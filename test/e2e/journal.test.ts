import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnvironmentFile } from '../../main/files/load-environment.ts';
import { makeDirectory } from '../support/host.ts';
import { writeLongRun } from '../support/long-run.ts';
import { type LabPage, lack, openLab } from './lab-page.ts';

const length = 6000;

/** Runs in order: each step stands on the one before. */
describe.skipIf(lack !== undefined)('the journal of a long run in the lab', { sequential: true }, () => {
  const dataDirectory = makeDirectory();
  let lab: LabPage;

  beforeAll(async () => {
    const environment = await loadEnvironmentFile('examples/acme/one-policy.environment.yaml');
    await writeLongRun(dataDirectory, environment, length);
    lab = await openLab({ dataDirectory }, { headline: /./ });
    await journal()
      .getByText(/^\d,\d{3} entries$/)
      .waitFor();
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const journal = () => lab.page.getByRole('region', { name: 'Journal' });
  const list = () => journal().getByRole('listbox', { name: 'Journal' });
  const rows = () => list().getByRole('option');
  const rowsWithout = (words: RegExp) => async () =>
    (await rows().allTextContents()).filter((text) => !words.test(text));
  const find = () => journal().getByRole('searchbox');
  const status = () => journal().getByRole('status').textContent();
  const active = () =>
    list().evaluate((box) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent);
  const press = (key: string) => lab.page.keyboard.press(key);

  it('has only those rows that are in sight, and says where each stands among all', async () => {
    expect(await rows().count()).toBeLessThan(40);
    const total = Number(await rows().first().getAttribute('aria-setsize'));
    expect(total).toBeGreaterThan(length);
    expect(await rows().first().getAttribute('aria-posinset')).toBe('1');
  });

  it('goes back to its very beginning by one key, and comes back by another', async () => {
    await list().focus();
    await press('End');
    await expect.poll(active).toContain('A run began with the environment');
    const total = await rows().last().getAttribute('aria-setsize');
    expect(await rows().last().getAttribute('aria-posinset')).toBe(total);
    await press('Home');
    await expect.poll(() => rows().first().getAttribute('aria-posinset')).toBe('1');
  });

  it('is walked and read by keys alone', async () => {
    await press('ArrowDown');
    const second = await active();
    await press('ArrowDown');
    expect(await active()).not.toBe(second);
    await press('ArrowUp');
    expect(await active()).toBe(second);
    await press('Enter');
    await expect.poll(() => list().locator('[aria-selected=true]').textContent()).toBe(second);
    const why = lab.page.getByRole('complementary', { name: 'Why' });
    await why
      .getByText((second ?? '').slice(-40))
      .first()
      .waitFor();
  });

  it('is narrowed by words and kinds together, by keys alone', async () => {
    await find().focus();
    await lab.page.keyboard.type('git expired');
    await expect.poll(rowsWithout(/git.*expired/)).toEqual([]);
    expect(await status()).toMatch(/^[\d,]+ of [\d,]+$/);
    const before = await status();
    await press('Tab');
    await press('Enter');
    await lab.page.getByRole('menuitemcheckbox', { name: 'Look-ups' }).waitFor();
    await lab.page.keyboard.type('Look');
    await press('Enter');
    await expect.poll(status).not.toBe(before);
    await press('Escape');
    await expect.poll(rowsWithout(/The name git\.corp\.internal/)).toEqual([]);
    await press('Enter');
    await lab.page.getByRole('menuitemcheckbox', { name: 'Look-ups', checked: true }).waitFor();
    await press('Escape');
  });

  it('says what to do when nothing fits, and is whole again in one act', async () => {
    await find().fill('mars');
    await journal().getByText('Nothing fits. Try fewer words or other kinds.').waitFor();
    await journal().getByRole('button', { name: 'Clear' }).click();
    await expect.poll(status).toMatch(/^[\d,]+ entries$/);
    expect(await find().inputValue()).toBe('');
    expect(await find().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('takes in what happens at its top while somebody looks there', async () => {
    await lab.host.run('world', 'screen', 'locked');
    await expect.poll(() => rows().first().textContent()).toContain('the screen is locked');
  });

  it('leaves what is being read where it is while new rows come in', async () => {
    await list().evaluate((box) => box.scrollTo(0, 4000));
    await expect.poll(() => rows().first().getAttribute('aria-posinset')).not.toBe('1');
    const placeOf = () =>
      list().evaluate((box) => {
        const top = box.getBoundingClientRect().top;
        const shown = [...box.querySelectorAll('[role=option]')].map((row) => ({
          text: row.textContent,
          id: row.id,
          y: Math.round(row.getBoundingClientRect().top - top),
        }));
        return shown.find(({ y, text }) => y >= 0 && text !== '…');
      });
    let before: Awaited<ReturnType<typeof placeOf>>;
    // Rows are measured as they come, until all stand still.
    const standsStill = async () => {
      const last = before?.y;
      before = await placeOf();
      return last !== undefined && last === before?.y;
    };
    await expect.poll(standsStill).toBe(true);
    for (const to of ['unlocked', 'locked', 'unlocked']) await lab.host.run('world', 'screen', to);
    await journal().getByRole('button', { name: '↑ 3 new' }).waitFor();
    await expect.poll(placeOf).toEqual(before);
    await journal().getByRole('button', { name: '↑ 3 new' }).click();
    await expect.poll(() => rows().first().getAttribute('aria-posinset')).toBe('1');
    expect(lab.complaints).toEqual([]);
  });
});
