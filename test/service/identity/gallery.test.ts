import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refreshPath } from '../../../main/identity/refresh-path.ts';
import { axeOn } from '../../support/axe.ts';
import { findChromium, launchBrowser } from '../../support/chromium.ts';
import { type EmulatedHost, leaveHosts, startExpired } from './emulated-host.ts';
import { acceptAlice, handTimers, leaveStage, setStage } from './stage.ts';

const pictures = join('test-results', 'sign-in-pages');
const lack = (await findChromium()) === undefined ? ': there is no Chromium here' : '';

/** Themes differ in their colours alone and sizes in their layout, so all rules are asked in the first alone. */
const views = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 }, asks: 'all' },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 }, asks: 'colours' },
  { name: 'phone', colorScheme: 'light', viewport: { width: 360, height: 740 }, asks: 'width' },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 360, height: 740 }, asks: 'width' },
] as const;

async function findFaults(page: Page, asks: 'all' | 'colours'): Promise<readonly string[]> {
  const axe = axeOn(page);
  const { violations } = await (asks === 'all' ? axe : axe.withRules(['color-contrast'])).analyze();
  return violations.map(({ id }) => id);
}

type Way = (page: Page, host: EmulatedHost) => Promise<void>;

/** Opens a sign-in as a person does; `keys` are pressed one after the other, and nothing but the keyboard is used. */
const signIn =
  (...keys: readonly string[]): Way =>
  async (page, host) => {
    const { url } = await host.handlers['reauth.start']({ from: 'settings', open: false });
    await page.goto(url);
    await press(page, keys);
  };

async function press(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    if (key !== 'Enter') await page.keyboard.press(key);
    else await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  }
}

const choose = ['Tab', 'Enter'];
const cancel = ['Shift+Tab', 'Enter'];
const sso = { sso: { host: 'sso.corp.internal', address: '10.20.0.5', ports: { 443: 'https' } } };

/** Every page of a sign-in, by what it says first, in an environment in which it comes. */
const pages: readonly (readonly [heading: string, name: string, changes: object, way: Way])[] = [
  ['Sign in to Acme', 'chooser', {}, signIn()],
  ['Sign in to Acme', 'chooser-without-hint', {}, openedByStranger],
  [
    'Sign in to Acme',
    'chooser-empty',
    { people: { alice: null, bob: null }, device: { registeredTo: null } },
    enrolment,
  ],
  ['Approve the sign-in', 'second-step', { identity: { mfa: 'asked' } }, signIn(...choose)],
  ['The second step failed', 'second-step-failed', { identity: { mfa: 'refused' } }, signIn(...choose, ...choose)],
  ['This account is locked', 'locked', { identity: { locked: ['alice'] } }, signIn(...choose)],
  ['You may not sign in here', 'not-allowed', { identity: { denied: ['alice'] } }, signIn(...choose)],
  ['The identity provider failed', 'provider-failed', { identity: { trouble: 'server-error' } }, signIn()],
  [
    'This sign-in page is refused',
    'refused',
    { identity: { host: 'sso.corp.internal' }, destinations: sso, gateway: { surface: 'explain' } },
    signIn(),
  ],
  ['Signed in as Alice', 'signed-in', {}, signIn(...choose)],
  ['This device belongs to somebody else', 'wrong-user', {}, signIn('Tab', ...choose)],
  [
    'This device belongs to somebody else',
    'wrong-user-silently',
    { identity: { browser: { remembers: 'bob' } } },
    signIn(),
  ],
  [
    'Signed in, but around the tunnel',
    'around-the-tunnel',
    { client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } } },
    signIn(...choose),
  ],
  ['Enrolled as Alice', 'enrolled', {}, enrol],
  ['Sign-in was cancelled', 'cancelled', {}, signIn(...cancel)],
  ['Sign-in did not work', 'failed', { identity: { trouble: 'wrong-audience' } }, signIn(...choose)],
  ['A newer sign-in took over', 'taken-over', {}, overtaken],
  ['This sign-in has ended', 'ended', {}, finishedThenBack],
  ['Identity refreshed', 'refreshed', { assumptions: { refreshIdentityRenews: false } }, refresh],
  ['The identity can’t be refreshed', 'not-refreshed', {}, refreshUnregistered],
];

async function openedByStranger(page: Page, host: EmulatedHost): Promise<void> {
  const { url } = await host.handlers['reauth.start']({ from: 'settings', open: false });
  const unhinted = new URL(url);
  unhinted.searchParams.delete('login_hint');
  await page.goto(unhinted.href);
}

async function enrolment(page: Page, host: EmulatedHost): Promise<void> {
  await page.goto((await host.handlers['reauth.start']({ from: 'enrolment', open: false })).url);
}

async function enrol(page: Page, host: EmulatedHost): Promise<void> {
  await host.handlers['registration.delete']({});
  await enrolment(page, host);
  await press(page, choose);
}

async function overtaken(page: Page, host: EmulatedHost): Promise<void> {
  await signIn()(page, host);
  await host.handlers['reauth.start']({ from: 'settings', open: false });
  await press(page, choose);
}

async function finishedThenBack(page: Page, host: EmulatedHost): Promise<void> {
  await signIn()(page, host);
  const chooser = page.url();
  await press(page, choose);
  await page.goto(chooser);
}

async function refresh(page: Page, host: EmulatedHost): Promise<void> {
  await page.goto(`${(await host.handlers.snapshot({})).addresses.issuer}${refreshPath}`);
  await press(page, choose);
}

async function refreshUnregistered(page: Page, host: EmulatedHost): Promise<void> {
  await host.handlers['registration.delete']({});
  await page.goto(`${(await host.handlers.snapshot({})).addresses.issuer}${refreshPath}`);
}

describe.skipIf(lack !== '')(`the pages of a sign-in in Chromium${lack}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await leaveHosts();
    await leaveStage();
  });

  /** Looks at the page as it stands, in every view. */
  async function look(page: Page, name: string): Promise<void> {
    for (const { name: view, colorScheme, viewport, asks } of views) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.screenshot({ path: join(pictures, `${name}-${view}.png`) });
      if (asks !== 'width') expect(await findFaults(page, asks), view).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
    }
  }

  async function openPage() {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (!/status of [45]\d\d/.test(message.text())) complaints.push(message.text());
    });
    return { page, complaints };
  }

  it.each(pages)(
    '“%s” (%s) is reached by keyboard, fits a phone, and has nothing that axe finds',
    async (title, name, changes, way) => {
      const host = await startExpired(changes);
      const { page, complaints } = await openPage();
      await way(page, host);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
      await look(page, name);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('“This sign-in took too long” comes when a form is sent late', async () => {
    const timers = handTimers();
    const { signIn: client } = await setStage({ after: timers.after, limitFor: 5 });
    const { url } = await client.begin({ judge: acceptAlice });
    const { page, complaints } = await openPage();
    await page.goto(url);
    timers.elapse(5);
    await press(page, choose);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('This sign-in took too long');
    await look(page, 'timed-out');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
