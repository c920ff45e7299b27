import type { DesktopNotice } from './desktop-notifier.ts';

/** What node-notifier is given so that title and body appear as they are. `number` names the notification to Windows. */
export function notificationFor(platform: NodeJS.Platform, notice: DesktopNotice, number: number): object {
  const title = withoutControls(notice.title).replaceAll(/\s*\n\s*/g, ' ');
  const message = withoutControls(notice.body) || ' ';
  const { withdrawAfter } = notice;
  if (platform === 'win32') return { title, message, wait: true, id: number };
  if (platform === 'darwin') {
    // terminal-notifier ends after this many seconds and takes the notification with it; a click later is not told.
    const timeout = withdrawAfter === undefined ? longWait : Math.max(1, Math.ceil(withdrawAfter / 1000));
    return { title, message, wait: true, timeout };
  }
  return {
    title: guardDash(title || ' '),
    message: guardDash(asNotifySendBody(message)),
    'app-name': 'WARP Session Emulator',
    // Without one node-notifier sets ten seconds; text is passed on as it is, where a number would count seconds.
    ...(withdrawAfter === undefined ? {} : { 'expire-time': String(Math.max(1, Math.round(withdrawAfter))) }),
  };
}

const longWait = 24 * 60 * 60;

/** notify-send reads backslashes as in C, and desktops read the body as markup. */
function asNotifySendBody(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** node-notifier puts the texts where notify-send looks for options too. */
function guardDash(text: string): string {
  return text.startsWith('-') ? ` ${text}` : text;
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replaceAll('\r\n', '\n').replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
}
