import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { importsOf, listSources, parse } from './sources.ts';

const shell = listSources('main/electron').map((path) => ({ path, source: parse(path) }));
const views = listSources('renderer').map((path) => ({ path, source: parse(path) }));

/** Every name and every text that a file holds. */
function wordsOf(source: ts.SourceFile): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return words;
}

const filesWith = (files: typeof shell, word: string) =>
  files.filter(({ source }) => wordsOf(source).has(word)).map(({ path }) => path.split('/').at(-1));

/** What reaches past a page or out of the app, and the one place that does it, which has its own tests. */
const places = {
  webPreferences: 'window.ts',
  loadURL: 'window.ts',
  openPath: 'open-external.ts',
  appendSwitch: 'guards.ts',
  setPermissionRequestHandler: 'guards.ts',
  setWindowOpenHandler: 'guards.ts',
  ipcMain: 'ipc-channel.ts',
  ipcRenderer: 'preload.ts',
  exposeInMainWorld: 'preload.ts',
  handle: 'app-protocol.ts',
  registerSchemesAsPrivileged: 'app-protocol.ts',
  setAsDefaultProtocolClient: 'deep-link.ts',
  execFile: 'tray-presence.ts',
};

/** What the shell has no use for. */
const unused = [
  ...['executeJavaScript', 'insertCSS', 'loadFile', 'WebContentsView', 'BrowserView', 'webFrame'],
  ...['remote', 'openDevTools', 'setProxy', 'setCertificateVerifyProc', 'certificate-error', 'login', 'fromPartition'],
  ...['autoUpdater', 'crashReporter', 'net', 'safeStorage', 'utilityProcess', 'desktopCapturer', 'enableBlinkFeatures'],
  ...['allowpopups', 'bypassCSP', 'invoke', 'sendSync', 'addExtension', 'disable-web-security', 'no-sandbox'],
];

describe('the Electron shell', () => {
  it('is there', () => {
    expect(shell.length).toBeGreaterThan(15);
  });

  it.each(Object.entries(places))('does %s in one place: %s', (word, place) => {
    expect(new Set(filesWith(shell, word))).toEqual(new Set([place]));
  });

  it.each(unused)('has no use for %s', (word) => {
    expect(filesWith(shell, word)).toEqual([]);
  });

  it('hands things to the system in one place', () => {
    const taking = shell.filter(({ source }) => /import \{[^}]*\bshell\b[^}]*\} from 'electron'/.test(source.text));
    expect(taking.map(({ path }) => path)).toEqual(['main/electron/open-external.ts']);
  });

  it('makes windows in one place', () => {
    const makers = shell.filter(({ source }) => /new BrowserWindow\b/.test(source.text)).map(({ path }) => path);
    expect(makers).toEqual(['main/electron/window.ts']);
  });

  it('imports nothing else of Electron’s than `electron` and `electron-store`', () => {
    const targets = shell.flatMap(({ source }) => importsOf(source).map(({ target }) => target));
    expect(new Set(targets.filter((target) => /electron/.test(target) && !target.startsWith('main/')))).toEqual(
      new Set(['electron', 'electron-store']),
    );
  });
});

describe('the views', () => {
  it.each(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'eval', 'Function', 'srcdoc'])(
    'write no text as markup or code: %s',
    (word) => {
      expect(filesWith(views, word)).toEqual([]);
    },
  );
});
