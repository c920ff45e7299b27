import { describe, expect, it, vi } from 'vitest';
import { createLiveClock } from '../../../renderer/shared/live-clock.ts';
import { anchorOf, nextTickIn, nowAt, stopAnchor } from '../../../renderer/shared/virtual-clock.ts';

const following = (now: number, speed = 1) => ({ now, mode: 'following' as const, speed });
const frozen = (now: number) => ({ now, mode: 'frozen' as const, speed: 60 });

describe('virtual time between snapshots', () => {
  it('runs on at the speed while following and stands still while frozen', () => {
    expect(nowAt(anchorOf(following(1000, 60), 0), 500)).toBe(31_000);
    expect(nowAt(anchorOf(frozen(1000), 0), 500)).toBe(1000);
  });

  it('does not step back for a snapshot that took its time', () => {
    const first = anchorOf(following(0, 60), 0);
    const second = anchorOf(following(59_000, 60), 1000, first);
    expect(nowAt(second, 1000)).toBe(60_000);
  });

  it('follows the snapshot when it is far off, and when the clock is frozen', () => {
    const first = anchorOf(following(0), 0);
    expect(nowAt(anchorOf(following(1000), 60_000, first), 60_000)).toBe(1000);
    expect(nowAt(anchorOf(frozen(900), 1000, first), 1000)).toBe(900);
    expect(nowAt(anchorOf(following(500_000), 1000, first), 1000)).toBe(500_000);
  });

  it('stops where it is', () => {
    const stopped = stopAnchor(anchorOf(following(0, 60), 0), 1000);
    expect(nowAt(stopped, 99_000)).toBe(60_000);
  });

  it('looks again at the next whole second, at most ten times a second', () => {
    expect(nextTickIn(anchorOf(following(250), 0), 0)).toBe(750);
    expect(nextTickIn(anchorOf(following(0, 3600), 0), 0)).toBe(100);
  });
});

describe('the live clock', () => {
  it('tells its listeners once a second has passed, and no more after a stop', () => {
    vi.useFakeTimers();
    let real = 0;
    const clock = createLiveClock(() => real);
    const pass = (span: number) => {
      real += span;
      vi.advanceTimersByTime(span);
    };
    const seen: number[] = [];
    clock.anchor(following(10_500));
    const leave = clock.subscribe(() => seen.push(clock.read()));
    pass(500);
    pass(1000);
    clock.stop();
    pass(5000);
    leave();
    vi.useRealTimers();
    expect(seen).toEqual([11_000, 12_000]);
  });
});
