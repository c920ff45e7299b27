import { connect, type OnReadOpts, type Socket } from 'node:net';
import type { LoopbackPort } from '../../app/environment/upstream.ts';
import { SocketSet } from '../gateway/sockets.ts';

/** Open connections to servers that are not ours, by the port that leads there. */
export type Upstreams = {
  connect(key: string, to: LoopbackPort, onread?: OnReadOpts): Promise<Socket>;
  /** Closes the connections of each port that leads to its place no more. */
  follow(leadsTo: (key: string, to: LoopbackPort) => boolean): Promise<void>;
};

export function createUpstreams(): Upstreams {
  const open = new Map<string, { readonly to: LoopbackPort; readonly sockets: SocketSet }>();
  return {
    async connect(key, to, onread) {
      const socket = await connectTo(to, onread);
      const known = open.get(key);
      const same = known?.to.host === to.host && known.to.port === to.port ? known : undefined;
      if (same === undefined) void known?.sockets.destroyAll();
      const { sockets } = same ?? { sockets: new SocketSet() };
      open.set(key, { to, sockets });
      sockets.add(socket);
      return socket;
    },
    async follow(leadsTo) {
      const gone = [...open].filter(([key, { to }]) => !leadsTo(key, to));
      for (const [key] of gone) open.delete(key);
      await Promise.all(gone.map(([, { sockets }]) => sockets.destroyAll()));
    },
  };
}

/**
 * What Node sets for every socket anyway. It adds them one by one to a copy of the options, and in Node 20 each that is not
 * there yet costs a microsecond and garbage that stays: `scripts/lib/shared-shapes.mjs` tells why.
 */
const socketDefaults = { emitClose: false, autoDestroy: true, decodeStrings: false };

/** With `onread` it is paused, since what comes would be given out at once. */
export function connectTo({ host, port }: LoopbackPort, onread?: OnReadOpts): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const reading = onread === undefined ? {} : { onread };
    const socket = connect({ ...socketDefaults, host, port, allowHalfOpen: true, noDelay: true, ...reading });
    if (onread !== undefined) socket.pause();
    // Once it is connected a fault means nothing here: whoever takes the socket draws the consequences at 'close'.
    socket.on('error', reject);
    socket.on('connect', () => resolve(socket));
  });
}
