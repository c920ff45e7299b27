import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeOn } from '../support/axe.ts';
import { labHost } from '../support/lab.ts';
import { dialog, type LabPage, lack, message, openLab } from './lab-page.ts';

/** Runs in order; each step stands on the one before. */
describe.skipIf(lack !== undefined)('policies in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const sheet = () => dialog(lab.page, 'Policies');
  const button = (name: string) => sheet().getByRole('button', { name, exact: true });
  const box = (name: string) => sheet().getByRole('textbox', { name, exact: true });
  const part = (name: string) => sheet().getByRole('region', { name, exact: true });
  const verdict = () => part('Tried on').textContent();
  /** What may be chosen now; while the language is asked anew, what stands there still may not. */
  const options = () =>
    sheet().locator('ul:not(.cm-tooltip-autocomplete-disabled > ul) > [role=option]').allTextContents();
  const firstOption = async () => (await options())[0];
  const write = async (name: string, text: string) => {
    await box(name).click();
    await lab.page.keyboard.press('Control+a');
    await lab.page.keyboard.type(text);
  };
  const tryOn = async (place: string) => {
    await sheet().getByRole('combobox', { name: 'Tried on' }).click();
    await sheet().getByRole('option', { name: place, exact: true }).click();
  };
  const limitHours = async () =>
    ((await lab.host.inspect()).policies.find(({ name }) => name === 'Private range, weekly')?.limitSeconds ?? 0) /
    3600;

  it('open from Why with the policy that decides, and what it comes to', async () => {
    await lab.page.getByRole('complementary', { name: 'Why' }).getByRole('button', { name: 'Edit policy' }).click();
    await expect.poll(() => box('Name').inputValue()).toBe('Private range, weekly');
    await expect.poll(() => box('Traffic').textContent()).toBe('net.dst.ip in {10.0.0.0/8}');
    await expect.poll(verdict).toContain('● It matches. It decides.');
    await expect
      .poll(() => part('Traffic').getByRole('listitem').allTextContents())
      .toEqual(['●holds:net.dst.ip in {10.0.0.0/8}10.20.0.10']);
  });

  it('say in place what is wrong, aloud and underlined, and what that means', async () => {
    await write('Traffic', 'net.dst.prot == 443');
    const live = part('Traffic').locator('[aria-live=polite]:has(p)');
    await expect
      .poll(() => live.textContent())
      .toBe('▲ Line 1, column 1: unknown field "net.dst.prot" – did you mean net.dst.port?');
    await expect.poll(() => box('Traffic').locator('.cm-lintRange-error').textContent()).toBe('net.dst.prot');
    await expect.poll(() => sheet().textContent()).toContain('As it is, this policy never matches.');
    expect(await verdict()).toContain('▲ It can’t be evaluated.');
  });

  it('complete a field, an operator, a value and a list', async () => {
    const { page } = lab;
    await write('Traffic', 'net.dst.i');
    await expect.poll(firstOption).toBe('net.dst.ipIp');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' i');
    await expect.poll(firstOption).toBe('inin a set or a list');
    await page.keyboard.press('Enter');
    await page.keyboard.type('{10.20.0.2');
    await expect.poll(firstOption).toBe('10.20.0.20hr');
    await page.keyboard.press('Enter');
    await page.keyboard.type('} or net.dst.ip in $kn');
    await expect.poll(firstOption).toBe('$Known exit nodesIP, 3 values');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => box('Traffic').textContent())
      .toBe('net.dst.ip in {10.20.0.20} or net.dst.ip in $0f3b8c52-1c5e-4d0b-8f6e-2f6f1f6a1002');
  });

  it('tell anew what comes of it when another destination is chosen', async () => {
    await expect.poll(verdict).toContain('○ It does not match. No policy decides.');
    await tryOn('hr:443');
    await expect.poll(verdict).toContain('● It matches. It decides.');
    await expect
      .poll(() => part('Traffic').getByRole('listitem').allTextContents())
      .toEqual([
        '●holds:net.dst.ip in {10.20.0.20}10.20.0.20',
        '○does not hold:net.dst.ip in $0f3b8c52-1c5e-4d0b-8f6e-2f6f1f6a100210.20.0.20',
      ]);
  });

  it('offer Gateway’s own notation canonically', async () => {
    await write('Traffic', 'net.dst.port == "443"');
    await expect.poll(() => part('Traffic').textContent()).toContain('△ a number in quotes is read as the number');
    await button('Write it canonically').click();
    await expect.poll(() => box('Traffic').textContent()).toBe('net.dst.port == 443');
    await expect.poll(() => part('Traffic').textContent()).not.toContain('△');
  });

  it('take Escape for what is offered first, then for the sheet, and keep what is not saved', async () => {
    const { page } = lab;
    await write('Traffic', 'net.dst.i');
    await expect.poll(firstOption).toBe('net.dst.ipIp');
    await page.keyboard.press('Escape');
    await expect.poll(options).toEqual([]);
    expect(await sheet().count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => sheet().count()).toBe(0);
    expect(await message(page).textContent()).toContain('What is not saved of “Private range, weekly” is kept');
    await page.getByRole('button', { name: 'Go on editing' }).click();
    await expect.poll(() => box('Traffic').textContent()).toBe('net.dst.i');
    await button('Discard').click();
    await expect.poll(() => box('Traffic').textContent()).toBe('net.dst.ip in {10.0.0.0/8}');
    expect(await button('Save').isDisabled()).toBe(true);
  });

  it('let Tab leave an expression, both ways', async () => {
    const { page } = lab;
    await box('Traffic').click();
    const editing = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'));
    await expect.poll(editing).toBe('Traffic');
    await page.keyboard.press('Tab');
    await expect.poll(editing).toBe('Identity');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(editing).toBe('Traffic');
  });

  it('read a duration as Go does, and suggest one', async () => {
    await box('A sign-in counts for').fill('1d');
    await expect.poll(() => part('Check the session').textContent()).toContain('write 24h0m0s');
    await button('Write 24h0m0s').click();
    await expect.poll(() => part('Check the session').textContent()).toContain('= 1 d');
  });

  it('are saved as one edit with Ctrl+Enter, which acts after the delay', async () => {
    const { page } = lab;
    await write('Traffic', 'net.dst.ip in {10.0.0.0/8 172.16.0.0/12}');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => sheet().getByRole('status').textContent()).toContain('acts in 2 min 00 s.');
    expect(await limitHours()).toBe(168);
    await lab.host.run('clock', 'advance', '25h');
    await expect.poll(limitHours).toBe(24);
    await expect.poll(verdict).toContain('the session expired under “Private range, weekly”');
    await page.keyboard.press('Escape');
    await expect.poll(lab.headline).toBe('The internal network is dead.');
  });

  it('are what they were once the edit is taken back', async () => {
    await lab.page.keyboard.press('Control+z');
    await expect.poll(limitHours).toBe(168);
    await expect.poll(lab.headline).toBe('Everything answers.');
    await lab.page.keyboard.press('p');
    await expect.poll(() => box('Traffic').textContent()).toBe('net.dst.ip in {10.0.0.0/8}');
  });

  it('are added, duplicated, moved and deleted, at once when asked to', async () => {
    const names = async () =>
      (await sheet().getByRole('navigation').getByRole('button').allTextContents())
        .map((text) => /^(Mine(, copy)?)(\d+ · \w+)/.exec(text))
        .flatMap((found) => (found ? [`${found[1]} ${found[3]}`] : []));
    await sheet().getByRole('radio', { name: 'at once' }).click();
    await button('New policy').click();
    await box('Name').fill('Mine');
    await sheet().getByRole('combobox', { name: 'Action' }).click();
    await sheet().getByRole('option', { name: 'Block' }).click();
    await write('Identity', 'identity.email == "alice@example.com"');
    await expect.poll(verdict).toContain('“Private range, weekly” above it decides first.');
    await box('Precedence').fill('1');
    await expect.poll(verdict).toContain('“Mine” blocks it.');
    await button('Save').click();
    await expect.poll(names).toEqual(['Mine 1 · Block']);
    await expect
      .poll(async () => (await lab.host.inspect()).destinations.find(({ name }) => name === 'wiki')?.class)
      .toBe('block');
    await button('Duplicate').click();
    await button('Save').click();
    await expect.poll(names).toEqual(['Mine 1 · Block', 'Mine, copy 2 · Block']);
    await button('Ask it earlier').click();
    await expect.poll(names).toEqual(['Mine, copy 1 · Block', 'Mine 2 · Block']);
    await button('Delete').click();
    await expect.poll(names).toEqual(['Mine 2 · Block']);
    await sheet().getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(names).toEqual(['Mine, copy 1 · Block', 'Mine 2 · Block']);
  });

  it('have no accessibility fault while something is wrong and something is offered', async () => {
    await write('Traffic', 'net.dst.prot == 1 and net.dst.i');
    await expect.poll(firstOption).toBe('net.dst.ipIp');
    const { violations } = await axeOn(lab.page).include('[role=dialog]').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it.skipIf(labHost === 'electron')('can be edited in plain fields when the editor can’t be loaded', async () => {
    const page = await lab.context.newPage();
    await page.route(/code-editor/, (route) => route.abort());
    await page.goto(lab.page.url());
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('p');
    const plain = dialog(page, 'Policies').getByRole('textbox', { name: 'Traffic', exact: true });
    await plain.fill('net.dst.ip in {10.0.0.1/8}');
    const said = dialog(page, 'Policies').getByRole('region', { name: 'Traffic', exact: true });
    await expect.poll(() => said.textContent()).toContain('host bits set: did you mean 10.0.0.0/8?');
    await expect.poll(() => said.textContent()).toContain('The editor could not be loaded');
    await page.close();
  });

  it('brought no complaint from the browser, of the content security policy above all', () => {
    expect(lab.complaints).toEqual([]);
  });
});
