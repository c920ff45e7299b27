import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';

export type ClockControls = {
  freezeOrFollow(): void;
  follow(speed: number): void;
  next(): void;
  advance(by: Millis): void;
  to(at: Millis): void;
};

export function useClock({ clock }: Snapshot): ClockControls {
  const call = useCall();
  return {
    freezeOrFollow: () => void (clock.mode === 'frozen' ? call('clock.follow', {}) : call('clock.freeze', {})),
    follow: (speed) => void call('clock.follow', { speed }),
    next: () => void call('clock.next', {}),
    advance: (by) => void call('clock.advance', { by }),
    to: (at) => void call('clock.to', { at }),
  };
}
