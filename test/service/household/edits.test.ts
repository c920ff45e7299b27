import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

/** Runs in order: each step stands on the one before. */
describe('edits of the environment', { sequential: true }, () => {
  let house: House;
  let policy: string;
  const wikiIsUp = async () =>
    (await house.call('snapshot')).destinations.items.find(({ name }) => name === 'wiki')?.reachable;
  const limitOf = async (id: string) => {
    const found = (await house.call('inspect')).policies.find((one) => one.id === id);
    return (found?.limitSeconds ?? 0) / 3600;
  };

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    const checked = (await house.call('inspect')).policies.find(({ limitSeconds }) => limitSeconds === 168 * 3600);
    policy = checked?.id ?? '';
  });
  afterAll(() => house.remove());

  it('say what they bring that will hurt', async () => {
    const before = (await house.call('snapshot')).findings;
    const result = await house.call('environment.set', { path: `policies.${policy}.checkSession`, value: '7h' });
    expect(result).toMatchObject({ newFindings: { errors: 0, warnings: 1 } });
    const after = await house.call('policy.lint');
    expect(after.findings.map(({ code }) => code)).toContain('baseline-outside-range');
    expect((await house.call('snapshot')).findings).toEqual({ errors: before.errors, warnings: before.warnings + 1 });
    await house.call('edit.undo');
    expect((await house.call('snapshot')).findings).toEqual(before);
  });

  it('act at once on the world, and after two minutes of virtual time on policies', async () => {
    expect(await house.call('environment.set', { path: 'destinations.wiki.up', value: 'false' })).toMatchObject({
      said: 'wiki: up is false',
      fromNextRun: [],
    });
    expect(await wikiIsUp()).toBe(false);
    await house.call('environment.set', { path: `policies.${policy}.checkSession`, value: '24h' });
    expect(await limitOf(policy)).toBe(168);
    expect((await house.call('snapshot')).edits).toMatchObject({ pending: [{ said: expect.stringContaining('24h') }] });
  });

  it('are there after a kill -9, those on their way too, and act when their time comes', async () => {
    const before = (await house.call('snapshot')).edits;
    await house.kill();
    await house.restart();
    expect((await house.call('snapshot')).edits).toEqual(before);
    await house.call('clock.advance', { by: 2 * 60_000 });
    expect(await limitOf(policy)).toBe(24);
    expect((await house.call('snapshot')).edits.pending).toEqual([]);
  });

  it('are taken back and brought again across restarts and kills, newest first', async () => {
    expect(await house.call('edit.undo')).toMatchObject({ said: expect.stringContaining('24h') });
    expect(await limitOf(policy)).toBe(168);
    await house.restart();
    expect(await house.call('edit.undo')).toEqual({ said: 'wiki: up is false' });
    expect(await wikiIsUp()).toBe(true);
    await house.kill();
    await house.restart();
    expect(await house.call('edit.redo')).toEqual({ said: 'wiki: up is false' });
    expect(await wikiIsUp()).toBe(false);
    expect(await house.call('edit.redo')).toMatchObject({ said: expect.stringContaining('24h') });
    expect(await limitOf(policy)).toBe(24);
    expect(await house.refusal('edit.redo')).toMatchObject({ status: 409, code: 'nothing-to-redo' });
    await house.call('edit.undo');
    await house.call('edit.undo');
    expect(await house.refusal('edit.undo')).toMatchObject({ status: 409, code: 'nothing-to-undo' });
  });

  it('of two at the same instant on one view of things one is refused, and nothing is lost', async () => {
    const outcomes = await Promise.all(
      ['wiki', 'hr', 'git', 'k8s'].map((name) =>
        house
          .call('environment.set', { path: `destinations.${name}.up`, value: 'false' })
          .then(() => name)
          .catch((fault: Error) => {
            expect(fault.message).toContain('edited-meanwhile');
          }),
      ),
    );
    const done = outcomes.filter((name) => name !== undefined);
    const down = (await house.call('snapshot')).destinations.items.filter((one) => !one.reachable);
    expect(down.map(({ name }) => name).toSorted()).toEqual(done.toSorted());
    for (const _one of done) await house.call('edit.undo');
  });

  it('take a whole start over, in one step that one undo takes back', async () => {
    const before = await house.call('environment.show');
    const applied = await house.call('environment.apply', { start: 'per-application', now: true });
    expect(applied.said).toContain('was taken over');
    expect((await house.call('environment.show')).name).not.toBe(before.name);
    await house.call('edit.undo');
    expect(await house.call('environment.show')).toEqual(before);
  });

  it('say which values count from the next run on, and are recorded all the same', async () => {
    expect(await house.call('environment.set', { path: 'person.atDesk', value: 'true' })).toMatchObject({
      fromNextRun: ['person.atDesk'],
    });
    expect((await house.call('snapshot')).person.atDesk).toBe(false);
    await house.call('edit.undo');
  });

  it('never put a megabyte on a button', async () => {
    const value = 'x'.repeat(100_000);
    const { said = '' } = await house.call('environment.set', { path: `policies.${policy}.description`, value });
    expect(said.length).toBeLessThan(250);
    const snapshot = await house.call('snapshot');
    expect(JSON.stringify(snapshot).length).toBeLessThan(64 * 1024);
    await house.call('edit.undo');
  });
});
