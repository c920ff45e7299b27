import { type BridgeClient, BridgeFailure, createBridgeClient } from '../../app/bridge/client.ts';
import type { MethodName, ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { OpenChannel, Refusal } from './channels.ts';
import { createLiveClock, type LiveClock } from './live-clock.ts';

export type Link = 'connecting' | 'open' | Refusal;

/** All that is known of the emulator: the latest snapshot stays while the link is gone. */
export type View = { readonly link: Link; readonly snapshot: Snapshot | undefined };

export type Connection = {
  subscribe(listener: () => void): () => void;
  view(): View;
  /** Rejects with a `BridgeFailure`, at once while there is no link. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  readonly clock: LiveClock;
};

const pauses = [300, 600, 1200, 2400, 5000] as const;

/** Real milliseconds before the attempt after `failures` failed ones. */
export function pauseAfter(failures: number): number {
  return pauses[Math.min(Math.max(failures - 1, 0), pauses.length - 1)] ?? 5000;
}

/** Keeps a link to the emulator for as long as the page lives. */
export function createConnection(open: OpenChannel): Connection {
  const listeners = new Set<() => void>();
  const clock = createLiveClock();
  let view: View = { link: 'connecting', snapshot: undefined };
  let client: BridgeClient | undefined;
  let failures = 0;

  const show = (change: Partial<View>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const take = (snapshot: Snapshot) => {
    const known = view.snapshot;
    if (view.link === 'open' && known?.run.id === snapshot.run.id && snapshot.revision < known.revision) return;
    clock.anchor(snapshot.clock);
    show({ link: 'open', snapshot });
  };
  const lose = (link: Refusal) => {
    client = undefined;
    failures += 1;
    clock.stop();
    show({ link });
    setTimeout(tryOpen, pauseAfter(failures));
  };
  const tryOpen = async () => {
    const opened = await open();
    if ('refused' in opened) {
      lose(opened.refused);
      return;
    }
    const fresh = createBridgeClient(opened.channel);
    client = fresh;
    fresh.onSnapshot((snapshot) => {
      failures = 0;
      take(snapshot);
    });
    fresh.onClose(() => lose(opened.closedBecause()));
    fresh.call('snapshot', {}).then(take, () => {});
  };
  tryOpen();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => view,
    call: (method, params) =>
      client?.call(method, params) ??
      Promise.reject(new BridgeFailure({ code: 'disconnected', message: 'The emulator has stopped. Start it again.' })),
    clock,
  };
}
