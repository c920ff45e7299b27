import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { noticeText } from '../../../app/view/notice-text.ts';
import { makeDirectory } from '../../support/host.ts';
import { type House, openHouse } from '../household/house.ts';
import { bareEnvironment, type Desktop, missingPrograms, startBus, startDesktop } from './desktop.ts';

const missing = missingPrograms(['Xvfb', 'dunst', 'dunstctl', 'dbus-run-session', 'dbus-send', 'notify-send']);
const lack = missing.length === 0 ? '' : ` (skipped: this machine lacks ${missing.join(', ')})`;

const begin = Date.parse('2026-03-02T09:00:00Z');
const hour = 3_600_000;

/** A moment after the expiry, which came while nobody tried; the next program to try does so 11 s later. */
async function goPastExpiry(house: House, person: { atDesk: boolean; doNotDisturb?: boolean }): Promise<void> {
  await house.call('clock.freeze');
  await house.call('world.set', person);
  await house.call('clock.to', { at: begin + 168 * hour + 30_000 });
  expect(await house.call('notices')).toEqual([]);
}

/** Lets time go by, not jump, until the one notice has come due and its fate on this computer is known. */
async function letTheNoticeCome(house: House) {
  await house.call('clock.follow', { speed: 60 });
  await expect
    .poll(async () => (await house.call('snapshot')).notices.items[0]?.delivery, { timeout: 20_000 })
    .toBeDefined();
  await house.call('clock.freeze');
  const { notices, session, client } = await house.call('snapshot');
  expect(notices.total).toBe(1);
  return { notice: notices.items[0], session, client };
}

