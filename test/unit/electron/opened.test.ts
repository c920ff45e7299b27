import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectOpened, findOpened, type Opened, showOpened } from '../../../main/electron/opened.ts';
import { app, preventable, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-opened-'));
  file = join(folder, 'rules.json');
  await writeFile(file, '[]');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(resetElectron);

const plain = { words: [], directory: '/' };

function collect(words: readonly string[] = []) {
  const queue = collectOpened({ words, directory: folder });
  const taken: Opened[] = [];
  return { taken, hand: () => queue.handTo((opened) => taken.push(opened)) };
}

/** As Chromium tells of a second launch: with its own idea of the command line, and with what that launch handed over. */
const launchAgain = (handed: unknown) => app.emit('second-instance', {}, ['--inspect', file], '/elsewhere', handed);

describe('what the person opens', () => {
  it('waits until there is somebody to take it, then comes at once', () => {
    const { taken, hand } = collect(['rules.json']);
    app.emit('open-url', preventable(), 'warp-session-emulator://lab');
    expect(taken).toEqual([]);
    hand();
    app.emit('open-file', preventable(), file);
    expect(taken).toEqual([
      { links: [], files: [file] },
      { links: ['warp-session-emulator://lab'], files: [] },
      { links: [], files: [file] },
    ]);
  });

  it('is nothing at a plain start', () => {
    const { taken, hand } = collect(['/repo']);
    hand();
    expect(taken).toEqual([]);
  });

  it.each(['open-file', 'open-url'])('keeps Electron from answering %s by itself', (name) => {
    collect();
    const event = preventable();
    app.emit(name, event, file);
    expect(event.isPrevented).toBe(true);
  });

  it('comes from a second launch as that launch said it, from where it stood', () => {
    const { taken, hand } = collect();
    hand();
    launchAgain({ words: ['rules.json'], directory: folder });
    expect(taken).toEqual([{ links: [], files: [file] }]);
  });

  it.each([undefined, null, 'rules.json', { words: file, directory: folder }, { words: [1], directory: folder }])(
    'is nothing when a second launch says %j',
    (handed) => {
      const { taken, hand } = collect();
      hand();
      launchAgain(handed);
      expect(taken).toEqual([{ links: [], files: [] }]);
    },
  );

  it('is no file when macOS names one that nobody reads', () => {
    const { taken, hand } = collect();
    hand();
    app.emit('open-file', preventable(), join(folder, 'missing.json'));
    expect(taken).toEqual([]);
  });
});

it.each([
  ['behind it', (link: string) => [link, 'rules.json']],
  ['before it', (link: string) => ['rules.json', link]],
])('a launch by a link opens no file that stands %s', (_place, words) => {
  const link = 'warp-session-emulator://lab" "rules.json';
  expect(findOpened({ words: words(link), directory: folder })).toEqual({ links: [link], files: [] });
});

describe('what was opened', () => {
  const show = (opened: Partial<Opened>) => {
    const deeds: string[] = [];
    showOpened(
      { links: [], files: [], ...opened },
      {
        windows: { show: (name) => deeds.push(`show ${name}`), showSome: () => deeds.push('show some') },
        offerFiles: (paths) => deeds.push(`offer ${paths.join(' ')}`),
        warn: (line) => deeds.push(`warn: ${line}`),
      },
    );
    return deeds;
  };

  it('is offered in the lab, and nothing is done with it', () => {
    expect(show({ files: ['/a.json', '/b.json'] })).toEqual(['offer /a.json /b.json', 'show lab']);
  });

  it('brings the window forward that a link names, and does nothing else', () => {
    expect(show({ links: ['warp-session-emulator://client'] })).toEqual(['show client']);
  });

  it('is ignored when the link names no window, and the log does not repeat the link', () => {
    expect(show({ links: ['warp-session-emulator://lab?token=secret'] })).toEqual([
      'warn: a link that names no window was ignored',
    ]);
  });

  it('is the windows as they are when it was just launched again', () => {
    expect(show(findOpened(plain))).toEqual(['show some']);
  });
});
