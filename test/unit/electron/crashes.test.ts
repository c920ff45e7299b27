import { beforeEach, expect, it, vi } from 'vitest';
import { offerAfterCrash, reportHelpers } from '../../../main/electron/crashes.ts';
import { app, BrowserWindow, dialog, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

const collect = () => {
  const reports: string[] = [];
  return { reports, report: (where: string, fault: unknown) => void reports.push(`${where}: ${String(fault)}`) };
};

it.each([
  [{ type: 'GPU', reason: 'crashed', exitCode: 5 }, 'GPU process: Error: It is gone: crashed (5)'],
  [
    { type: 'Utility', name: 'Network Service', reason: 'oom', exitCode: 9 },
    'Network Service process: Error: It is gone: oom (9)',
  ],
])('a process of Chromium’s that is gone leaves a report: %j', (details, said) => {
  const { reports, report } = collect();
  reportHelpers(report);
  app.emit('child-process-gone', {}, details);
  expect(reports).toEqual([said]);
  expect(dialog.questions).toEqual([]);
});

it('a process of Chromium’s that ends cleanly leaves none', () => {
  const { reports, report } = collect();
  reportHelpers(report);
  app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 });
  expect(reports).toEqual([]);
});

it('a window that was closed while its question was open stays closed', async () => {
  const { reports, report } = collect();
  const window = new BrowserWindow({ width: 1, height: 1, webPreferences: {} });
  offerAfterCrash(window as never, 'lab', report);
  let answer = (_response: number) => {};
  vi.spyOn(dialog, 'showMessageBox').mockImplementation(
    () => new Promise((resolve) => (answer = (response) => resolve({ response }))),
  );
  window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  window.destroy();
  answer(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(reports).toHaveLength(1);
  expect(window.webContents.reloads).toBe(0);
  vi.restoreAllMocks();
});
