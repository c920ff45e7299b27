import { beforeEach, describe, expect, it, vi } from 'vitest';
import { maxFrameLength } from '../../../app/bridge/channel.ts';
import { serveBridge } from '../../../app/bridge/server.ts';
import { acceptPages } from '../../../main/electron/ipc-channel.ts';
import { scriptHandlers, scriptSchedule, scriptSnapshots } from '../../contract/bridge/scripted-service.ts';
import { FakedContents, ipcMain, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

const statusCall = '{"id":1,"method":"status","params":{}}';

function openWindow(url = 'app://emulator/#/lab') {
  const contents = new FakedContents();
  contents.mainFrame = { url };
  const snapshots = scriptSnapshots();
  const { schedule, pass } = scriptSchedule();
  const status = vi.fn(async () => ({ status: 'Connected' }));
  let pages = 0;
  acceptPages(contents as never, (channel) => {
    pages += 1;
    serveBridge(channel, { handlers: scriptHandlers({ status }), snapshots, schedule, onFault: () => {} });
  });
  const answers = () => contents.sent.map((frame) => JSON.parse(frame)).filter((frame) => 'id' in frame);
  const revisions = () => contents.sent.map((frame) => JSON.parse(frame).snapshot?.revision).filter(Boolean);
  return { contents, snapshots, pass, status, answers, revisions, pages: () => pages };
}

describe('a window of the app', () => {
  it('is answered, and is sent the snapshot now and after changes', async () => {
    const { contents, snapshots, pass, answers, revisions } = openWindow();
    contents.speak(statusCall);
    await vi.waitFor(() => expect(answers()).toEqual([{ id: 1, result: { status: 'Connected' } }]));
    snapshots.change();
    pass(1000);
    expect(revisions()).toEqual([1, 2]);
  });

  it('that was loaded anew is served anew, and its old page no more', () => {
    const { contents, snapshots, pages } = openWindow();
    contents.speak(statusCall);
    contents.emit('did-navigate');
    expect(snapshots.listeners()).toBe(0);
    contents.speak(statusCall);
    expect(pages()).toBe(2);
    expect(snapshots.listeners()).toBe(1);
  });

  it('keeps its page when a navigation was only begun', () => {
    const { contents, snapshots, pages } = openWindow();
    contents.speak(statusCall);
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false, url: 'file:///dropped.json' });
    contents.speak(statusCall);
    expect(pages()).toBe(1);
    expect(snapshots.listeners()).toBe(1);
  });

  it.each(['destroyed', 'render-process-gone'])('is sent nothing more once it is %s', async (end) => {
    const { contents, snapshots, pass, status } = openWindow();
    contents.speak(statusCall);
    contents.emit(end);
    const { length } = contents.sent;
    snapshots.change();
    pass(1000);
    await status.mock.results[0]?.value;
    expect(contents.sent).toHaveLength(length);
    expect(snapshots.listeners()).toBe(0);
  });

  it('that is closed leaves no listener behind', () => {
    openWindow().contents.emit('destroyed');
    expect(ipcMain.listenerCount('bridge')).toBe(0);
  });

  it('has a frame that is too long refused, and not run', async () => {
    const { contents, answers, status } = openWindow();
    contents.speak(`{"id":7,"method":"status","params":{"x":"${'x'.repeat(maxFrameLength)}"}}`);
    await vi.waitFor(() => expect(answers()).toMatchObject([{ id: 7, error: { code: 'bad-request' } }]));
    expect(status).not.toHaveBeenCalled();
  });
});

describe('nothing is heard', () => {
  const cases: [string, (own: FakedContents) => { sender: unknown; senderFrame: unknown }][] = [
    ['from another window', () => ({ sender: new FakedContents(), senderFrame: { url: 'app://emulator/' } })],
    [
      'from another window that shows our frame',
      (own) => ({ sender: new FakedContents(), senderFrame: own.mainFrame }),
    ],
    ['from a frame inside the page', (own) => ({ sender: own, senderFrame: { url: 'app://emulator/' } })],
    ['from a frame that is gone', (own) => ({ sender: own, senderFrame: null })],
  ];

  it.each(cases)('%s', (_name, eventOf) => {
    const { contents, pages, status } = openWindow();
    ipcMain.emit('bridge', eventOf(contents), statusCall);
    expect(pages()).toBe(0);
    expect(status).not.toHaveBeenCalled();
    expect(contents.sent).toEqual([]);
  });

  it.each(['https://example.com/', 'app://other/', 'app://emulator.example/', 'file:///index.html', 'about:blank', ''])(
    'from the window itself while it shows %j',
    (url) => {
      const { contents, pages } = openWindow(url);
      contents.speak(statusCall);
      expect(pages()).toBe(0);
    },
  );

  it.each([[undefined], [null], [7], [{ id: 1 }], [['{}']], [new Uint8Array(4)]])(
    'that is no text, such as %j',
    (frame) => {
      const { contents, pages } = openWindow();
      contents.speak(frame);
      expect(pages()).toBe(0);
    },
  );
});
