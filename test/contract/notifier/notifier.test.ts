import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesktopNotifier, type NotificationProgram } from '../../../main/adapters/desktop-notifier.ts';
import { explainNotifySendFailure } from '../../../main/adapters/notify-send-failure.ts';
import { createSilentNotifier } from '../../../main/adapters/silent-notifier.ts';
import { temporaryDirectory } from '../storage/fixtures.ts';

const notice = { id: 'notice-1', title: 'Session expired', body: 'Sign in again.' };

type Done = (fault: unknown, response?: string) => void;

/** A program that does what `act` says; what it was given is kept. */
function scripted(act: (done: Done) => void) {
  const given: object[] = [];
  const program: NotificationProgram = {
    notify(options, done) {
      given.push(options);
      act(done);
    },
  };
  return { program, given };
}

describe('every notifier', () => {
  it.each([
    ['silent', createSilentNotifier('notifications are switched off')],
    [
      'desktop, its program ending well',
      createDesktopNotifier({ platform: 'linux', program: scripted((done) => done(null)).program }),
    ],
    [
      'desktop, its program failing',
      createDesktopNotifier({ platform: 'linux', program: scripted((done) => done(new Error('no'))).program }),
    ],
    [
      'desktop, its program throwing',
      createDesktopNotifier({
        platform: 'linux',
        program: scripted(() => {
          throw new Error('no');
        }).program,
      }),
    ],
    [
      'desktop, its program never ending',
      createDesktopNotifier({ platform: 'linux', program: scripted(() => undefined).program, patience: 5 }),
    ],
    [
      'desktop of Windows',
      createDesktopNotifier({ platform: 'win32', program: scripted(() => undefined).program, grace: 5 }),
    ],
  ])('answers and never throws: %s', async (_name, notifier) => {
    const delivery = await notifier.post(notice);
    expect(delivery.delivery).toMatch(/^(sent|failed)$/);
    if (delivery.delivery === 'failed') expect(delivery.reason).toMatch(/^\S.*\S$/);
    notifier.onClick(() => undefined)();
    notifier.stop();
    notifier.stop();
  });

  it('that is silent does not pretend', async () => {
    const delivery = await createSilentNotifier('notifications are switched off').post(notice);
    expect(delivery).toEqual({ delivery: 'failed', reason: 'not posted: notifications are switched off' });
  });
});

describe('the desktop notifier', () => {
  it('gives up on a program that does not end', async () => {
    const { program } = scripted(() => undefined);
    const delivery = await createDesktopNotifier({ platform: 'linux', program, patience: 20 }).post(notice);
    expect(delivery).toEqual({ delivery: 'failed', reason: 'the desktop did not answer within 0.02 s' });
  });

  it('takes a warning of a program that ended well for no failure', async () => {
    const { program } = scripted((done) => done('Gtk-WARNING: no theme'));
    expect(await createDesktopNotifier({ platform: 'linux', program }).post(notice)).toEqual({ delivery: 'sent' });
  });

  it('posts nothing once stopped, and fails what was waiting', async () => {
    const { program, given } = scripted(() => undefined);
    const notifier = createDesktopNotifier({ platform: 'linux', program });
    const waiting = notifier.post(notice);
    notifier.stop();
    expect(await waiting).toEqual({ delivery: 'failed', reason: 'the notifier was stopped' });
    expect(await notifier.post(notice)).toEqual({ delivery: 'failed', reason: 'the notifier was stopped' });
    expect(given).toHaveLength(1);
  });

  it.each(['win32', 'darwin'] as const)(
    'tells of a click on %s, after the notice counted as sent',
    async (platform) => {
      const pending: Done[] = [];
      const { program, given } = scripted((done) => pending.push(done));
      const notifier = createDesktopNotifier({ platform, program, grace: 5 });
      const clicks: string[] = [];
      const forget = notifier.onClick((id) => clicks.push(id));
      expect(await notifier.post(notice)).toEqual({ delivery: 'sent' });
      await notifier.post({ ...notice, id: 'notice-2' });
      pending[1]?.(null, 'timeout');
      pending[0]?.(null, 'activate');
      expect(clicks).toEqual(['notice-1']);
      forget();
      pending[0]?.(null, 'activate');
      expect(clicks).toEqual(['notice-1']);
      expect(given[0]).toMatchObject({ title: notice.title, message: notice.body, wait: true });
    },
  );

  it('fails on Windows and macOS when the program ends at once with a fault', async () => {
    const fault = Object.assign(new Error('spawn /x/terminal-notifier ENOENT'), { code: 'ENOENT' });
    const { program } = scripted((done) => done(fault));
    const delivery = await createDesktopNotifier({ platform: 'darwin', program }).post(notice);
    expect(delivery).toEqual({
      delivery: 'failed',
      reason: 'the program that shows notifications is missing from this installation',
    });
  });

  it('withdraws on Windows by the number it gave', async () => {
    const closed = new Promise<object>((resolve) => {
      const program: NotificationProgram = { notify: (options) => void ('remove' in options && resolve(options)) };
      void createDesktopNotifier({ platform: 'win32', program, grace: 5 }).post({ ...notice, withdrawAfter: 10 });
    });
    expect(await closed).toMatchObject({ remove: 1 });
  });
});

describe('why notify-send failed', () => {
  async function environmentWithProgram() {
    const PATH = await temporaryDirectory();
    await writeFile(join(PATH, 'notify-send'), '', { mode: 0o755 });
    return { PATH, DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=x' };
  }

  it('is looked for in the environment first, whatever language it speaks', async () => {
    const { PATH } = await environmentWithProgram();
    expect(explainNotifySendFailure('nicht gefunden', { PATH: '' })).toMatch(/notify-send is not installed/);
    expect(explainNotifySendFailure('keine Verbindung', { PATH })).toMatch(/no D-Bus session/);
    const gone = { PATH, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus,guid=1' };
    expect(explainNotifySendFailure('keine Verbindung', gone)).toMatch(/no D-Bus session/);
  });

  it.each([
    ['Could not connect: Connection refused', 'there is no D-Bus session, so no desktop to show it on'],
    ['GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: x', 'no notification daemon is running on this desktop'],
    [
      'Error calling StartServiceByName for org.freedesktop.Notifications: x',
      'no notification daemon is running on this desktop',
    ],
    ['GDBus.Error:org.freedesktop.DBus.Error.NoReply: x', 'the notification daemon did not answer'],
    ['Something else\nand more', 'notify-send says: Something else'],
    ['', 'notify-send ended without saying why'],
  ])('is told in plain words: %j', async (written, reason) => {
    const environment = await environmentWithProgram();
    expect(explainNotifySendFailure(`Command failed: notify-send "a" "b"\n${written}\n`, environment)).toBe(reason);
  });
});
