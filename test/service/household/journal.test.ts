import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day } from '../../../app/time/instant.ts';
import { type House, openHouse } from './house.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');

/** Runs in order: each step stands on the one before. */
describe('the journal of a running emulator', { sequential: true }, () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    await house.call('clock.to', { at: begin + 7 * day + 3_600_000 });
    for (let round = 0; round < 60; round += 1) {
      await Promise.all(Array.from({ length: 25 }, (_, index) => house.call('world.set', { atDesk: index % 2 === 0 })));
    }
  });
  afterAll(() => house.remove());

  it('is read back from its end to its beginning, each entry once', async () => {
    const { total } = await house.call('journal.page', { limit: 1 });
    expect(total).toBeGreaterThan(1000);
    const ids: string[] = [];
    for (let end = total; end > 0; end -= 500) {
      const offset = Math.max(0, end - 500);
      const { items } = await house.call('journal.page', { offset, limit: Math.min(500, end) });
      ids.unshift(...items.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(total);
    const { items: first } = await house.call('journal.page', { offset: 0, limit: 1 });
    expect(first).toMatchObject([{ type: 'run-started' }]);
  });

  it('is narrowed by kinds and words, with how many fit', async () => {
    const refused = await house.call('journal.page', { kinds: ['refused'], limit: 500 });
    expect(refused.items.every(({ tone }) => tone === 'bad')).toBe(true);
    const one = await house.call('journal.page', { kinds: ['refused'], text: 'git.corp expired', limit: 1 });
    expect(one).toMatchObject({ more: one.total > 1, offset: one.total - 1 });
    expect(one.items[0]?.text).toContain('git.corp.internal');
    const notices = await house.call('journal.page', { kinds: ['notices'], text: 'weekly', limit: 500 });
    expect(notices.items.map(({ type }) => type)).toEqual(['notice-due']);
    expect(await house.call('journal.page', { text: 'mars', limit: 5 })).toMatchObject({
      ...{ items: [], total: 0, more: false, of: (await house.call('journal.page', { limit: 1 })).total },
    });
  });

  it('gives what came ahead of an entry', async () => {
    const [latest] = (await house.call('journal.page', { limit: 1 })).items;
    const { items } = await house.call('journal.page', { before: latest?.id ?? '', limit: 3 });
    expect(items).toHaveLength(3);
    expect(items.map(({ id }) => id)).not.toContain(latest?.id);
  });

  it('answers the newest question after a restart, a part of it at once', async () => {
    const before = await house.call('journal.page', { kinds: ['world'], limit: 10 });
    await house.restart();
    const part = await house.call('journal.page', { kinds: ['world'], limit: 10, partial: true });
    expect(part.total + part.unread).toBeGreaterThanOrEqual(before.total);
    const whole = await house.call('journal.page', { kinds: ['world'], limit: 500 });
    expect(whole).toMatchObject({ unread: 0 });
    expect(whole.items.map(({ id }) => id)).toEqual(expect.arrayContaining(before.items.map(({ id }) => id)));
  });

  it('counts up as things happen', async () => {
    const { total } = await house.call('journal.page', { kinds: ['world'], limit: 1 });
    await house.call('world.set', { screenLocked: true });
    const after = await house.call('journal.page', { kinds: ['world'], offset: total, limit: 10 });
    expect(after).toMatchObject({ total: total + 1, items: [{ type: 'person-changed' }] });
  });

  it('is that of another run once that goes on', async () => {
    const before = await house.call('journal.page', { limit: 1 });
    await house.call('run.start');
    const page = await house.call('journal.page', { limit: 500 });
    expect(page.run).not.toBe(before.run);
    expect(page.total).toBeLessThan(10);
  });

  it('refuses what can’t be asked', async () => {
    const refusal = (params: object) => house.refusal('journal.page', params);
    expect(await refusal({ limit: 0 })).toMatchObject({ code: 'bad-request', path: 'params.limit' });
    expect(await refusal({ limit: 5, kinds: ['rumours'] })).toMatchObject({ code: 'bad-request' });
    expect(await refusal({ limit: 5, before: '3.0', offset: 1 })).toMatchObject({ code: 'bad-request' });
    expect(await refusal({ limit: 5, text: 'x'.repeat(201) })).toMatchObject({ path: 'params.text' });
  });
});
