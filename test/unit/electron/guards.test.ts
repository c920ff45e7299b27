import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardEverything, guardSession } from '../../../main/electron/guards.ts';
import { app, FakedContents, FakedSession, preventable, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

function createdContents(): FakedContents {
  guardEverything();
  const contents = new FakedContents();
  app.emit('web-contents-created', {}, contents);
  return contents;
}

it('Chromium looks no name up, not even ahead of time', () => {
  guardEverything();
  expect([...app.switches]).toEqual([['host-resolver-rules', 'MAP * ~NOTFOUND']]);
});

describe('every page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is held back at %s, even to an address of ours',
    (name) => {
      const event = preventable();
      createdContents().emit(name, event, 'app://emulator/');
      expect(event.isPrevented).toBe(true);
    },
  );

  it.each(['https://example.com/', 'app://emulator/', 'about:blank', 'file:///etc/passwd'])(
    'opens no window on %s',
    (url) => {
      expect(createdContents().open({ url })).toEqual({ action: 'deny' });
    },
  );
});

describe.each([
  [
    'the session that was there first',
    () => {
      const session = new FakedSession();
      guardSession(session as never);
      return session;
    },
  ],
  [
    'a session made later',
    () => {
      guardEverything();
      const session = new FakedSession();
      app.emit('session-created', session);
      return session;
    },
  ],
] as const)('%s', (_name, guarded) => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'clipboard-sanitized-write',
    'openExternal',
    'fullscreen',
    'unknown',
  ])('denies the permission %s, asked for and looked up', (permission) => {
    const session = guarded();
    const answers: boolean[] = [];
    session.askFor({}, permission, (isGranted) => answers.push(isGranted));
    expect(answers).toEqual([false]);
    expect(session.check({}, permission)).toBe(false);
  });

  it('hands out no device', () => {
    expect(guarded().grantDevice({ deviceType: 'usb' })).toBe(false);
  });

  it.each([
    ['blob:app://emulator/8b7c', false],
    ['app://emulator/assets/index.js', true],
    ['blob:app://other/8b7c', true],
    ['blob:https://example.com/8b7c', true],
    ['blob:app://emulator.example.com/8b7c', true],
    ['https://example.com/file.zip', true],
    ['data:text/plain,x', true],
  ])('of the download of %s says prevented: %s', (url, isPrevented) => {
    const event = preventable();
    guarded().emit('will-download', event, { getURL: () => url });
    expect(event.isPrevented).toBe(isPrevented);
  });

  it.each([
    ['app://emulator/', false],
    ['app://emulator/assets/index.js', false],
    ['blob:app://emulator/8b7c', false],
    ['app://other/', true],
    ['app://emulator.example.com/', true],
    ['app://emulator@example.com/', true],
    ['https://example.com/?app://emulator/', true],
    ['http://127.0.0.1:41000/', true],
    ['wss://example.com/', true],
    ['file:///etc/passwd', true],
    ['devtools://devtools/bundled/inspector.html', true],
  ])('of the request for %s says cancel: %s', (url, cancel) => {
    const answers: { cancel: boolean }[] = [];
    guarded().beforeRequest({ url }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ cancel }]);
  });

  it('fetches no dictionaries', () => {
    expect(guarded().spellChecks).toBe(false);
  });
});
