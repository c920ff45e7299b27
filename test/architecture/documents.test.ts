import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const security = read('docs/SECURITY.md');

describe('docs/SECURITY.md', () => {
  const items = [...security.matchAll(/^\| (\d+) \| (.+)$/gm)].map(([, number, rest = '']) => ({
    number: Number(number),
    cells: rest.split(' | '),
  }));

  it('goes through all twenty items of Electron’s checklist', () => {
    expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each(items)('item $number names where it is held and a test', ({ cells }) => {
    const [, , where = '', test = ''] = cells;
    expect(where).toMatch(/`(main\/|electron-builder|package\.json)/);
    expect(test).toMatch(/`test\/\S+\.test\.ts`/);
  });
});

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/ARCHITECTURE.md',
  'docs/SECURITY.md',
  'docs/PACKAGING.md',
  'docs/SURFACES.md',
];

it.each(documents)('%s names only files that there are', (document) => {
  const named = [...read(document).matchAll(/`((?:app|main|renderer|test|scripts|docs|examples)\/[\w./-]+)`/g)];
  expect(named.map(([, path]) => path).filter((path) => !existsSync(join(root, path ?? '')))).toEqual([]);
});
