import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import type { Channel } from '../../../app/bridge/channel.ts';
import { webSocketChannel } from '../../../main/control/web-socket-channel.ts';

export type Pair = { readonly server: Channel; readonly client: Channel; close(): Promise<void> };

/** Two ends of a transport, joined. What the server sends before the client listens is not lost. */
export type OpenPair = () => Promise<Pair>;

export const openMemoryPair: OpenPair = async () => {
  const toServer = createPipe();
  const toClient = createPipe();
  const closers: (() => void)[] = [];
  const end = (write: Pipe, read: Pipe): Channel => ({
    send: write.send,
    onFrame: read.onFrame,
    onClose: (listener) => closers.push(listener),
  });
  return {
    server: end(toClient, toServer),
    client: end(toServer, toClient),
    close: async () => {
      for (const close of closers) close();
    },
  };
};

export const openSocketPair: OpenPair = async () => {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  const near = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`);
  const [[far]] = await Promise.all([once(sockets, 'connection') as Promise<[WebSocket]>, once(near, 'open')]);
  return {
    server: webSocketChannel(far),
    client: webSocketChannel(near),
    close: async () => {
      const bothClosed = Promise.all([once(near, 'close'), once(far, 'close')]);
      near.close();
      await bothClosed;
      sockets.close();
    },
  };
};

type Pipe = { send(frame: string): void; onFrame(listener: (frame: string) => void): void };

function createPipe(): Pipe {
  const early: string[] = [];
  let listener: ((frame: string) => void) | undefined;
  const deliver = (frame: string) => (listener === undefined ? early.push(frame) : listener(frame));
  return {
    send: (frame) => queueMicrotask(() => deliver(frame)),
    onFrame(given) {
      listener = given;
      for (const frame of early.splice(0)) given(frame);
    },
  };
}
