import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFiles } from '../../../main/electron/opened-files.ts';
import { readDroppedFiles } from '../../../main/files/dropped-files.ts';

const names = ['acme.environment.yaml', 'small.YML', 'rules.json', 'LK-01.scenario.yaml', 'gateway.tf', 'all.zip'];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-opened-'));
  for (const name of [...names, 'notes.txt', 'program', 'ä b.json']) await writeFile(join(folder, name), '{}');
  await mkdir(join(folder, 'folder.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the files among the words of a launch', () => {
  it('are those that the lab has an answer for, as whole paths', () => {
    const paths = names.map((name) => join(folder, name));
    expect(findFiles(names, folder)).toEqual(paths);
    expect(findFiles(paths, '/nowhere')).toEqual(paths);
  });

  it.each(['notes.txt', 'program', 'folder.json', 'missing.json', '', '.', '--environment=rules.json', 'rules.json\0'])(
    'are not "%s"',
    (word) => {
      expect(findFiles([word], folder)).toEqual([]);
    },
  );

  it('may come as addresses, as Linux desktops give them', () => {
    const path = join(folder, 'ä b.json');
    expect(findFiles([pathToFileURL(path).href], '/nowhere')).toEqual([path]);
  });

  it.each(['file://files.example/rules.json', 'file:', 'file:///%00.json', 'https://example.com/rules.json'])(
    'are not at the address %s',
    (address) => {
      expect(findFiles([address], folder)).toEqual([]);
    },
  );
});

it.each(names)('the lab has an answer for %s', async (name) => {
  const answer = await readDroppedFiles([{ name, text: '' }]).then(
    () => 'read',
    (fault: Error) => fault.message,
  );
  expect(answer).toContain(name);
});
