import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, labHost, openLab, whyNoLab } from '../support/lab.ts';

const pictures = join('test-results', 'walk');
const lack = await whyNoLab();
const title = `the walk in ${labHost === 'electron' ? 'Electron' : 'Chromium'}${lack === undefined ? '' : `: ${lack}`}`;

/** The seed lockout as a newcomer lives it. Runs in order; each step stands on the one before and keeps a picture. */
describe.skipIf(lack !== undefined)(title, { sequential: true }, () => {
  let host: Lab;
  let page: Page;
  let count = 0;
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    host = await openLab();
    page = host.page;
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (fault) => complaints.push(fault.message));
    if (host.launchUrl !== undefined) await page.goto(host.launchUrl);
  });
  afterAll(() => host?.close());

  const keep = async (name: string) => {
    count += 1;
    await page.screenshot({ path: join(pictures, `${count}-${name}.png`) });
  };
  const headline = () => page.getByRole('heading', { level: 1 });
  const client = () => page.getByRole('region', { name: 'Emulated client' });
  const destination = (host_: string) =>
    page.getByRole('region', { name: 'Destinations' }).getByRole('button', { name: new RegExp(`^${host_}`) });
  const visit = (host_: string) => page.getByRole('button', { name: `Visit ${host_}` }).click();
  const why = () => page.getByRole('complementary', { name: 'Why' });
  const signInAs = async (name: string) => {
    await client().getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('menuitem', { name: 'Preferences' }).click();
    await page.getByRole('tab', { name: 'Account' }).click();
    const tab = await host.openedBy(() => page.getByRole('button', { name: 'Re-Authenticate Session' }).click());
    await tab.getByRole('button', { name: `Sign in as ${name}` }).click();
    await tab.getByRole('heading', { level: 1 }).waitFor();
    return tab;
  };

  it('opens from the one-use address, signed in, with everything answering', async () => {
    await page.getByRole('button', { name: 'Look around by myself' }).click();
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    expect(page.url()).not.toContain('token');
    await host.run('clock', 'freeze');
    await keep('fresh');
  });

  it('opens the wiki one minute before the expiry', async () => {
    await page.getByRole('button', { name: 'Jump to 1 min before' }).click();
    await expect.poll(() => destination('wiki.corp.internal').textContent()).toContain('1 min');
    await visit('wiki.corp.internal');
    await expect.poll(() => why().textContent(), { timeout: 10_000 }).toContain('HTTP 200');
    await keep('one-minute-left');
  });

  it('is dead a minute after the expiry, and the one notice was missed', async () => {
    await host.run('clock', 'to', '+168h01m');
    await expect.poll(() => headline().textContent()).toBe('The internal network is dead.');
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect.poll(() => notices.textContent()).toContain('missed');
    expect(await page.getByRole('region', { name: 'What the user sees' }).textContent()).toContain(
      'nobody was at the desk',
    );
    await keep('dead');
  });

  it('shows the wiki dead by name, with the class session, and the client still says Connected', async () => {
    await visit('wiki.corp.internal');
    await expect
      .poll(() => why().textContent(), { timeout: 20_000 })
      .toContain('the session expired under “Private range, weekly”');
    expect(await client().textContent()).toContain('Connected');
    const { destinations } = await host.inspect();
    expect(destinations.find(({ name }) => name === 'wiki')).toMatchObject({ reachable: false, class: 'session' });
    await keep('why');
  });

  it('keeps public names answering', async () => {
    expect(JSON.parse((await host.run('resolve', 'one.one.one.one', '--json')).stdout)).toMatchObject({
      status: 'NOERROR',
    });
    expect(await destination('help.example.com').textContent()).not.toContain('expired');
  });

  it('stays dead when bob signs in', async () => {
    const tab = await signInAs('Bob');
    expect(await tab.textContent('body')).toContain('registered to alice@example.com');
    await tab.screenshot({ path: join(pictures, 'sign-in-refused.png') });
    await tab.close();
    await expect.poll(() => headline().textContent()).toBe('The internal network is dead.');
    await keep('bob-refused');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: 'Close' })
      .first()
      .click({ timeout: 1000 })
      .catch(() => undefined);
  });

  it('comes back with alice, seven days ahead of it', async () => {
    const tab = await signInAs('Alice');
    await tab.close();
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    const { destinations } = await host.inspect();
    expect(destinations.find(({ name }) => name === 'wiki')).toMatchObject({
      reachable: true,
      leftSeconds: 168 * 3600,
    });
    await keep('back');
  });

  it('shows the toast to somebody at the desk, whose click starts the sign-in', async () => {
    await page.getByRole('switch', { name: 'At the desk' }).click();
    await host.run('clock', 'advance', '168h10m');
    const toast = page.getByRole('region', { name: 'Notice on the screen' });
    await toast.waitFor();
    await keep('toast');
    const tab = await host.openedBy(() => toast.getByRole('button', { name: 'Sign in' }).click());
    await tab.getByRole('button', { name: 'Sign in as Alice' }).click();
    await tab.getByRole('heading', { level: 1 }).waitFor();
    await tab.close();
    await expect.poll(() => headline().textContent()).toBe('Everything answers.');
    expect((await host.inspect()).notices.at(-1)).toMatchObject({ fate: 'clicked' });
  });

  it.skipIf(labHost === 'electron')('does not open twice from the same address', async () => {
    const other = await host.browser.newContext();
    const response = await (await other.newPage()).goto(host.launchUrl ?? '');
    expect(response?.status()).toBe(401);
    await other.close();
  });

  it('brought no complaint from the browser', () => {
    expect(complaints).toEqual([]);
  });
});
