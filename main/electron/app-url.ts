const origin = 'app://emulator';

/** Whether this is a page or a file of ours. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(`${origin}/`);
}

/** The path as it was asked for, still encoded; `undefined` when the address is not ours. */
export function readAppPath(url: string): string | undefined {
  return isAppUrl(url) ? url.slice(origin.length).split(/[?#]/)[0] : undefined;
}

export function pageUrl(view: 'lab' | 'client'): string {
  return `${origin}/#/${view}`;
}
