import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import type { Channel } from '../../app/bridge/channel.ts';
import { isAppUrl } from './app-url.ts';

export const ipcName = 'bridge';

/**
 * Calls `accept` with a channel for each page that the window loads, at the page's first frame; it closes when the page
 * goes. Only the window's own main frame, showing the app, is heard. The bridge refuses frames that are too long.
 */
export function acceptPages(contents: WebContents, accept: (channel: Channel) => void): void {
  let page: Page | undefined;
  const hear = (event: IpcMainEvent, frame: unknown) => {
    if (!isFromPage(event, contents) || typeof frame !== 'string') return;
    if (page === undefined) {
      page = openPage(contents);
      accept(page.channel);
    }
    page.hear(frame);
  };
  const leave = () => {
    page?.close();
    page = undefined;
  };
  ipcMain.on(ipcName, hear);
  // When it has happened: one that was only begun is denied, and the page lives on.
  contents.on('did-navigate', leave);
  contents.on('render-process-gone', leave);
  contents.once('destroyed', () => {
    leave();
    ipcMain.off(ipcName, hear);
  });
}

function isFromPage({ sender, senderFrame }: IpcMainEvent, contents: WebContents): boolean {
  if (sender !== contents || senderFrame === null) return false;
  return senderFrame === contents.mainFrame && isAppUrl(senderFrame.url);
}

type Page = { readonly channel: Channel; hear(frame: string): void; close(): void };

function openPage(contents: WebContents): Page {
  const frameListeners: ((frame: string) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let isOpen = true;
  return {
    channel: {
      send: (frame) => {
        if (isOpen) contents.send(ipcName, frame);
      },
      onFrame: (listener) => frameListeners.push(listener),
      onClose: (listener) => closeListeners.push(listener),
    },
    hear: (frame) => {
      for (const listener of frameListeners) listener(frame);
    },
    close: () => {
      isOpen = false;
      for (const listener of closeListeners) listener();
    },
  };
}
