import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayText } from '../support/bundles.ts';
import { findChromium } from '../support/chromium.ts';
import { makeDirectory } from '../support/host.ts';
import { dialog, dropFiles, type LabPage, message, openLab, waitForHeadline } from './lab-page.ts';

const chromium = await findChromium();

/** Runs in order; each step stands on the one before. */
describe.skipIf(chromium === undefined)('a bundle in the lab', { sequential: true }, () => {
  let lab: LabPage;
  const place = makeDirectory();
  const file = join(place, 'lockout.warp-session.json');

  beforeAll(async () => {
    lab = await openLab();
    await lab.host.run('clock', 'to', '+169h');
    await waitForHeadline(lab.page, 'The internal network is dead.');
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(place, { recursive: true, force: true });
  });

  const sheet = () => dialog(lab.page, 'Bundle');
  const downloadedBy = async (act: () => Promise<void>): Promise<Download> => {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), act()]);
    return download;
  };

  it('is downloaded by one click under the sentence, redacted, and says what became of names and where it is', async () => {
    const download = await downloadedBy(() => lab.page.getByRole('button', { name: 'Make a bundle' }).click());
    await download.saveAs(file);
    expect(download.suggestedFilename()).toMatch(/^run-\d{8}-1\.warp-session\.json$/);
    const told = await sheet().getByText('among your browser’s downloads').textContent();
    expect(told).toContain(download.suggestedFilename());
    expect(await sheet().textContent()).toContain('Every verdict came out the same');
    const text = readFileSync(file, 'utf8');
    for (const name of ['alice', 'corp.', 'Private range']) expect(text).not.toContain(name);
    expect(replayText(text, '99.0.0')).toMatchObject({ same: true, redacted: true });
  });

  it('is made whole only after a warning, under a name that says so', async () => {
    await sheet().getByRole('button', { name: 'Not redacted…' }).click();
    await sheet().getByText('every name, mail address, host').waitFor();
    const sure = sheet().getByRole('button', { name: 'Make it, not redacted' });
    const download = await downloadedBy(() => sure.click());
    expect(download.suggestedFilename()).toContain('not-redacted');
    await sheet().getByText('keep it to yourself').waitFor();
    await lab.page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
  });

  it('that is dropped on the window goes on as a run of its own, at its end, and leads back by one act', async () => {
    await lab.host.run('run', 'start', '--environment', 'per-application');
    await waitForHeadline(lab.page, 'Everything answers.');
    await dropFiles(lab.page, ['lockout.warp-session.json', readFileSync(file, 'utf8')]);
    await waitForHeadline(lab.page, 'The internal network is dead.');
    await expect.poll(() => message(lab.page).textContent()).toContain('is a run of its own now');
    const { stdout } = await lab.host.run('run', 'list', '--json');
    expect(JSON.parse(stdout).at(-1)).toMatchObject({ name: 'lockout.warp-session.json', isCurrent: true });
    await message(lab.page).getByRole('button').first().click();
    await waitForHeadline(lab.page, 'Everything answers.');
  });

  it('that does not come out as it says is refused where it was dropped, and nothing changes', async () => {
    const damaged = readFileSync(file, 'utf8').replace('"class":"session"', '"class":"block"');
    await dropFiles(lab.page, ['lockout.warp-session.json', damaged]);
    await dialog(lab.page, 'Import').getByText('does not come out here as it says').waitFor();
    await lab.page.keyboard.press('Escape');
    expect(await lab.headline()).toBe('Everything answers.');
  });

  it('offers to keep a name that a condition looks inside of', async () => {
    const environment = join(place, 'part.environment.yaml');
    const { stdout } = await lab.host.run('environment', 'show');
    const part = `  - {id: part, precedence: 1, action: block, traffic: 'net.sni.host contains "orp.int"'}\n`;
    writeFileSync(environment, stdout.replace(/^policies:\n/m, `policies:\n${part}`));
    await lab.host.run('run', 'start', '--environment', environment);
    await lab.host.run('visit', 'https://wiki.corp.internal/');
    await lab.page.keyboard.press('m');
    await sheet().getByText('asks for “orp.int”').waitFor();
    await expect.poll(() => sheet().getByLabel('Names that may stay').inputValue()).toBe('orp int');
    const download = await downloadedBy(() => sheet().getByRole('button', { name: 'Try again' }).click());
    await download.saveAs(file);
    expect(readFileSync(file, 'utf8')).toContain('.corp.internal');
    expect(lab.complaints).toEqual([]);
  });
});