/** Runs in order: each step stands on the one before. */
describe.skipIf(missing.length > 0)(
  `the notice of the running app on a real desktop${lack}`,
  { sequential: true },
  () => {
    let desktop: Desktop;
    let house: House;
    let browser: string;
    beforeAll(async () => {
      desktop = await startDesktop();
      browser = makeDirectory();
      writeFileSync(join(browser, 'xdg-open'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
      const { PATH = '' } = desktop.environment;
      house = await openHouse({ env: { ...desktop.environment, PATH: `${browser}:${PATH}` } });
    });
    afterAll(async () => {
      await house?.remove();
      await desktop?.stop();
      rmSync(browser, { recursive: true, force: true });
    });
    const displayed = () => expect.poll(() => desktop.displayedCount(), { timeout: 20_000 });

    it('is received by the notification daemon, word for word, and booked as sent', async () => {
      await goPastExpiry(house, { atDesk: true });
      const { notice, session, client } = await letTheNoticeCome(house);
      expect(notice).toMatchObject({
        ...{ at: begin + 168 * hour + 41_000, fate: 'seen', real: true, delivery: 'sent', actor: 'lookups' },
      });
      await displayed().toBe(1);
      await desktop.closeAll();
      await expect.poll(async () => (await desktop.history()).length).toBe(1);
      expect(await desktop.history()).toEqual([{ ...noticeText('Acme'), app: 'WARP Session Emulator' }]);
      expect({ signedIn: session?.authenticatedAt, status: client.status }).toEqual({
        signedIn: begin,
        status: 'Connected',
      });
    });

    it('comes once: later refusals are counted and show nothing', async () => {
      await house.call('visit', { url: 'http://10.20.0.10/' });
      await house.call('clock.follow', { speed: 600 });
      await expect
        .poll(async () => (await house.call('snapshot')).notices.items[0]?.refusedSince, { timeout: 20_000 })
        .toBeGreaterThanOrEqual(2);
      await house.call('clock.freeze');
      expect((await house.call('snapshot')).notices.total).toBe(1);
      expect(await desktop.displayedCount()).toBe(0);
      expect(await desktop.history()).toHaveLength(1);
    });

    it('is posted and taken away again when nobody is at the desk', async () => {
      await house.call('run.start', {});
      await goPastExpiry(house, { atDesk: false });
      const { notice, session } = await letTheNoticeCome(house);
      expect(notice).toMatchObject({ fate: 'missed', real: true, delivery: 'sent' });
      await displayed().toBe(1);
      await displayed().toBe(0);
      expect(await desktop.history()).toHaveLength(2);
      expect(session?.authenticatedAt).toBe(begin);
    });

    it('is not posted on this computer when time jumps past it', async () => {
      await house.call('run.start', {});
      await goPastExpiry(house, { atDesk: true });
      await house.call('clock.advance', { by: hour });
      expect((await house.call('snapshot')).notices.items).toMatchObject([{ fate: 'seen', real: false }]);
      expect((await house.call('snapshot')).notices.items[0]?.delivery).toBeUndefined();
      expect(await desktop.displayedCount()).toBe(0);
      expect(await desktop.history()).toHaveLength(2);
    });

    it('starts the sign-in when it is clicked', async () => {
      await house.call('run.start', {});
      await goPastExpiry(house, { atDesk: true });
      await letTheNoticeCome(house);
      await displayed().toBe(1);
      await desktop.click();
      await expect.poll(async () => (await house.call('snapshot')).reauth?.from, { timeout: 20_000 }).toBe('notice');
      expect((await house.call('notices'))[0]).toMatchObject({ fate: 'clicked' });
      await house.call('reauth.cancel');
      await expect.poll(async () => (await house.call('notices'))[0]?.fate, { timeout: 20_000 }).toBe('abandoned');
    });

    it('is not posted under do not disturb', async () => {
      await house.call('run.start', {});
      await goPastExpiry(house, { atDesk: true, doNotDisturb: true });
      await house.call('clock.follow', { speed: 60 });
      await expect.poll(async () => (await house.call('snapshot')).notices.total, { timeout: 20_000 }).toBe(1);
      await house.call('clock.freeze');
      const [notice] = (await house.call('snapshot')).notices.items;
      expect(notice).toMatchObject({ fate: 'suppressed', why: 'do-not-disturb', real: false });
      expect(notice?.delivery).toBeUndefined();
      expect(await desktop.history()).toHaveLength(3);
    });
  },
);

describe.runIf(process.platform === 'linux')('the notice of the running app without a desktop', () => {
  /** A program called notify-send; whatever else stands on the path is out of reach. */
  function pathWith(script?: string): string {
    const directory = makeDirectory();
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const bin = join(directory, 'bin');
    mkdirSync(bin);
    if (script !== undefined) {
      writeFileSync(join(bin, 'notify-send'), script);
      chmodSync(join(bin, 'notify-send'), 0o755);
    }
    return bin;
  }

  const noProgram = 'the program notify-send is not installed (Debian and Ubuntu: package libnotify-bin)';
  const noSession = 'there is no D-Bus session, so no desktop to show it on';
  const noDaemon = 'no notification daemon is running on this desktop';

  async function startWithoutDaemon(): Promise<NodeJS.ProcessEnv> {
    const bus = await startBus();
    onTestFinished(() => bus.stop());
    return bareEnvironment({ DBUS_SESSION_BUS_ADDRESS: bus.address });
  }

  const situations: readonly [string, readonly string[], string, () => Promise<NodeJS.ProcessEnv>][] = [
    ['notify-send', [], noProgram, async () => bareEnvironment({ PATH: pathWith() })],
    ['a D-Bus session', ['notify-send'], noSession, async () => bareEnvironment()],
    ['a notification daemon', ['notify-send', 'dbus-run-session'], noDaemon, startWithoutDaemon],
    [
      'an answer',
      [],
      'the desktop did not answer within 5 s',
      async () =>
        bareEnvironment({ PATH: pathWith('#!/bin/sh\nexec /bin/sleep 30\n'), DBUS_SESSION_BUS_ADDRESS: 'tcp:' }),
    ],
  ];

  describe.each(situations)('where %s is missing', (_what, programs, reason, prepare) => {
    it.skipIf(missingPrograms(programs).length > 0)(
      `has its fate in the ledger and one line in the log, and nothing else happens${programs.length > 0 ? ` (needs ${programs.join(', ')})` : ''}`,
      async () => {
        const house = await openHouse({ env: await prepare() });
        onTestFinished(() => house.remove());
        await goPastExpiry(house, { atDesk: true });
        const { notice, session, client } = await letTheNoticeCome(house);
        expect(notice).toMatchObject({ fate: 'seen', real: true, delivery: `not shown: ${reason}` });
        expect({ signedIn: session?.authenticatedAt, status: client.status }).toEqual({
          ...{ signedIn: begin, status: 'Connected' },
        });
        const log = readFileSync(join(house.dataDirectory, 'logs', 'warp-emu.log'), 'utf8').split('\n');
        expect(log.filter((line) => /notification/.test(line))).toEqual([
          expect.stringContaining(`warn - a notification was not shown ${JSON.stringify({ reason })}`),
        ]);
        expect(log.filter((line) => / error /.test(line))).toEqual([]);
        expect(house.host.process.exitCode).toBeNull();
        await house.call('notice.click', { open: false });
      },
    );
  });
});
