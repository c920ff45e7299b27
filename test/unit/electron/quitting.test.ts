import { beforeEach, describe, expect, it, vi } from 'vitest';
import { askToCut, holdQuit, quitQuestion } from '../../../main/electron/quitting.ts';
import { app, dialog, preventable, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

const flow = (destination: string, port: number) => ({
  ...{ id: destination, destination, port, openedAt: 0, ageAtOpening: 0, lastActiveAt: 0, keptBusy: false },
});
const flows = (count: number) => ({
  total: count,
  items: Array.from({ length: count }, (_, at) => flow(`host-${at + 1}.internal`, 443)),
});

describe('the question before quitting', () => {
  it('is not asked when nothing would be cut', async () => {
    expect(quitQuestion(flows(0))).toBeUndefined();
    await expect(askToCut(flows(0))).resolves.toBe(true);
    expect(dialog.questions).toEqual([]);
  });

  it('names the connection that would be cut', () => {
    expect(quitQuestion({ total: 1, items: [flow('wiki.internal', 22)] })).toMatchObject({
      message: '1 connection is still open',
      detail: 'wiki.internal:22\n\nQuitting closes them.',
      buttons: ['Quit', 'Keep running'],
    });
  });

  it('counts those it has no room to name', () => {
    const { message, detail } = quitQuestion({ ...flows(200), total: 1000 }) ?? {};
    expect(message).toBe('1000 connections are still open');
    expect(detail).toMatch(/host-8\.internal:443\nand 992 more\n\nQuitting closes them\.$/);
  });

  it.each([
    [0, true],
    [1, false],
  ])('with button %i means quit: %s', async (button, quits) => {
    dialog.answer = button;
    await expect(askToCut(flows(2))).resolves.toBe(quits);
  });

  it('takes Escape and Enter for keeping it running', () => {
    expect(quitQuestion(flows(1))).toMatchObject({ defaultId: 1, cancelId: 1 });
  });
});

describe('quitting', () => {
  const isWanted = async (wanted: Promise<void>) =>
    (await Promise.race([wanted.then(() => 'wanted'), new Promise((resolve) => setImmediate(resolve))])) === 'wanted';

  it('is held back, whoever asks for it, until what runs has stopped', async () => {
    const { wanted } = holdQuit();
    const event = preventable();
    app.emit('before-quit', event);
    expect(event.isPrevented).toBe(true);
    await wanted;
    expect(app.deeds).toEqual([]);
  });

  it('does not happen when the person keeps it running, and may be asked for again', async () => {
    const { wanted, request, askFirst } = holdQuit();
    const answers = [false, true];
    askFirst(async () => answers.shift() ?? false);
    await expect(request()).resolves.toBe(false);
    expect(await isWanted(wanted)).toBe(false);
    await expect(request()).resolves.toBe(true);
    expect(await isWanted(wanted)).toBe(true);
  });

  it('asks once, however often it is asked for', async () => {
    const { request, askFirst } = holdQuit();
    const ask = vi.fn(async () => true);
    askFirst(ask);
    await Promise.all([request(), request()]);
    app.emit('before-quit', preventable());
    expect(ask).toHaveBeenCalledOnce();
  });

  it('does not wait for an answer when the system ends the session', async () => {
    const { wanted, request, askFirst, now } = holdQuit();
    askFirst(() => new Promise(() => {}));
    void request();
    now();
    expect(await isWanted(wanted)).toBe(true);
  });
});
