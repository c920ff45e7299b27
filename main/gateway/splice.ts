import type { Duplex } from 'node:stream';
import type { Count } from './count-relayed.ts';
import { reset } from './sockets.ts';

export type Splice = {
  /** What was read from the client already and belongs before everything else. */
  readonly early?: Uint8Array;
  /** Called for every chunk. */
  readonly count: Count;
  /** Called once, when both are closed. */
  ended(): void;
};

/**
 * Joins two connections byte for byte. Each direction waits for its reader, ends by itself (half-close), and a connection that
 * breaks on one side is reset on the other. Both must allow half-open connections.
 */
export function splice(client: Duplex, upstream: Duplex, { early, count, ended }: Splice): void {
  let open = 2;
  for (const [socket, other, direction] of [
    [client, upstream, 'up'],
    [upstream, client, 'down'],
  ] as const) {
    let broken = false;
    socket.on('data', (chunk: Buffer) => count(direction, chunk.length));
    socket.on('error', () => {
      broken = true;
    });
    onClosed(socket, () => {
      if (broken || !socket.readableEnded || !socket.writableFinished) reset(other);
      open -= 1;
      if (open === 0) ended();
    });
  }
  if (early !== undefined && early.length > 0) {
    count('up', early.length);
    upstream.write(early);
  }
  client.pipe(upstream);
  upstream.pipe(client);
}

/** Also for a socket that has had its 'close'. */
function onClosed(socket: Duplex, listener: () => void): void {
  if (socket.closed) listener();
  else socket.once('close', listener);
}
