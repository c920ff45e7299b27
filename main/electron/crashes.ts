import { app, type BrowserWindow, dialog } from 'electron';
import type { WindowName } from './window.ts';

/** Keeps a local report. */
export type ReportCrash = (where: string, fault: unknown) => void;

/** Reports Chromium's own processes, which Chromium replaces. */
export function reportHelpers(report: ReportCrash): void {
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') report(`${name ?? type} process`, new Error(`It is gone: ${reason} (${exitCode})`));
  });
}

/** Reports each crash of a window's page and asks whether to open it again, one question at a time. */
export function offerAfterCrash(window: BrowserWindow, name: WindowName, report: ReportCrash): void {
  let isAsking = false;
  window.webContents.on('render-process-gone', async (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    report(`${name} window`, new Error(`Its page is gone: ${reason} (${exitCode})`));
    if (isAsking) return;
    isAsking = true;
    // Not attached to the window, which may not have been seen yet.
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: `The ${name} window crashed. Open it again?`,
      buttons: ['Reopen', 'Close'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    isAsking = false;
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else window.destroy();
  });
}
