import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Channel } from '../../../app/bridge/channel.ts';
import type { Opened } from '../../../renderer/shared/channels.ts';
import { createConnection, pauseAfter } from '../../../renderer/shared/connection.ts';
import { signedInAt, snapshotAt } from '../view/fixtures.ts';

function fakeChannel() {
  let frame: (text: string) => void = () => {};
  let close: () => void = () => {};
  const sent: string[] = [];
  const channel: Channel = {
    send: (text) => sent.push(text),
    onFrame: (listener) => {
      frame = listener;
    },
    onClose: (listener) => {
      close = listener;
    },
  };
  return {
    sent,
    opened: { channel, closedBecause: () => 'stopped' } satisfies Opened as Opened,
    push: (revision: number) => frame(JSON.stringify({ snapshot: snapshotAt(signedInAt, { revision }) })),
    answer: (id: number, result: unknown) => frame(JSON.stringify({ id, result })),
    close: () => close(),
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the connection to the emulator', () => {
  afterEach(() => vi.useRealTimers());

  it('opens, shows snapshots, and ignores one that is older', async () => {
    vi.useFakeTimers();
    const fake = fakeChannel();
    const connection = createConnection(async () => fake.opened);
    expect(connection.view().link).toBe('connecting');
    await settle();
    fake.push(5);
    fake.push(4);
    expect(connection.view()).toMatchObject({ link: 'open', snapshot: { revision: 5 } });
  });

  it('keeps the last snapshot when the emulator stops, refuses calls, and comes back by itself', async () => {
    vi.useFakeTimers();
    const first = fakeChannel();
    const second = fakeChannel();
    const channels: Opened[] = [first.opened, { refused: 'stopped' }, second.opened];
    const connection = createConnection(async () => channels.shift() ?? { refused: 'stopped' });
    await settle();
    first.push(9);
    first.close();
    expect(connection.view()).toMatchObject({ link: 'stopped', snapshot: { revision: 9 } });
    await expect(connection.call('clock.freeze', {})).rejects.toMatchObject({ code: 'disconnected' });
    await vi.advanceTimersByTimeAsync(pauseAfter(1) + pauseAfter(2));
    second.push(1);
    expect(connection.view()).toMatchObject({ link: 'open', snapshot: { revision: 1 } });
  });

  it('says when its address was used up', async () => {
    vi.useFakeTimers();
    const connection = createConnection(async () => ({ refused: 'used-up' }));
    await settle();
    expect(connection.view().link).toBe('used-up');
  });

  it('waits longer after each failure, up to five seconds', () => {
    expect([1, 2, 3, 4, 5, 50].map(pauseAfter)).toEqual([300, 600, 1200, 2400, 5000, 5000]);
  });
});
