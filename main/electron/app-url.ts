const origin = 'app://emulator';

/** Whether this is a page or a file of ours. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(`${origin}/`);
}

/** Whether this is a file that a page of ours made, such as a bundle; no page of another origin can make one of this name. */
export function isOwnBlob(url: string): boolean {
  return url.startsWith(`blob:${origin}/`);
}

/** The path as it was asked for, still encoded; `undefined` when the address is not ours. */
export function readAppPath(url: string): string | undefined {
  return isAppUrl(url) ? url.slice(origin.length).split(/[?#]/)[0] : undefined;
}

export function pageUrl(view: 'lab' | 'client'): string {
  return `${origin}/#/${view}`;
}
