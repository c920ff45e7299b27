import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, labHost, openLab, whyNoLab } from '../support/lab.ts';

const pictures = join('test-results', 'sign-in');
const lack = await whyNoLab();
const title = `signing in, in ${labHost === 'electron' ? 'Electron' : 'Chromium'}${lack === undefined ? '' : `: ${lack}`}`;
const weekAndHour = 169 * 3600;

/** The eight commonest ways a sign-in goes, each an hour after the expiry. Each keeps pictures of what people see. */
describe.skipIf(lack !== undefined)(title, { sequential: true }, () => {
  let host: Lab;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    host = await openLab();
    page = host.page;
    if (host.launchUrl !== undefined) await page.goto(host.launchUrl);
    await host.run('clock', 'freeze');
    await given('identity.prompt', 'none');
  });
  afterAll(() => host?.close());

  beforeEach(async () => {
    await host.run('world', 'forget-browser');
    await host.run('clock', 'advance', '169h');
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).textContent())
      .toContain('internal network is dead.');
  });

  const client = () => page.getByRole('region', { name: 'Emulated client' });
  const button = () => page.getByRole('button', { name: 'Re-Authenticate Session' });
  const age = async () => (await host.inspect()).session?.ageSeconds ?? 0;
  const given = async (path: string, value: string) => {
    const { code, stderr } = await host.run('environment', 'set', path, value, '--now');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  };

  /** Through the client's own menus, as the person does; answers the page that opens. */
  async function startSignIn(): Promise<Page> {
    if (!(await button().isVisible())) {
      await client().getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('menuitem', { name: 'Preferences' }).click();
      await page.getByRole('tab', { name: 'Account' }).click();
    }
    return host.openedBy(() => button().click());
  }

  async function expectHeading(tab: Page, words: string, picture: string): Promise<void> {
    await expect.poll(() => tab.getByRole('heading', { level: 1 }).textContent()).toBe(words);
    await tab.screenshot({ path: join(pictures, `${picture}.png`) });
  }

  const sayNotCompleted = async () =>
    expect.poll(() => client().textContent()).toContain('Authentication was not completed.');
  const press = (tab: Page, name: string) => tab.getByRole('button', { name }).click();

  it('plainly: the person chooses who they are, and the age is 0', async () => {
    const tab = await startSignIn();
    await expectHeading(tab, 'Sign in to Acme', '1-plain-chooser');
    expect(await tab.getByRole('button', { name: 'Sign in as Alice' }).textContent()).toContain('This device’s user');
    await press(tab, 'Sign in as Alice');
    await expectHeading(tab, 'Signed in as Alice', '1-plain-done');
    expect(await tab.textContent('main')).toContain('The session starts anew: its age is 0.');
    expect(await age()).toBe(0);
    await tab.close();
  });

  it('silently: a browser that remembers is asked nothing, and the age is 0', async () => {
    const first = await startSignIn();
    await press(first, 'Sign in as Alice');
    await expectHeading(first, 'Signed in as Alice', '2-silent-before');
    await first.close();
    await host.run('clock', 'advance', '169h');

    const tab = await startSignIn();
    await expectHeading(tab, 'Signed in as Alice', '2-silent-done');
    expect(await age()).toBe(0);
    await tab.close();
  });

  it('by force: with prompt=login the same browser is asked for everything anew', async () => {
    const first = await startSignIn();
    await press(first, 'Sign in as Alice');
    await expectHeading(first, 'Signed in as Alice', '3-forced-before');
    await first.close();
    await host.run('clock', 'advance', '169h');
    await given('identity.prompt', 'login');
    await given('identity.mfa', 'asked');

    const tab = await startSignIn();
    await expectHeading(tab, 'Sign in to Acme', '3-forced-chooser');
    await press(tab, 'Sign in as Alice');
    await expectHeading(tab, 'Approve the sign-in', '3-forced-second-step');
    expect(await age()).toBe(weekAndHour);
    await press(tab, 'Approve');
    await expectHeading(tab, 'Signed in as Alice', '3-forced-done');
    expect(await age()).toBe(0);
    await tab.close();
    await given('identity.prompt', 'none');
    await given('identity.mfa', 'none');
  });

  it('cancelled: nothing has changed, on the page and in the client', async () => {
    const before = await age();
    const tab = await startSignIn();
    await press(tab, 'Cancel');
    await expectHeading(tab, 'Sign-in was cancelled', '4-cancelled');
    expect(await tab.textContent('main')).toContain('Nothing has changed: the session age stays.');
    await sayNotCompleted();
    expect(await age()).toBe(before);
    await tab.close();
  });

  it('with a second step that fails: nobody gets in, and the age stays', async () => {
    const before = await age();
    await given('identity.mfa', 'refused');
    const tab = await startSignIn();
    await press(tab, 'Sign in as Alice');
    await press(tab, 'Approve');
    await expectHeading(tab, 'The second step failed', '5-second-step-failed');
    expect(await tab.textContent('main')).toContain('Nobody was signed in and the session age stays.');
    expect(await age()).toBe(before);

    await press(tab, 'Try again');
    await expectHeading(tab, 'Sign in to Acme', '5-try-again');
    await press(tab, 'Cancel');
    await sayNotCompleted();
    expect(await age()).toBe(before);
    await tab.close();
    await given('identity.mfa', 'none');
  });

  it('as somebody else: the page says whose device it is, and the age stays', async () => {
    const before = await age();
    const tab = await startSignIn();
    await press(tab, 'Sign in as Bob');
    await expectHeading(tab, 'This device belongs to somebody else', '6-wrong-user');
    expect(await tab.textContent('main')).toContain(
      'You signed in as bob@example.com, but this device is registered to alice@example.com.',
    );
    await sayNotCompleted();
    expect(await age()).toBe(before);
    await tab.close();

    // The browser remembers Bob now, and nobody is asked.
    const again = await startSignIn();
    await expectHeading(again, 'This device belongs to somebody else', '6-wrong-user-silently');
    expect(await again.textContent('main')).toContain('Sign out at the provider first');
    expect(await age()).toBe(before);
    await again.close();
  });

  // On Electron the page is opened by the test, which a page that hangs would hold up.
  it.skipIf(labHost === 'electron')(
    'at a provider behind the expired policy: hangs, is explained, and loads once the administrator acted',
    async () => {
      const before = await age();
      await given('identity.host', 'sso.corp.internal');
      const asked = host.browser
        .contexts()[0]
        ?.waitForEvent('request', (request) => request.url().includes('/sign-in/'));
      const tab = await startSignIn();
      const hanging = (await asked)?.url() ?? '';
      await expect
        .poll(async () => (await host.run('journal')).stdout)
        .toContain('The sign-in page at sso.corp.internal does not load: the session expired');
      // No byte has come, so the browser still shows the page before it.
      expect(tab.url()).toBe('about:blank');
      await page.screenshot({ path: join(pictures, '7-behind-the-policy-hangs.png') });

      await given('gateway.surface', 'explain');
      await tab.goto(hanging);
      await expectHeading(tab, 'This sign-in page is refused', '7-behind-the-policy-explained');
      expect(await tab.textContent('main')).toContain('so you can’t get out of this by yourself');
      expect(await age()).toBe(before);

      const policy = (await host.inspect()).policies.find(({ name }) => name === 'Private range, weekly');
      await host.run(
        ...['environment', 'set', `policies.${policy?.id}.traffic`],
        'net.dst.ip in {10.0.0.0/8} and not net.dst.ip in {10.20.0.5 10.0.0.53}',
      );
      await tab.reload();
      await expectHeading(tab, 'This sign-in page is refused', '7-behind-the-policy-not-yet');
      await host.run('clock', 'advance', '2m');
      await tab.reload();
      await press(tab, 'Sign in as Alice');
      await expectHeading(tab, 'Signed in as Alice', '7-behind-the-policy-done');
      expect(await age()).toBe(0);
      await tab.close();
      await given('identity.host', 'idp.example.com');
      await given('gateway.surface', 'faithful');
    },
  );

  it('whose window is closed half-way: the client waits, lets go, and a second start gets through', async () => {
    const before = await age();
    const left = await startSignIn();
    await expectHeading(left, 'Sign in to Acme', '8-before-closing');
    await left.close();
    await expect.poll(() => client().textContent()).toContain('Waiting for your browser…');
    expect(await button().isDisabled()).toBe(true);
    await page.screenshot({ path: join(pictures, '8-client-waits.png') });
    await client().getByRole('button', { name: 'Cancel' }).click();
    await sayNotCompleted();
    expect(await age()).toBe(before);

    const tab = await startSignIn();
    await press(tab, 'Sign in as Alice');
    await expectHeading(tab, 'Signed in as Alice', '8-done');
    expect(await age()).toBe(0);
    await tab.close();
  });
});
