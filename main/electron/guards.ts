import { app, type Event, type Session, type WebContents } from 'electron';
import { isAppUrl, isOwnBlob } from './app-url.ts';

/** Guards every page and every session that is made from now on. */
export function guardEverything(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('session-created', guardSession);
  // Our pages come from the app alone: Chromium need not look up a single name, not even ahead of time.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** A page stays where it was loaded: it goes nowhere, opens nothing and holds no other page. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
}

/** No permission, no device, no request that leaves the app, and no download but of what our own page made. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAppUrl(url) && !isOwnBlob(url) }));
  // Electron asks the person where to save it.
  session.on('will-download', (event, item) => {
    if (!isOwnBlob(item.getURL())) event.preventDefault();
  });
  // Its dictionaries would be fetched from the internet.
  session.setSpellCheckerEnabled(false);
}

function prevent(event: Pick<Event, 'preventDefault'>): void {
  event.preventDefault();
}
