import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../household/house.ts';

describe('the app started on damaged files', () => {
  let house: House;
  let run: string;
  const place = (...names: readonly string[]) => join(house.dataDirectory, ...names);
  const segment = () => place('runs', run, 'segment-000001.jsonl');
  const remarks = async () => (await house.call('snapshot')).remarks.filter((remark) => !remark.startsWith('Port '));
  const destinations = async () =>
    (await house.call('snapshot')).destinations.items.filter(({ reachable }) => !reachable).map(({ name }) => name);

  beforeEach(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    run = (await house.call('snapshot')).run.id;
    for (const name of ['wiki', 'hr', 'git']) {
      await house.call('environment.set', { path: `destinations.${name}.up`, value: 'false' });
    }
    await house.host.stop();
  });
  afterEach(() => house.remove());

  it('takes its log up to the damage, keeps the whole file, and says where', async () => {
    const lines = readFileSync(segment(), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('hr: up is false'));
    const damaged = lines.with(at, `${lines[at]?.slice(0, 40)}\u0000\u0000${lines[at]?.slice(42)}`).join('\n');
    writeFileSync(segment(), damaged);
    await house.restart();
    const kept = place('aside', `${run}-segment-000001.jsonl`);
    expect(await remarks()).toEqual([
      `The log was damaged. What could be read goes on; the damaged file is kept as ${kept}.`,
    ]);
    expect(readFileSync(kept, 'utf8')).toBe(damaged);
    expect(await destinations()).toEqual(['wiki']);
    expect((await house.call('snapshot')).run.id).toBe(run);
    await house.call('environment.set', { path: 'destinations.k8s.up', value: 'false' });
    await house.restart();
    expect(await remarks()).toEqual([]);
    expect(await destinations()).toEqual(['wiki', 'k8s']);
  });

  it('drops a last line that was not written to its end, and says so', async () => {
    truncateSync(segment(), readFileSync(segment()).length - 10);
    await house.restart();
    expect(await remarks()).toEqual(['The last line of the log was torn and was dropped; all before it is there.']);
    expect(await destinations()).toEqual(['wiki', 'hr']);
  });

  it('starts a new run when nothing of the log can be read, and keeps what was there', async () => {
    const garbage = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
    writeFileSync(segment(), garbage);
    await house.restart();
    expect(await remarks()).toEqual([`The run ${run} held nothing that could be read, so a new one was started.`]);
    expect(readFileSync(place('aside', `${run}-segment-000001.jsonl`))).toEqual(garbage);
    expect((await house.call('snapshot')).run.id).not.toBe(run);
    expect((await house.call('status')).status).toBe('Connected');
  });

  it.each([
    ['no JSON', '{"theme": "dark", "lastRun'],
    ['no mapping', '[]'],
    ['a value that does not fit', '{"theme": "mauve"}'],
    ['nothing', ''],
  ])('resets preferences that hold %s, keeps the file, and says where', async (_what, text) => {
    writeFileSync(place('preferences.json'), text);
    await house.restart();
    const kept = place('aside', 'preferences.json');
    expect(await remarks()).toEqual([
      `The preferences were damaged and were reset; the damaged file is kept as ${kept}.`,
    ]);
    expect(readFileSync(kept, 'utf8')).toBe(text);
    // Which run was the last one stood in there; the run itself is kept, and can be opened.
    await house.call('run.open', { id: run });
    expect(await destinations()).toEqual(['wiki', 'hr', 'git']);
  });

  it.each(['{"pid": 1, "url"', '[]', '', '{"pid": "x"}'])(
    'writes the file that tells where it runs anew when it holds %j, and keeps the old one',
    async (text) => {
      writeFileSync(place('host.json'), text);
      await house.restart();
      const kept = place('aside', 'host.json');
      expect(await remarks()).toEqual([
        `The file that tells where the emulator runs was damaged and is written anew; it is kept as ${kept}.`,
      ]);
      expect(readFileSync(kept, 'utf8')).toBe(text);
      expect(await house.host.run('status')).toMatchObject({ code: 0 });
    },
  );

  it('makes new keys for the sign-in when those are garbage, and goes on', async () => {
    writeFileSync(place('sign-in-keys.json'), '{"jwks": [{}]}');
    await house.restart();
    expect(await house.host.run('reauth', '--as', 'alice@example.com')).toMatchObject({ code: 0 });
  });

  it('with all of it damaged at a time starts all the same', async () => {
    for (const file of [
      segment(),
      place('preferences.json'),
      place('host.json'),
      place('sign-in-keys.json'),
      place('lock'),
    ]) {
      writeFileSync(file, '\u0000\u0001{{{');
    }
    await house.restart();
    expect((await house.call('status')).status).toBe('Connected');
    expect(readdirSync(place('aside')).toSorted()).toEqual(['host.json', 'preferences.json']);
    expect(await house.refusal('run.open', { id: run })).toMatchObject({
      message: `The run ${run} holds nothing that can be read, so this run goes on.`,
    });
  });
});
