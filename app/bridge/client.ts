import type { Snapshot } from '../view/snapshot-shape.ts';
import type { BridgeError, Channel, ServerFrame } from './channel.ts';
import type { MethodName, ParamsOf, ResultOf } from './contract.ts';

/** A call that the other end refused or that was cut off. */
export class BridgeFailure extends Error {
  readonly code: string;
  readonly path: string | undefined;

  constructor(error: BridgeError) {
    super(error.message);
    this.name = 'BridgeFailure';
    this.code = error.code;
    this.path = error.path;
  }
}

export type BridgeClient = {
  /** Rejects with a `BridgeFailure`; `disconnected` when the channel closes before the answer. */
  call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>>;
  onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
  onClose(listener: () => void): () => void;
};

type Waiting = { readonly resolve: (result: never) => void; readonly reject: (failure: BridgeFailure) => void };

const cutOff: BridgeError = {
  code: 'disconnected',
  message: 'The emulator has gone away. Start it again, then retry.',
};

export function createBridgeClient(channel: Channel): BridgeClient {
  const waiting = new Map<number, Waiting>();
  const snapshotListeners = new Set<(snapshot: Snapshot) => void>();
  const closeListeners = new Set<() => void>();
  let lastId = 0;
  let closed = false;

  channel.onFrame((text) => {
    const frame = JSON.parse(text) as ServerFrame;
    if ('snapshot' in frame) {
      for (const listener of snapshotListeners) listener(frame.snapshot as Snapshot);
      return;
    }
    const call = waiting.get(frame.id);
    waiting.delete(frame.id);
    if ('error' in frame) call?.reject(new BridgeFailure(frame.error));
    else call?.resolve(frame.result as never);
  });
  channel.onClose(() => {
    closed = true;
    for (const call of waiting.values()) call.reject(new BridgeFailure(cutOff));
    waiting.clear();
    for (const listener of closeListeners) listener();
  });

  return {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new BridgeFailure(cutOff));
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as Waiting['resolve'], reject });
        channel.send(JSON.stringify({ id: lastId, method, params }));
      }),
    onSnapshot: (listener) => subscribe(snapshotListeners, listener),
    onClose: (listener) => subscribe(closeListeners, listener),
  };
}

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
