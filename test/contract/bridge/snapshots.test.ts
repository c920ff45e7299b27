import { describe, expect, it } from 'vitest';
import { pushSnapshots, snapshotGap } from '../../../app/bridge/server.ts';
import { scriptSchedule, scriptSnapshots, snapshotAt } from './scripted-service.ts';

describe('snapshots to one client', () => {
  const start = () => {
    const snapshots = scriptSnapshots();
    const time = scriptSchedule();
    const sent: number[] = [];
    const faults: unknown[] = [];
    let buffered = 0;
    const channel = {
      send: (frame: string) => sent.push(JSON.parse(frame).snapshot.revision),
      buffered: () => buffered,
    };
    const onFault = (fault: unknown) => faults.push(fault);
    const stop = pushSnapshots(channel, { snapshots, schedule: time.schedule, onFault });
    return {
      snapshots,
      time,
      sent,
      faults,
      stop,
      fill: (bytes: number) => {
        buffered = bytes;
      },
    };
  };

  it('go at most 20 times a second, and the last change always arrives', () => {
    const { snapshots, time, sent } = start();
    for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
      time.pass(1);
      snapshots.change();
    }
    time.pass(snapshotGap);
    expect(sent.length).toBeLessThanOrEqual(1 + 21);
    expect(sent.at(-1)).toBe(1001);
  });

  it('do not go again when nothing changed', () => {
    const { time, sent } = start();
    time.pass(10_000);
    expect(sent).toEqual([1]);
    expect(time.waiting()).toBe(0);
  });

  it('wait while the client has unread bytes, then bring it up to date in one step', () => {
    const { snapshots, time, sent, fill } = start();
    time.pass(snapshotGap);
    fill(70_000);
    for (let change = 0; change < 10; change += 1) {
      snapshots.change();
      time.pass(snapshotGap);
    }
    expect(sent).toEqual([1]);
    fill(0);
    time.pass(snapshotGap);
    expect(sent).toEqual([1, 11]);
  });

  it('stop for good', () => {
    const { snapshots, time, sent, stop } = start();
    snapshots.change();
    stop();
    snapshots.change();
    time.pass(1000);
    expect(sent).toEqual([1]);
    expect([time.waiting(), snapshots.listeners()]).toEqual([0, 0]);
  });

  it('survive a snapshot that can not be made', () => {
    const { snapshots, time, sent, faults } = start();
    time.pass(snapshotGap);
    snapshots.latest = () => {
      throw new Error('torn');
    };
    snapshots.change();
    expect(faults).toHaveLength(1);
    snapshots.latest = () => snapshotAt(9);
    time.pass(snapshotGap);
    snapshots.change();
    expect(sent).toEqual([1, 9]);
  });
});
