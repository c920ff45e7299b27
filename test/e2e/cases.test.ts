import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { dialog, type LabPage, openLab, playStrip, waitForHeadline } from './lab-page.ts';

const chromium = await findChromium();

/** Runs in order: each step stands on the one before. */
describe.skipIf(chromium === undefined)('the cases of the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const sheet = () => dialog(lab.page, 'What could it be?');
  const open = async () => {
    await lab.page.keyboard.press('h');
    await sheet().waitFor();
  };
  const gone = () => sheet().waitFor({ state: 'detached' });

  it('ranks what the user says, and names the one test that tells the first two apart', async () => {
    await open();
    const field = sheet().getByRole('searchbox');
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await lab.page.keyboard.type('kubectl times out, no line in the gateway logs');
    await expect.poll(() => sheet().getByRole('heading', { level: 3 }).nth(1).textContent()).toContain('LK-26');
    const split = sheet().getByRole('region', { name: 'The one test that tells the first two apart' });
    expect(await split.textContent()).toContain('Tried by the engine in both cases.');
  });

  it('starts a case where it hurts with one click, in a run of its own', async () => {
    await sheet().getByRole('searchbox').fill('internet works internal dead says connected');
    await expect.poll(() => sheet().getByRole('heading', { level: 3 }).nth(1).textContent()).toContain('LK-01');
    await sheet()
      .getByRole('button', { name: /^Start where it hurts: Missed notice/ })
      .first()
      .click();
    await gone();
    await waitForHeadline(lab.page, 'The internal network is dead.');
    await lab.page.getByRole('button', { name: 'Go back' }).waitFor();
  });

  const steps = () => dialog(lab.page, 'Scenario');

  it('goes on step by step, with what was expected, what came and why', async () => {
    const coming = () => playStrip(lab.page).textContent();
    await expect.poll(coming).toContain('Next: +168h40m');
    await playStrip(lab.page).getByRole('button', { name: 'Next step' }).click();
    await expect.poll(coming).toContain('Next: +168h41m');
    await lab.page.keyboard.press('x');
    await steps().waitFor();
    const played = steps().locator('li[data-played=true]').last();
    expect(await played.textContent()).toContain('got blocked_session, as expected');
    await played.getByText('Why').click();
    expect(await played.textContent()).toContain('Private range');
  });

  it('is saved as a scenario with the rest of what was done', async () => {
    await lab.page.keyboard.press('Escape');
    await steps().waitFor({ state: 'detached' });
    await lab.page.keyboard.press('r');
    const runs = dialog(lab.page, 'Runs');
    const download = lab.page.waitForEvent('download');
    await runs.getByRole('button', { name: 'Save this run as a scenario' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain('verdict: blocked_session');
    await runs.getByText('Played anew it comes to the same state.').waitFor();
    const redacted = lab.page.waitForEvent('download');
    await runs.getByRole('button', { name: 'The same with other names, to hand on' }).click();
    const other = readFileSync(await (await redacted).path(), 'utf8');
    expect(other).toContain('verdict: blocked_session');
    for (const name of ['alice', 'wiki', 'Private range']) expect(other).not.toContain(name);
    await lab.page.keyboard.press('Escape');
    await runs.waitFor({ state: 'detached' });
    await lab.page.keyboard.press('x');
  });

  it('keeps a moment and branches from it', async () => {
    await steps().getByRole('button', { name: 'Keep this moment' }).click();
    await steps().getByRole('button', { name: 'Run to the end' }).click();
    await steps().getByText('Everything came out as expected.').waitFor();
    await steps().getByRole('button', { name: 'Branch from it' }).click();
    await steps().waitFor({ state: 'detached' });
    await waitForHeadline(lab.page, 'The internal network is dead.');
    await open();
    await sheet().getByRole('searchbox').waitFor();
    expect(lab.complaints).toEqual([]);
  });
});
