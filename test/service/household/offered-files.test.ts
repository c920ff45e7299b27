import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createOfferedFiles } from '../../../main/offered-files.ts';
import { makeDirectory } from '../../support/host.ts';

it('files that were opened with the app wait for one lab, and what could not be read is told', async () => {
  const folder = makeDirectory();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [good, large] = [join(folder, 'rules.json'), join(folder, 'large.json')];
  writeFileSync(good, '[]');
  writeFileSync(large, '');
  truncateSync(large, 9 * 1024 * 1024);
  let changes = 0;
  const offered = createOfferedFiles({ warn: () => undefined }, () => {
    changes += 1;
  });
  await offered.offer([good, large, join(folder, 'gone.json')]);
  expect(offered.names).toEqual(['rules.json']);
  expect(offered.remarks).toEqual([
    'large.json was not opened: it has 9 MB, and at most 8 MB are read.',
    expect.stringMatching(/^gone\.json was not opened: ENOENT/),
  ]);
  expect(offered.take()).toEqual([{ name: 'rules.json', text: '[]' }]);
  expect([offered.take(), offered.names, changes]).toEqual([[], [], 2]);
  await offered.offer([good]);
  expect(offered.remarks).toEqual([]);
});
