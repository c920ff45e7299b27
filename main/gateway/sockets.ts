import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

const farewellLimit = 2000;

/** Waits in real time; `false` when the socket closed meanwhile. */
export function pause(span: number, socket: Socket): Promise<boolean> {
  if (socket.destroyed) return Promise.resolve(false);
  if (span === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (alive: boolean) => {
      clearTimeout(timer);
      socket.off('close', onClose);
      resolve(alive);
    };
    const onClose = () => settle(false);
    const timer = setTimeout(settle, span, true);
    socket.once('close', onClose);
  });
}

/**
 * Sends the last bytes and closes. What the client still sends is read and dropped for a moment: closing over unread
 * bytes would reset the connection and could take the answer with it.
 */
export function sayAndClose(socket: Socket, bytes: Uint8Array | string): void {
  if (!socket.writable) {
    reset(socket);
    return;
  }
  const timer = setTimeout(() => socket.destroy(), farewellLimit);
  socket.once('close', () => clearTimeout(timer));
  socket.end(bytes);
  socket.resume();
}

/** Closes with RST, so that the program on the other side learns at once that the connection is gone; TLS just closes. */
export function reset(stream: Duplex): void {
  if (stream.destroyed) return;
  if (stream instanceof Socket && !(stream instanceof TLSSocket)) stream.resetAndDestroy();
  else stream.destroy();
}

/** What a client says first may come in pieces. */
const lull = 10;

/**
 * Ends a connection when the client has said something, or after `within` real milliseconds. Earlier, it would be up to
 * the moment whether a program finds it out while it sends or while it waits.
 */
export function endOnceHeard(socket: Socket, within: number, end: () => void): void {
  const settle = () => {
    clearTimeout(timer);
    socket.off('data', hear).off('end', settle).off('close', settle);
    if (!socket.destroyed) end();
  };
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, lull);
  };
  let timer = setTimeout(settle, within);
  socket.once('data', hear).once('end', settle).once('close', settle);
  socket.resume();
}

/** Keeps hold of open sockets, so that none outlives its service. */
export class SocketSet {
  readonly #open = new Set<OpenSocket>();

  get size(): number {
    return this.#open.size;
  }

  add(socket: Socket): void {
    const open: OpenSocket = { socket };
    this.#open.add(open);
    socket.on('error', ignoreFault);
    // `on` costs half of `once`, and nothing closes twice.
    socket.on('close', () => {
      this.#open.delete(open);
      open.socket = undefined;
    });
  }

  /** Resolves when all of them are closed. */
  async destroyAll(): Promise<void> {
    const sockets = [...this.#open].flatMap(({ socket }) => socket ?? []);
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  }
}

/** A fault is followed by 'close', which is where its consequences are drawn. */
export function ignoreFault(): void {}

/**
 * What a set that many come and go in holds instead of a socket. V8 leaves the tables that a set has outgrown in the old
 * space with what they held: a socket in them, and all that hangs on it, would outlive every quick collection.
 */
type OpenSocket = { socket: Socket | undefined };
