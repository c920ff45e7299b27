import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabPage, lack, openLab, waitForHeadline } from './lab-page.ts';

const client = (page: Page) => page.getByRole('region', { name: 'Emulated client' });

/** From the home screen to where a code is entered, and the button that switches off. */
const ways = [
  {
    generation: 'classic',
    toCode: [
      ['button', 'Menu'],
      ['menuitem', 'Preferences'],
      ['tab', 'Advanced'],
    ],
    enterCode: 'Enter code',
    back: 'Close',
    off: ['switch', 'Connection'],
  },
  {
    generation: 'panel',
    toCode: [['button', 'Settings']],
    enterCode: 'Enter admin code',
    back: '‹ Back',
    off: ['button', 'Disconnect'],
  },
] as const;

describe.skipIf(lack !== undefined).each(ways)('the switch of the $generation client', { sequential: true }, (way) => {
  let lab: LabPage;
  const status = () => client(lab.page).getByText(/^(Connected|Connecting|Disconnected)$/);
  const offButton = () => client(lab.page).getByRole(way.off[0], { name: way.off[1] });

  beforeAll(async () => {
    lab = await openLab();
    await lab.host.run('environment', 'set', 'client.generation', way.generation, '--now');
    await client(lab.page).getByRole(way.off[0], { name: way.off[1] }).waitFor();
  });
  afterAll(() => lab?.close());

  it('says stage by stage what it does when it is switched on, and then that it is connected', async () => {
    const { page } = lab;
    await offButton().click();
    await waitForHeadline(page, 'The client is disconnected.');
    const said: string[] = [];
    await page.exposeFunction('hear', (text: string) => said.push(text));
    await client(page).evaluate((element) => {
      const tell = () =>
        void (window as unknown as { hear(text: string): void }).hear((element as HTMLElement).innerText);
      new MutationObserver(tell).observe(element, { subtree: true, childList: true, characterData: true });
    });
    await client(page)
      .getByRole(way.off[0], { name: way.generation === 'classic' ? 'Connection' : 'Connect', exact: true })
      .click();
    await expect.poll(() => status().textContent()).toBe('Connected');
    const stages = ['Verifying connection settings', 'Building a Tunnel', 'Validating DNS configuration'];
    const at = stages.map((stage) => said.findIndex((text) => text.includes(stage) && text.includes('Connecting')));
    expect(at.every((place) => place >= 0)).toBe(true);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    expect(said.some((text) => text.includes('SOCKS'))).toBe(false);
  });

  it('can’t be used once an administrator has locked it, and says that it is locked', async () => {
    const { page, host } = lab;
    await host.run('environment', 'set', 'client.switchLocked', 'true', '--now');
    await client(page).getByText('The switch is locked.').waitFor();
    if (way.generation === 'classic') await offButton().click();
    else expect(await offButton().isDisabled()).toBe(true);
    expect(await status().textContent()).toBe('Connected');
  });

  it('takes the administrator’s code, and is free for as long as that gives', async () => {
    const { page, host } = lab;
    await host.run('environment', 'set', 'client.adminOverride', '1h', '--now');
    const code = (await host.run('override', 'code')).stdout.trim();
    for (const [role, name] of way.toCode) await client(page).getByRole(role, { name }).click();
    await client(page).getByRole('button', { name: way.enterCode }).click();
    await page.keyboard.type('0000000');
    await page.keyboard.press('Enter');
    await client(page).getByRole('alert').filter({ hasText: 'That code is not right.' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await client(page)
      .getByText(/^The switch is unlocked until /)
      .waitFor();
    await client(page).getByRole('button', { name: way.back }).click();
    await offButton().click();
    await waitForHeadline(page, 'The client is disconnected.');
    await host.run('clock', 'advance', '61m');
    await expect.poll(() => status().textContent()).toBe('Connected');
    await client(page).getByText('The switch is locked.').waitFor();
  });

  it('shows the code to whoever helps, in the lab', async () => {
    const { page, host } = lab;
    await page.getByRole('button', { name: 'Conditions…' }).click();
    const code = (await host.run('override', 'code')).stdout.trim();
    const sheet = page.getByRole('dialog', { name: 'Conditions' });
    await sheet.getByText(code).waitFor();
    await sheet.getByRole('combobox', { name: 'Switch' }).click();
    await page.getByRole('option', { name: 'free' }).click();
    await page.keyboard.press('Escape');
  });
});
