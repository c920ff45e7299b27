import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, openHouse } from './house.ts';

it('a run of another version of the engine is kept as it is, and a new one starts', async () => {
  const house = await openHouse();
  try {
    const first = (await house.call('snapshot')).run.id;
    await house.kill();
    const directory = join(house.dataDirectory, 'runs', first);
    for (const name of readdirSync(directory).filter((each) => each.endsWith('.jsonl'))) {
      const file = join(directory, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"engine":\d+/, '"engine":1'));
    }
    const kept = filesIn(directory);

    await house.restart();
    const { run, remarks } = await house.call('snapshot');
    expect(run.id).not.toBe(first);
    expect(remarks.join('\n')).toContain(`The run ${first} was made by another version of the emulator and is kept`);
    expect(await house.refusal('run.open', { id: first })).toMatchObject({ status: 409, code: 'other-version' });
    expect(filesIn(directory)).toEqual(kept);
  } finally {
    await house.remove();
  }
});
