import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Joins a connection to the ends of a process, half-close included; resolves when the other side has ended and all is written. */
export async function joinStreams(socket: Socket, input: Readable, output: Writable): Promise<void> {
  input.pipe(socket);
  socket.pipe(output, { end: false });
  await finished(socket, { writable: false });
  // What is still typed leads nowhere.
  input.unpipe(socket);
  socket.destroy();
  if (output.writableLength > 0) await new Promise((resolve) => output.write('', resolve));
}
