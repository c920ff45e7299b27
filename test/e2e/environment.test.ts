import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { axeOn } from '../support/axe.ts';
import { labHost } from '../support/lab.ts';
import { dialog, dropFiles, example, type LabPage, lack, message, openLab } from './lab-page.ts';

/** Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('the environment in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
    // What CodeMirror holds that is out of sight stands in no element, so the draft is read where the page keeps it.
    await lab.page.evaluate(() => Object.assign(window, { kept: () => Object.entries(window.localStorage) }));
  });
  afterAll(() => lab?.close());

  const sheet = () => dialog(lab.page, 'Environment');
  const tab = (name: string) => sheet().getByRole('tab', { name });
  const button = (name: string | RegExp) => sheet().getByRole('button', { name, exact: true });
  const box = (name: string) => sheet().getByRole('textbox', { name, exact: true });
  const editor = () => sheet().getByRole('textbox', { name: 'Environment as YAML' });
  const foot = () => sheet().getByRole('contentinfo').or(sheet().locator('footer')).first().textContent();
  const shown = async () => (await lab.host.run('environment', 'show')).stdout;
  const kept = () =>
    lab.page.evaluate(() => {
      const key = Object.keys(window.localStorage).find((one) => one.startsWith('environment-draft '));
      return key === undefined ? undefined : (JSON.parse(window.localStorage.getItem(key) ?? '').draft.text as string);
    });
  const lines = () => editor().locator('.cm-line').allTextContents();
  const marked = () => editor().locator('.cm-line.part').allTextContents();
  const open = async () => {
    await lab.page.keyboard.press('e');
    await editor().waitFor();
  };
  /** Puts the cursor behind something in the text, by the editor's own find-by-click. */
  const clickBehind = async (text: string) => {
    const line = editor().locator('.cm-line', { hasText: text }).first();
    await line.click();
    await lab.page.keyboard.press('End');
  };

  it('opens by a key with the keys in it, and has nothing to apply', async () => {
    await open();
    await expect.poll(foot).toContain('Nothing to apply');
    await expect.poll(() => lab.page.evaluate(() => document.activeElement?.textContent)).toBe('Team & clock');
    expect(await button('Apply').isDisabled()).toBe(true);
    expect(await button('Undo').isDisabled()).toBe(true);
  });

  it('writes a change in the form into the text, marks it there and says what it would change', async () => {
    const before = await lines();
    await box('Team').fill('Beta');
    await expect.poll(lines).toEqual(before.map((line) => line.replace('team: { name: Acme,', 'team: { name: Beta,')));
    expect(await marked()).toEqual(['team: { name: Beta, domain: acme.cloudflareaccess.com }']);
    await expect.poll(foot).toContain('1 changeteam name is Beta');
  });

  it('fills the form from what is typed in the text, and shows the part that is typed in', async () => {
    await clickBehind('bob: {');
    await expect.poll(() => tab('People').getAttribute('aria-selected')).toBe('true');
    await lab.page.keyboard.press('Enter');
    await lab.page.keyboard.type('carol: { name: Carol, email: carol@example.com }');
    await expect.poll(() => box('Name').inputValue()).toBe('Carol');
    expect(await box('Mail').inputValue()).toBe('carol@example.com');
    await expect.poll(foot).toContain('2 changes');
  });

  it('keeps one history of both, also from within a field', async () => {
    const { page } = lab;
    await box('Name').fill('Caroline');
    await expect.poll(async () => (await lines()).join('\n')).toContain('name: Caroline');
    await page.keyboard.press('Control+z');
    await expect.poll(() => box('Name').inputValue()).toBe('Carol');
    await button('Undo').click();
    await expect.poll(async () => (await lines()).join('\n')).not.toContain('carol');
    await button('Redo').click();
    await button('Redo').click();
    await expect.poll(async () => (await lines()).join('\n')).toContain('name: Caroline');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await lines()).join('\n')).toContain('name: Carol,');
  });

  it('keeps the form at what could last be read while the text is broken, and marks where', async () => {
    await clickBehind('carol: {');
    await lab.page.keyboard.press('Backspace');
    await lab.page.keyboard.type(', groups: [a');
    await expect.poll(() => sheet().getByRole('tabpanel').textContent()).toContain('The form waits');
    expect(await box('Name').inputValue()).toBe('Carol');
    expect(await box('Name').getAttribute('readonly')).not.toBeNull();
    await expect.poll(foot).toMatch(/things? (is|are) wrongLine \d+, column \d+/);
    await expect.poll(foot).toContain('close every brace and bracket');
    await expect.poll(() => editor().locator('.cm-lintRange-error, .cm-lintPoint-error').count()).toBeGreaterThan(0);
    expect(await button('Apply').isDisabled()).toBe(true);
    await lab.page.keyboard.type('] }');
    await expect.poll(() => sheet().getByRole('tabpanel').textContent()).not.toContain('The form waits');
    expect(await box('Groups 1').inputValue()).toBe('a');
    await expect.poll(foot).toContain('2 changes');
  });

  it('says what no environment does beside the field, in its part and at its line', async () => {
    await box('Mail').fill('carol');
    await expect.poll(() => sheet().getByRole('tabpanel').textContent()).toContain('▲ "carol" is no mail address');
    await expect.poll(() => tab('People').textContent()).toBe('People▲ 1');
    await expect.poll(() => editor().locator('.cm-lintRange-error').textContent()).toBe('carol');
    await tab('Device & client').click();
    await sheet()
      .getByRole('button', { name: /^Line \d+, column \d+$/ })
      .click();
    await expect.poll(() => tab('People').getAttribute('aria-selected')).toBe('true');
    await lab.page.keyboard.press('Control+z');
    await expect.poll(foot).toContain('2 changes');
  });

  it('has no accessibility fault while something is wrong', async () => {
    await box('Mail').fill('carol');
    await expect.poll(() => editor().locator('.cm-lintRange-error').count()).toBe(1);
    const { violations } = await axeOn(lab.page).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.any[0]?.message}`)).toEqual([]);
    await box('Mail').fill('carol@example.com');
    await expect.poll(foot).toContain('2 changes');
  });

  it('renames, adds and removes by keys alone, and whom a device belongs to stays known', async () => {
    const { page } = lab;
    await tab('People').focus();
    await sheet()
      .getByRole('button', { name: /^alice/ })
      .focus();
    await page.keyboard.press('Enter');
    await box('Called').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('alicia');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await lines()).join('\n')).toContain('registeredTo: alicia');
    await button('Add a person').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => box('Called').inputValue()).toBe('person-1');
    await button('Remove person-1').focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await lines()).join('\n')).not.toContain('person-1');
    await sheet()
      .getByRole('button', { name: /^carol/ })
      .focus();
    await page.keyboard.press('Enter');
    await button('Remove carol').focus();
    await page.keyboard.press('Enter');
    for (let step = 0; step < 1; step += 1) await page.keyboard.press('Control+z');
    await expect.poll(async () => (await lines()).join('\n')).toContain('carol: {');
  });

  it('survives its closing, and a reload of the page', async () => {
    const { page } = lab;
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
    expect(await message(page).textContent()).toContain('What is not applied of the environment is kept');
    await page.getByRole('button', { name: 'Go on editing' }).click();
    await expect.poll(async () => (await lines()).join('\n')).toContain('carol: {');
    await expect.poll(() => button('Undo').isEnabled()).toBe(true);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await open();
    await expect.poll(async () => (await lines()).join('\n')).toContain('carol: {');
    await expect.poll(foot).toContain('changes');
  });

  it('says that the environment was edited meanwhile, and takes that over', async () => {
    await lab.host.run('environment', 'set', 'client.generation', 'panel');
    await expect.poll(() => sheet().textContent()).toContain('The environment was edited since this draft was begun.');
    await button('Take that over').click();
    await expect.poll(foot).toContain('Taken over: 1 place.');
    await expect.poll(async () => (await lines()).join('\n')).toContain('generation: panel');
    await expect.poll(async () => (await lines()).join('\n')).toContain('carol: {');
  });

  it('is applied as one edit, whose comments stay in the draft', async () => {
    const { page } = lab;
    await clickBehind('version: 1');
    await page.keyboard.type(' # mine');
    await sheet().getByRole('radio', { name: 'at once' }).click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(foot).toContain('Done: ');
    const now = parse(await shown());
    expect(Object.keys(now.people).toSorted()).toEqual(['alicia', 'bob', 'carol']);
    expect(now.team.name).toBe('Beta');
    await expect.poll(kept).toContain('version: 1 # mine');
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
    expect(await message(page).count()).toBe(0);
  });

  it('follows the edit that is taken back, with its comments', async () => {
    const { page } = lab;
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Object.keys(parse(await shown()).people).toSorted()).toEqual(['alice', 'bob']);
    await open();
    await expect.poll(async () => (await lines()).join('\n')).not.toContain('carol');
    expect((await lines())[0]).toBe('version: 1 # mine');
    await expect.poll(foot).toContain('Nothing to apply');
  });

  it('completes keys and words, and leaves the sheet alone when Escape closes them', async () => {
    const { page } = lab;
    await clickBehind('groups: [ staff ] }');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.type('whatI');
    const options = () => sheet().getByRole('option').allTextContents();
    await page.keyboard.press('Control+Space');
    await expect.poll(options).toEqual([]);
    await button('Revert draft').click();
    await expect.poll(foot).toContain('Nothing to apply');
    await clickBehind('mode: traffic-and-dns');
    for (let step = 0; step < 'traffic-and-dns'.length; step += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('loc');
    await expect.poll(options).toEqual(['local-proxylocal proxy']);
    await page.keyboard.press('Escape');
    await expect.poll(options).toEqual([]);
    expect(await sheet().count()).toBe(1);
    await button('Revert draft').click();
  });

  it('takes a file that is dropped on it into the draft, with what it imports', async () => {
    const { page } = lab;
    await dropFiles(
      page,
      example('per-application.environment.yaml'),
      example('per-application.gateway-rules.json'),
      example('gateway-lists.json'),
    );
    await expect.poll(foot).toMatch(/per-application.environment.yaml is in the draft/);
    expect((await lines())[0]).toContain('# yaml-language-server');
    await expect.poll(() => button('Apply').isEnabled()).toBe(true);
    await tab('Policies').click();
    await expect
      .poll(() => sheet().getByRole('tabpanel').textContent())
      .toContain('imported from per-application.gateway-rules.json');
  });

  it('is saved as a file, letter for letter', async () => {
    const { page } = lab;
    const [download] = await Promise.all([page.waitForEvent('download'), button('Save as file').click()]);
    expect(download.suggestedFilename()).toMatch(/^acme-.*\.environment\.yaml$/);
    expect(readFileSync(await download.path(), 'utf8')).toBe(example('per-application.environment.yaml')[1]);
    await button('Revert draft').click();
    await expect.poll(foot).toContain('Nothing to apply');
  });

  it('opens the policy editor with the policy that was chosen', async () => {
    await tab('Policies').click();
    await button('Edit Private range, weekly').click();
    const policies = dialog(lab.page, 'Policies');
    await expect
      .poll(() => policies.getByRole('textbox', { name: 'Name', exact: true }).inputValue())
      .toBe('Private range, weekly');
    await lab.page.keyboard.press('Escape');
  });

  it.skipIf(labHost === 'electron')('says that its editor could not be loaded, and tries again', async () => {
    const page = await lab.context.newPage();
    await page.route(/environment-editor.*\.js/, (route) => route.abort());
    await page.goto(lab.page.url());
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('e');
    await dialog(page, 'Environment').getByText('The editor could not be loaded.').waitFor();
    await page.close();
  });

  it('brought no complaint from the browser, of the content security policy above all', () => {
    expect(lab.complaints).toEqual([]);
  });
});
