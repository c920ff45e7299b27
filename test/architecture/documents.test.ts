import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

const inFolder = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

const documents = ['README.md', 'CONTRIBUTING.md', ...inFolder('docs'), ...inFolder('docs/guide')];

it.each(documents)('%s names only files that there are', (document) => {
  const named = [...read(document).matchAll(/`((?:app|main|renderer|test|scripts|docs|examples)\/[\w./-]+)`/g)];
  expect(named.map(([, path]) => path).filter((path) => !existsSync(join(root, path ?? '')))).toEqual([]);
});

it.each(documents)('%s links and shows only what there is', (document) => {
  const text = read(document);
  const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)].map(
    ([, link, source]) => link ?? source ?? '',
  );
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(join(root, dirname(document), target)))).toEqual([]);
});

it('every picture that is kept is shown somewhere', () => {
  const shown = documents.map(read).join('\n');
  const pictures = readdirSync(join(root, 'docs/pictures'));
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.filter((picture) => !shown.includes(`pictures/${picture}`))).toEqual([]);
});
