import { app } from 'electron';
import { z } from 'zod';
import { isLink, readLink } from './deep-link.ts';
import { findFiles } from './opened-files.ts';
import type { Windows } from './windows.ts';

/** What the person opened with the app: links of ours and files; neither when it was just launched again. */
export type Opened = { readonly links: readonly string[]; readonly files: readonly string[] };

/** A launch, as the second one hands it to the first: Chromium changes the command line that it passes on. */
export type Launch = { readonly words: readonly string[]; readonly directory: string };

const launchShape = z.object({ words: z.array(z.string()), directory: z.string() });

export type OpenedQueue = {
  /** From now on each goes to this function, beginning with those that came earlier. */
  handTo(take: (opened: Opened) => void): void;
};

/** Keeps what is opened, by this launch and by later ones, until it is handed on. Before Electron is ready. */
export function collectOpened(launch: Launch): OpenedQueue {
  const first = findOpened(launch);
  const waiting = first.links.length + first.files.length > 0 ? [first] : [];
  let hand = (opened: Opened): void => void waiting.push(opened);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    const files = findFiles([path], '/');
    if (files.length > 0) hand({ links: [], files });
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    hand({ links: [link], files: [] });
  });
  app.on('second-instance', (_event, _changed, _directory, handed) => {
    hand(findOpened(launchShape.safeParse(handed).data ?? { words: [], directory: '/' }));
  });
  return {
    handTo(take) {
      hand = take;
      for (const opened of waiting.splice(0)) take(opened);
    },
  };
}

/** A launch by a link opens nothing else, whatever a page wrote behind the link. */
export function findOpened({ words, directory }: Launch): Opened {
  const links = words.filter(isLink);
  return { links, files: links.length > 0 ? [] : findFiles(words, directory) };
}

type Target = {
  readonly windows: Pick<Windows, 'show' | 'showSome'>;
  offerFiles(paths: readonly string[]): void;
  warn(line: string): void;
};

/** Brings forward what was asked for; files are offered, and nothing is done with them by itself. */
export function showOpened({ links, files }: Opened, { windows, offerFiles, warn }: Target): void {
  if (links.length + files.length === 0) return windows.showSome();
  for (const link of links) {
    const name = readLink(link);
    if (name === undefined) warn('a link that names no window was ignored');
    else windows.show(name);
  }
  if (files.length === 0) return;
  offerFiles(files);
  windows.show('lab');
}
