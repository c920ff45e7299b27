import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialog, type LabPage, lack, openLab, strip, waitForHeadline } from './lab-page.ts';
import { waysOut } from './ways-out.ts';

const client = (page: Page) => page.getByRole('region', { name: 'Emulated client' });
const banner = (page: Page) => page.getByRole('region', { name: 'Banner' });
const choose = async (page: Page, version: string) => {
  await page.getByRole('combobox', { name: 'Client' }).click();
  await page.getByRole('option', { name: version }).click();
};

/** Each in a lab of its own, just after the expiry and the one notice, which nobody saw. */
describe.skipIf(lack !== undefined).each(waysOut)('the $generation client', { sequential: true }, (way) => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
    await lab.host.run('clock', 'to', '+168h01m');
    await waitForHeadline(lab.page, 'The internal network is dead.');
  });
  afterAll(() => lab?.close());

  /** A sign-in as alice in the page that this opens. */
  const signIn = async (press: () => Promise<void>) => {
    const tab = await lab.openedBy(press);
    await tab.getByRole('button', { name: 'Sign in as Alice' }).click();
    await tab.getByRole('heading', { level: 1, name: /signed in|enrolled/i }).waitFor();
    await tab.close();
    await lab.page.bringToFront();
    await waitForHeadline(lab.page, 'Everything answers.');
  };
  const expire = async () => {
    await lab.host.run('clock', 'advance', '168h10m');
    await waitForHeadline(lab.page, 'The internal network is dead.');
  };
  /** Closes what is open in the client. */
  const reset = () => {
    const leave = client(lab.page).getByRole('button', { name: /Back$|^Close$/ });
    const isLeft = async () => {
      if ((await leave.count()) === 0) return true;
      await leave.first().click();
      return false;
    };
    return expect.poll(isLeft).toBe(true);
  };

  it('is chosen in the lab, and undo takes that back', async () => {
    const { page } = lab;
    if (way.generation === 'classic') return expect(client(page).getByRole('switch').count()).resolves.toBe(1);
    await choose(page, way.version);
    await client(page).getByRole('button', { name: 'Disconnect' }).waitFor();
    await page.keyboard.press('Control+z');
    await client(page).getByRole('switch', { name: 'Connection' }).waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await client(page).getByRole('button', { name: 'Disconnect' }).waitFor();
    expect(await strip(page).textContent()).toContain(`client generation is ${way.generation}`);
  });

  it('says Connected, and hints at the expiry only where the newest one does', async () => {
    const { page } = lab;
    expect(await client(page).textContent()).toContain('Connected');
    expect(await banner(page).count()).toBe(way.generation === 'banner' ? 1 : 0);
  });

  it('leads to the sign-in by mouse within four clicks, and back', async () => {
    const { page } = lab;
    const steps: Locator[] = way.steps.map(([role, name]) => page.getByRole(role, { name, exact: true }));
    expect(steps.length).toBeLessThanOrEqual(4);
    for (const step of steps.slice(0, -1)) await step.click();
    await signIn(async () => steps.at(-1)?.click());
    await banner(page).waitFor({ state: 'detached' });
    await reset();
  });

  it('leads to the sign-in by keyboard as well', async () => {
    const { page } = lab;
    await expire();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    for (const [role, name] of way.steps) {
      const isLast = name === way.steps.at(-1)?.[1];
      const target = page.getByRole(role, { name, exact: true });
      await target.waitFor();
      await reach(page, target, role);
      if (!isLast) await page.keyboard.press(role === 'tab' ? 'Shift' : 'Enter');
    }
    await signIn(() => page.keyboard.press('Enter'));
    await reset();
  });

  it('is pointed at from the lab until the button itself is', async () => {
    const { page } = lab;
    await expire();
    await page.getByRole('button', { name: 'Show where to click' }).click();
    const pointed = client(page).locator('[data-pointed]');
    const last = way.steps.at(-1)?.[1] ?? '';
    await expect.poll(() => pointed.allTextContents(), { timeout: 10_000 }).toEqual([last]);
    await reset();
  });

  it('is named in what the user should do', async () => {
    const why = lab.page.getByRole('complementary', { name: 'Why' });
    await expect.poll(() => why.textContent()).toContain(way.steps.at(-1)?.[1] ?? '');
  });

  it('logs out where that is allowed, and enrols again', async () => {
    const { page } = lab;
    await leadToAccount(page, way.generation);
    await client(page)
      .getByRole('button', { name: way.generation === 'classic' ? 'Logout from Cloudflare Zero Trust' : 'Logout' })
      .click();
    await waitForHeadline(page, 'This device is not enrolled.');
    await reset();
    expect(await client(page).textContent()).toContain('CF_REGISTRATION_MISSING');
    expect(await client(page).textContent()).not.toContain('Revoked');
    if (way.generation === 'classic') {
      await leadToAccount(page, way.generation);
      await signIn(() => client(page).getByRole('button', { name: 'Login with Cloudflare Zero Trust' }).click());
    } else await signIn(() => client(page).getByRole('button', { name: 'Zero Trust security' }).click());
    await reset();
  });

  it('has no way to log out where leaving is not allowed', async () => {
    const { page } = lab;
    await lab.host.run('environment', 'set', 'client.allowedToLeave', 'false', '--now');
    await leadToAccount(page, way.generation);
    await expect
      .poll(() =>
        client(page)
          .getByRole('button', { name: /^Logout/ })
          .count(),
      )
      .toBe(0);
    await lab.host.run('environment', 'set', 'client.allowedToLeave', 'true', '--now');
    await client(page)
      .getByRole('button', { name: /^Logout/ })
      .waitFor();
    await reset();
  });

  it('tells a revoked registration from an expired session', async () => {
    const { page } = lab;
    await page.keyboard.press('c');
    await dialog(page, 'Conditions').getByRole('button', { name: 'Revoke the registration' }).click();
    await page.keyboard.press('Escape');
    await waitForHeadline(page, 'The registration was revoked.');
    expect(await client(page).textContent()).toContain('CF_REGISTRATION_MISSING (Revoked)');
    expect(await banner(page).count()).toBe(0);
  });

  it('brought no complaint from the browser', () => {
    expect(lab.complaints).toEqual([]);
  });
});

async function leadToAccount(page: Page, generation: (typeof waysOut)[number]['generation']): Promise<void> {
  if (generation === 'classic') {
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Preferences' }).click();
    await page.getByRole('tab', { name: 'Account' }).click();
    return;
  }
  await client(page).getByRole('button', { name: 'Profile', exact: true }).click();
  await client(page).getByRole('button', { name: 'Account information' }).click();
}

/** Moves the focus there by keys alone. */
async function reach(page: Page, target: Locator, role: string): Promise<void> {
  const has = () => target.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < 20; stop += 1) {
    if (await has()) return;
    await page.keyboard.press(role === 'tab' ? 'ArrowRight' : role === 'menuitem' ? 'ArrowDown' : 'Tab');
  }
  throw new Error(`the focus did not come to ${await target.textContent()}`);
}
