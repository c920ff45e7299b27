import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { diagName, zipOf } from '../support/diag.ts';
import { dialog, type LabPage, lack, openLab, waitForHeadline } from './lab-page.ts';

/** Runs in order: each step stands on the one before. */
describe.skipIf(lack !== undefined)('a ticket in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const sheet = () => dialog(lab.page, 'From a ticket');
  const field = (name: string) => sheet().getByLabel(name, { exact: true });
  const result = () => sheet().getByRole('region', { name: 'What comes of it' });
  const gone = () => sheet().waitFor({ state: 'detached' });
  const draft = () => sheet().getByRole('region', { name: 'The draft' });
  const zip = () => ({ name: diagName, mimeType: 'application/zip', buffer: zipOf() });
  const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    const chooser = lab.page.waitForEvent('filechooser');
    await sheet().getByRole('button', { name: 'Choose a warp-diag…' }).click();
    await (await chooser).setFiles(file);
  };

  it('opens by a key, and names cases while the user’s words are written down', async () => {
    await lab.page.keyboard.press('u');
    await sheet().waitFor();
    await expect
      .poll(() => field('What does the user say?').evaluate((it) => it === document.activeElement))
      .toBe(true);
    await lab.page.keyboard.type('internet works, internal dead, says connected');
    const cases = sheet().getByRole('list', { name: 'What it could be' }).getByRole('listitem');
    await expect.poll(() => cases.first().textContent()).toContain('LK-01');
    expect(await result().textContent()).toContain('The one test that tells the first two apart.');
  });

  it('says at the field what can’t be understood', async () => {
    await field('Since when').fill('soon');
    await sheet().getByText('“soon” is no time').waitFor();
    await field('Since when').fill('Mon 09:00');
    await expect.poll(() => sheet().getByText('is no time').count()).toBe(0);
  });

  it('reads the zip of a warp-diag, and says what of it was not read', async () => {
    await choose(zip());
    await sheet().getByText(`Read: ${diagName}`).waitFor();
    await expect
      .poll(() => draft().textContent())
      .toContain('mode: traffic-and-dns # assumed, from warp-settings.txt:4');
    await sheet()
      .getByText(/^Unread: \d+$/)
      .click();
    await sheet().getByText('Firewall Scope').waitFor();
    expect(await result().textContent()).not.toContain('ALICES-LAPTOP');
  });

  it('has less missing with each thing that is known', async () => {
    const missing = () =>
      sheet()
        .getByRole('heading', { name: /^Missing: / })
        .textContent();
    const before = await missing();
    await field('What fails').fill('wiki.corp.internal, git.corp.internal:22');
    await field('What still works').fill('www.example.com');
    await field('Session duration').fill('168h');
    await expect.poll(() => draft().textContent()).toContain('checkSession: 168h0m0s');
    await expect.poll(missing).not.toBe(before);
    await expect.poll(() => draft().textContent()).toContain('host: git.corp.internal');
  });

  it('is saved as an environment’s file', async () => {
    const download = lab.page.waitForEvent('download');
    await sheet().getByRole('button', { name: 'Save as file…' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^ticket-of-mon-9-mar-2026.*\.environment\.yaml$/);
    expect(parse(readFileSync(await saved.path(), 'utf8'))).toMatchObject({ version: 1, team: { name: 'acme' } });
  });

  it('is still there when it is closed and opened again', async () => {
    await lab.page.keyboard.press('Escape');
    await gone();
    await lab.page.keyboard.press('u');
    expect(await field('What fails').inputValue()).toBe('wiki.corp.internal git.corp.internal:22');
    await sheet().getByText(`Read: ${diagName}`).waitFor();
  });

  it('opens as a draft in the environment editor, which changes nothing by itself', async () => {
    const before = (await lab.host.inspect()).stateHash;
    await sheet().getByRole('button', { name: 'Open as environment draft' }).click();
    const editor = dialog(lab.page, 'Environment');
    await expect.poll(() => editor.textContent()).toContain('ticket-of-mon-9-mar-2026');
    await expect.poll(() => editor.getByRole('button', { name: 'Apply', exact: true }).isEnabled()).toBe(true);
    expect((await lab.host.inspect()).stateHash).toBe(before);
    await editor.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => editor.getByRole('button', { name: 'Apply', exact: true }).isEnabled()).toBe(false);
    await lab.page.keyboard.press('Escape');
    await editor.waitFor({ state: 'detached' });
  });

  it('goes to the moment of the call: the lockout that the user described', async () => {
    await lab.page.keyboard.press('u');
    await sheet().getByRole('button', { name: 'Go to the moment of the call' }).click();
    await gone();
    await waitForHeadline(lab.page, 'The internal network is dead.');
    expect((await lab.host.inspect()).clock.now).toBe('2026-03-09T10:12:00Z');
    await lab.page.getByRole('button', { name: 'Go back' }).click();
    await waitForHeadline(lab.page, 'Everything answers.');
  });

  it('opens with a warp-diag that is dropped on the lab', async () => {
    await lab.page.keyboard.press('u');
    await sheet().getByRole('button', { name: 'Take it away' }).click();
    await lab.page.keyboard.press('Escape');
    await gone();
    const bytes = zipOf().toString('base64');
    const dataTransfer = await lab.page.evaluateHandle(
      ([name, base64]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
        return data;
      },
      [diagName, bytes] as const,
    );
    await lab.page.dispatchEvent('main', 'drop', { dataTransfer });
    await sheet().getByText(`Read: ${diagName}`).waitFor();
  });

  it('says what is wrong with a zip that can’t be trusted', async () => {
    await choose({
      name: 'warp.zip',
      mimeType: 'application/zip',
      buffer: zipOf({ '../warp-status.txt': 'Ok(Connected)' }),
    });
    await expect.poll(() => sheet().getByRole('alert').first().textContent()).toContain('outside the folder');
    await sheet().getByRole('button', { name: 'Take it away' }).click();
    await expect.poll(() => sheet().getByRole('alert').count()).toBe(0);
  });

  it('plays the likeliest case where it hurts', async () => {
    await sheet()
      .getByRole('button', { name: /^Play this case: Missed notice/ })
      .first()
      .click();
    await gone();
    await waitForHeadline(lab.page, 'The internal network is dead.');
    expect(lab.complaints).toEqual([]);
  });
});
