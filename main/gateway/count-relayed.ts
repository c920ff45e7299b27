import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Direction } from './flow-table.ts';

export type Count = (direction: Direction, length: number) => void;

/** Counts all that goes over a connection to an origin while a request is relayed on it: heads, framing and bodies. */
export function countRelayed(upstream: Socket, request: IncomingMessage, count: Count): void {
  let [up, down] = [0, 0];
  const look = () => {
    count('up', upstream.bytesWritten - up);
    count('down', upstream.bytesRead - down);
    [up, down] = [upstream.bytesWritten, upstream.bytesRead];
  };
  upstream.on('data', look);
  request.on('data', look);
}
