import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { type Expiry, watchExpiries } from '../../../main/control/expiry-watch.ts';
import { scriptSchedule, snapshotAt } from '../../contract/bridge/scripted-service.ts';

type Scene = { readonly now: number; readonly expiresAt: number; readonly speed?: number; readonly run?: string };

function snapshotOf({ now, expiresAt, speed, run = 'run-1' }: Scene): Snapshot {
  const snapshot = snapshotAt(1);
  const policy = { id: 'P1', name: 'Weekly', expiresAt } as Snapshot['policies']['items'][number];
  return {
    ...snapshot,
    run: { id: run, startedAt: 0 },
    clock: { now, mode: speed === undefined ? 'frozen' : 'following', speed: speed ?? 1 },
    policies: { total: 1, items: [policy] },
  };
}

/** Shows one scene after the other; answers what was told. */
function watch(first: Scene, since?: number) {
  const { schedule, pass, waiting } = scriptSchedule();
  const told: Expiry[] = [];
  let latest = snapshotOf(first);
  let changed = () => {};
  const snapshots = {
    latest: () => latest,
    onChange: (listener: () => void) => {
      changed = listener;
      return () => {};
    },
  };
  const stop = watchExpiries({ snapshots, schedule }, (expiry) => told.push(expiry), since);
  const show = (scene: Scene, tell = true) => {
    latest = snapshotOf(scene);
    if (tell) changed();
  };
  return { told: () => told.map(({ at }) => at), show, pass, stop, waiting };
}

describe('an expiry is told', () => {
  it('once, when the clock jumps over it', () => {
    const watched = watch({ now: 0, expiresAt: 100 });
    watched.show({ now: 100, expiresAt: 100 });
    watched.show({ now: 200, expiresAt: 100 });
    expect(watched.told()).toEqual([100]);
  });

  it('again after the next sign-in', () => {
    const watched = watch({ now: 0, expiresAt: 100 });
    watched.show({ now: 150, expiresAt: 100 });
    watched.show({ now: 150, expiresAt: 250 });
    watched.show({ now: 250, expiresAt: 250 });
    expect(watched.told()).toEqual([100, 250]);
  });

  it('when an edit makes the limit shorter than the age', () => {
    const watched = watch({ now: 50, expiresAt: 100 });
    watched.show({ now: 50, expiresAt: 40 });
    expect(watched.told()).toEqual([40]);
  });

  it('when time comes to it by itself, faster at a greater speed', () => {
    const watched = watch({ now: 0, expiresAt: 10_000, speed: 10 });
    watched.show({ now: 10_010, expiresAt: 10_000, speed: 10 }, false);
    watched.pass(1000);
    expect(watched.told()).toEqual([]);
    watched.pass(1);
    expect(watched.told()).toEqual([10_000]);
  });

  it('to those who come back, for what passed meanwhile', () => {
    expect(watch({ now: 200, expiresAt: 100 }, 50).told()).toEqual([100]);
    expect(watch({ now: 200, expiresAt: 100 }, 150).told()).toEqual([]);
  });
});

describe('no expiry is told', () => {
  it('that was there before', () => {
    expect(watch({ now: 200, expiresAt: 100 }).told()).toEqual([]);
  });

  it('because another run stands elsewhere', () => {
    const watched = watch({ now: 0, expiresAt: 100 });
    watched.show({ now: 500, expiresAt: 100, run: 'run-2' });
    expect(watched.told()).toEqual([]);
  });

  it('and nothing is waited for, once nobody listens', () => {
    const watched = watch({ now: 0, expiresAt: 100, speed: 1 });
    expect(watched.waiting()).toBe(1);
    watched.stop();
    expect(watched.waiting()).toBe(0);
  });
});
