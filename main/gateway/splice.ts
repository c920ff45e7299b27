import type { Duplex } from 'node:stream';
import type { Count } from './count-relayed.ts';
import type { ReusedBuffer } from './reused-buffer.ts';
import { ignoreFault, reset } from './sockets.ts';

export type Splice = {
  /** What was read from the client already and belongs before everything else. */
  readonly early?: Uint8Array;
  /** What the other connection was opened to read into. */
  readonly buffer?: ReusedBuffer;
  /** Called for every chunk. */
  readonly count: Count;
  /** Called once, when both are closed. */
  ended(): void;
};

/**
 * Joins two connections byte for byte. Each direction waits for its reader, ends by itself (half-close), and a connection that
 * breaks on one side is reset on the other. Both must allow half-open connections.
 */
export function splice(client: Duplex, upstream: Duplex, { early, buffer, count, ended }: Splice): void {
  let open = 2;
  for (const [socket, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    onClosed(socket, () => {
      if (socket.errored !== null || !socket.readableEnded || !socket.writableFinished) reset(other);
      open -= 1;
      if (open > 0) return;
      buffer?.free();
      ended();
    });
  }
  if (early !== undefined && early.length > 0) {
    count('up', early.length);
    upstream.write(early);
  }
  passOn(client, upstream, (length) => count('up', length));
  passEnd(client, upstream);
  const countDown = (length: number) => count('down', length);
  if (buffer === undefined) passOn(upstream, client, countDown);
  else buffer.passOn(upstream, client, countDown);
  passEnd(upstream, client);
}

/** As `pipe` does it, with half of its listeners: of what it does when one of the two breaks, nothing is needed here. */
function passOn(from: Duplex, to: Duplex, count: (length: number) => void): void {
  from.on('data', (chunk: Buffer) => {
    count(chunk.length);
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  if (to.writableNeedDrain) from.pause();
  else from.resume();
}

function passEnd(from: Duplex, to: Duplex): void {
  from.on('error', ignoreFault);
  // One with nothing to read ends even while it is paused.
  if (from.readableEnded) to.end();
  else from.on('end', () => to.end());
}

/** Also for a socket that has had its 'close'. */
function onClosed(socket: Duplex, listener: () => void): void {
  if (socket.closed) listener();
  else socket.on('close', listener);
}
