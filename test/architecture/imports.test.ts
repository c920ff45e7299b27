import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, listSources, parse, root } from './sources.ts';

const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

type Room = {
  readonly path: string;
  readonly mayImport: readonly RegExp[];
  /** On top of the above, for imports that leave nothing behind at run time. */
  readonly mayImportTypes?: readonly RegExp[];
};

const named = (...names: string[]) => new RegExp(`^(${names.join('|').replaceAll('.', '\\.')})(/|$)`);
const decoding = named('zod', 'yaml');
const libraries = named(...Object.keys(dependencies).filter((name) => !name.startsWith('electron')));
const anything = [/^/];

/** DESIGN.md §2, "Who may import whom". The first room that holds a file decides. */
const rooms: readonly Room[] = [
  { path: 'app/bridge/', mayImport: [/^app\/(?!emulator\.)/, decoding], mayImportTypes: [/^app\//] },
  { path: 'app/view/', mayImport: [/^app\/(?!emulator\.)/, decoding], mayImportTypes: [/^app\//] },
  { path: 'app/network/', mayImport: [/^app\//, decoding, named('ipaddr.js')] },
  { path: 'app/expression/', mayImport: [/^app\//, decoding, named('ipaddr.js', 're2js')] },
  { path: 'app/catalogue/', mayImport: [/^app\//, named('minisearch')] },
  { path: 'app/', mayImport: [/^app\//, decoding] },
  {
    path: 'main/electron/',
    mayImport: [/^(app|main)\//, /^node:/, /^package\.json$/, libraries, /^electron(-store)?$/],
  },
  {
    path: 'main/automation/playwright.ts',
    mayImport: [/^app\//, /^main\/(?!electron\/)/, /^node:/, named('@playwright/test')],
  },
  { path: 'main/', mayImport: [/^app\//, /^main\/(?!electron\/)/, /^node:/, /^package\.json$/, libraries] },
  {
    path: 'renderer/',
    mayImport: [
      /^renderer\//,
      /^app\/(bridge|view|time)\//,
      named('react', 'react-dom', '@base-ui/react', '@leeoniya/ufuzzy', '@tanstack/react-virtual', 'd3-time', 'yaml'),
      /^@(codemirror|lezer)\//,
    ],
  },
  { path: 'test/', mayImport: anything },
  { path: 'scripts/', mayImport: anything },
  { path: 'examples/', mayImport: anything },
];

const configuration = /^[^/]+\.config\.ts$/;
const sources = listSources().filter((path) => !configuration.test(path));
const roomOf = (path: string) => rooms.find((room) => path.startsWith(room.path));

function straysIn(path: string, text?: string): string[] {
  const room = roomOf(path);
  return importsOf(parse(path, text))
    .filter(({ target, typeOnly }) => {
      const allowed = [...(room?.mayImport ?? []), ...(typeOnly ? (room?.mayImportTypes ?? []) : [])];
      return !allowed.some((pattern) => pattern.test(target));
    })
    .map(({ target }) => target);
}

describe('rooms', () => {
  it.each(['app/', 'main/', 'main/electron/', 'renderer/'])('%s holds source files', (room) => {
    expect(sources.filter((path) => path.startsWith(room))).not.toEqual([]);
  });

  it('every source file belongs to one', () => {
    expect(sources.filter((path) => roomOf(path) === undefined)).toEqual([]);
  });

  it.each(sources.filter((path) => roomOf(path)?.mayImport !== anything))(
    '%s imports only what its room may',
    (path) => {
      expect(straysIn(path)).toEqual([]);
    },
  );
});

describe('the import table', () => {
  it.each([
    ['app/policy/a.ts', "import { isIP } from 'node:net';", 'node:net'],
    ['app/policy/a.ts', "import ipaddr from 'ipaddr.js';", 'ipaddr.js'],
    ['app/policy/a.ts', "import type { Service } from '../../main/service.ts';", 'main/service.ts'],
    ['app/view/a.ts', "import { Emulator } from '../emulator.ts';", 'app/emulator.ts'],
    ['app/bridge/a.ts', "export { Emulator } from '../emulator.ts';", 'app/emulator.ts'],
    ['main/node/a.ts', "import type { Tray } from 'electron';", 'electron'],
    ['main/node/a.ts', "export * from '../electron/tray.ts';", 'main/electron/tray.ts'],
    ['main/node/a.ts', "const net = require('net');", 'net'],
    ['main/node/a.ts', "import react from 'react';", 'react'],
    ['main/node/a.ts', "type Panel = import('../../renderer/panel.tsx').Panel;", 'renderer/panel.tsx'],
    ['renderer/lab/a.tsx', "const store = await import('../../app/session/state.ts');", 'app/session/state.ts'],
    ['renderer/lab/a.tsx', "import type { State } from '../../app/session/state.ts';", 'app/session/state.ts'],
    ['renderer/lab/a.tsx', "import { z } from 'zod';", 'zod'],
  ])('in %s refuses %s', (path, text, stray) => {
    expect(straysIn(path, text)).toEqual([stray]);
  });

  it.each([
    ['app/network/a.ts', "import ipaddr from 'ipaddr.js';"],
    ['app/view/a.ts', "import type { Emulator } from '../emulator.ts';"],
    ['main/electron/a.ts', "import { app } from 'electron';"],
    ['main/control/a.ts', "import { streamSSE } from 'hono/streaming';"],
    ['renderer/lab/a.tsx', "import styles from './panel.module.css';"],
    ['renderer/lab/a.tsx', "import { createRoot } from 'react-dom/client';"],
  ])('in %s allows %s', (path, text) => {
    expect(straysIn(path, text)).toEqual([]);
  });
});
