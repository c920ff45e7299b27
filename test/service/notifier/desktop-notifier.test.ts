import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { DesktopNotice } from '../../../main/adapters/desktop-notifier.ts';
import { buildProgram, ChildProgram } from '../storage/child-program.ts';
import { bareEnvironment, type Desktop, missingPrograms, startBus, startDesktop } from './desktop.ts';

const missing = missingPrograms(['Xvfb', 'dunst', 'dunstctl', 'dbus-run-session', 'dbus-send', 'notify-send']);
const lack = missing.length === 0 ? '' : ` (skipped: this machine lacks ${missing.join(', ')})`;
const notice: DesktopNotice = { id: 'notice-1', title: 'Session expired', body: 'Sign in again.' };

let program = '';
beforeAll(async () => {
  const built = await buildProgram(new URL('notify-program.ts', import.meta.url));
  program = built.file;
  return built.remove;
});

async function post(posted: DesktopNotice, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const child = new ChildProgram(program, [JSON.stringify(posted)], environment);
  onTestFinished(() => child.kill());
  return JSON.parse((await child.lineAt(0)) ?? 'null');
}

describe.skipIf(missing.length > 0)(`on a Linux desktop${lack}`, () => {
  let desktop: Desktop;
  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterAll(() => desktop?.stop());

  async function shown(posted: DesktopNotice) {
    const before = (await desktop.history()).length;
    expect(await post(posted, desktop.environment)).toEqual({ delivery: 'sent' });
    await desktop.closeAll();
    for (;;) {
      const history = await desktop.history();
      if (history.length > before) return history[0];
    }
  }

  it('shows title and body under the program’s name', async () => {
    expect(await shown(notice)).toEqual({ title: notice.title, body: notice.body, app: 'WARP Session Emulator' });
  });

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for a template by anybody
    ['commands', '$(id) `id` ${HOME} $HOME', '; id & echo "x" \'y\' | cat > /tmp/x # !! * ? ~'],
    ['backslashes', 'a\\b \\n \\" \\$HOME', 'C:\\new\\table \\\\server\\x41 \\0'],
    ['markup', '<b>bold</b> & &lt;', '<i>x</i> & &amp; <a href="x">y</a> <'],
    ['dashes first', '--version', '-u critical'],
    ['other writing', 'Sitzung abgelaufen – größer', '再認証 🔒 “quoted”'],
    ['long', 'T'.repeat(300), 'b'.repeat(2000)],
  ])('shows %s as they are', async (_name, title, body) => {
    const seen = await shown({ id: 'x', title, body });
    expect({ title: seen?.title.trimStart(), body: seen?.body.trimStart() }).toEqual({ title, body });
  });

  it('shows lines of the body as lines, and the title as one', async () => {
    expect(await shown({ id: 'x', title: 'one\ntwo\0', body: 'first\nsecond\r\nthird\tx\0y' })).toMatchObject({
      title: 'one two ',
      body: 'first\nsecond\nthird x y',
    });
  });

  it('posts without a body', async () => {
    expect(await shown({ ...notice, body: '' })).toMatchObject({ title: notice.title });
  });

  it('tells which one was clicked', async () => {
    const child = new ChildProgram(program, [JSON.stringify({ ...notice, id: 'n7' }), 'wait'], desktop.environment);
    onTestFinished(() => child.kill());
    expect(JSON.parse((await child.lineAt(0)) ?? 'null')).toEqual({ delivery: 'sent' });
    await desktop.click();
    expect(JSON.parse((await child.lineAt(1)) ?? 'null')).toEqual({ clicked: 'n7' });
  });

  it('lets go of what it shows when it is stopped, and leaves it there', async () => {
    await desktop.closeAll();
    await post({ ...notice, title: 'left behind' }, desktop.environment);
    expect(await desktop.displayedCount()).toBe(1);
    await desktop.closeAll();
  });

  it('takes it away again by itself when told to', async () => {
    const before = (await desktop.history()).length;
    expect(await post({ ...notice, title: 'withdrawn', withdrawAfter: 300 }, desktop.environment)).toEqual({
      delivery: 'sent',
    });
    while ((await desktop.displayedCount()) > 0);
    const history = await desktop.history();
    expect(history).toHaveLength(before + 1);
    expect(history[0]?.title).toBe('withdrawn');
  });
});

describe.runIf(process.platform === 'linux')('on Linux without a desktop', () => {
  it('says that notify-send is missing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'warp-emu-path-'));
    onTestFinished(() => rm(empty, { recursive: true, force: true }));
    expect(await post(notice, bareEnvironment({ PATH: empty }))).toEqual({
      delivery: 'failed',
      reason: 'the program notify-send is not installed (Debian and Ubuntu: package libnotify-bin)',
    });
  });

  const withoutNotifySend = missingPrograms(['notify-send']).length > 0;
  const noSession = { delivery: 'failed', reason: 'there is no D-Bus session, so no desktop to show it on' };

  it.skipIf(withoutNotifySend)('says that there is no D-Bus session (needs notify-send)', async () => {
    expect(await post(notice, bareEnvironment())).toEqual(noSession);
  });

  it.skipIf(withoutNotifySend)('says so too when the session’s address leads nowhere (needs notify-send)', async () => {
    const environment = bareEnvironment({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' });
    expect(await post(notice, environment)).toEqual(noSession);
  });

  it.skipIf(missingPrograms(['notify-send', 'dbus-run-session']).length > 0)(
    'says that no notification daemon runs (needs notify-send and dbus-run-session)',
    async () => {
      const bus = await startBus();
      onTestFinished(() => bus.stop());
      expect(await post(notice, bareEnvironment({ DBUS_SESSION_BUS_ADDRESS: bus.address }))).toEqual({
        delivery: 'failed',
        reason: 'no notification daemon is running on this desktop',
      });
    },
  );
});
