import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../../app/time/instant.ts';
import { type House, openHouse } from './house.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');

/** Runs in order: each step stands on the one before. */
describe('the timeline of a running emulator', { sequential: true }, () => {
  let house: House;
  const read = (from = begin, to = begin + 10 * day) => house.call('timeline.read', { from, to, bins: 200 });

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  it('tells of what happened up to the question', async () => {
    await house.call('clock.to', { at: begin + 7 * day });
    expect((await read()).notices).toEqual([]);
    await house.call('clock.advance', { by: 3_600_000 });
    const { notices, refused, actors, signIns, teeth } = await read();
    expect(notices).toMatchObject([{ at: begin + 7 * day + 41_000, fate: 'missed', count: 1 }]);
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    expect(actors.map(({ name }) => name)).toEqual(['lookups']);
    expect(signIns).toMatchObject([{ at: begin, is: 'enrolled', who: 'Alice' }]);
    expect(teeth).toEqual([{ from: begin }]);
  });

  it('points at the attempt that brought the notice', async () => {
    const [notice] = (await read()).notices;
    const { verdict } = await house.call('journal.explain', { id: notice?.id ?? '' });
    expect(verdict).toMatchObject({ class: 'session', notice: 'shown' });
  });

  it('reads a journal of many pages, whoever asks meanwhile', async () => {
    const before = (await house.call('snapshot')).revision;
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(Array.from({ length: 25 }, (_, index) => house.call('world.set', { atDesk: index % 2 === 0 })));
      if (round % 20 === 0) await read();
    }
    await house.call('clock.advance', { by: day });
    await house.call('client.disconnect');
    await house.call('clock.advance', { by: day });
    expect((await house.call('snapshot')).revision).toBeGreaterThan(before + 1000);
    const answers = await Promise.all([read(), read(), read()]);
    for (const { device } of answers) {
      const from = begin + 8 * day + 3_600_000;
      expect(device).toEqual([{ from, to: from + day, is: 'disconnected' }]);
    }
  });

  it('tells the same after a restart', async () => {
    const before = await read();
    await house.restart();
    expect(await read()).toEqual(before);
  });

  it('tells of another run once that goes on', async () => {
    await house.call('run.start');
    const { notices, device, knownFrom } = await read();
    expect([notices, device, knownFrom]).toEqual([[], [], undefined]);
  });

  it('refuses what it can’t draw', async () => {
    expect(await house.refusal('timeline.read', { from: 2, to: 1, bins: 100 })).toMatchObject({ code: 'bad-request' });
    expect(await house.refusal('timeline.read', { from: 1, to: 2, bins: 1e6 })).toMatchObject({
      ...{ code: 'bad-request', path: 'params.bins' },
    });
  });
});
