import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DecodeError, Refusal } from '../../../app/errors.ts';
import { importBundle } from '../../../main/files/import-bundle.ts';
import { bundleOf } from '../../support/bundles.ts';
import { makeDirectory } from '../../support/host.ts';
import { mutate } from '../../support/mutated-json.ts';
import { createRandom } from '../../support/random.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const place = makeDirectory();
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('bundles that are no good leave nothing behind, in the data directory or beside it', async () => {
  const run = story(world());
  run.connect(past('1h'));
  const texts = [bundleOf(run.lines), bundleOf(run.lines, { from: past('1h') })];
  const dataDirectory = join(place, 'data');
  const file = join(place, 'a.warp-session.json');
  const random = createRandom(8);
  const onTrouble = (fault: Error) => {
    throw fault;
  };
  let opened = 0;
  for (let turn = 0; turn < 400; turn += 1) {
    writeFileSync(file, mutate(texts[turn % 2] ?? '', random));
    try {
      await importBundle({ dataDirectory, wallNow: Date.now, onTrouble }, file);
      opened += 1;
    } catch (fault) {
      expect(fault instanceof DecodeError || fault instanceof Refusal, String(fault)).toBe(true);
      expect((fault as Error).message).toContain(file);
    }
  }
  expect(readdirSync(place).toSorted()).toEqual(['a.warp-session.json', 'data']);
  expect(readdirSync(dataDirectory)).toEqual(['runs']);
  expect(readdirSync(join(dataDirectory, 'runs'))).toHaveLength(opened);
});
