import { createServer, type Server, type Socket } from 'node:net';
import { closeServer, listenOn } from '../../main/gateway/listen-near.ts';

export type Origin = { readonly port: number; stop(): Promise<void> };

const chunk = Buffer.alloc(64 * 1024, 'byte for byte ');

/**
 * A raw TCP server, told by the first line what to do: `ping` answers `pong`, `send N` sends that many bytes and ends,
 * `take` tells at the end how many came, `echo` says everything again, `reset` breaks the connection.
 */
export async function startOrigin(): Promise<Origin> {
  const open = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    serve(socket);
  });
  const port = await listenOn(server, 0);
  return {
    port,
    async stop() {
      const closed = closeServer(server);
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: Socket): void {
  let said = '';
  const listen = (bytes: Buffer) => {
    said += bytes.toString('latin1');
    const end = said.indexOf('\n');
    if (end < 0) return;
    socket.off('data', listen);
    obey(socket, said.slice(0, end), Buffer.from(said.slice(end + 1), 'latin1'));
  };
  socket.on('data', listen);
  socket.once('end', () => {
    if (!said.includes('\n')) socket.end();
  });
}

function obey(socket: Socket, order: string, early: Buffer): void {
  const [verb, count = '0'] = order.split(' ');
  if (verb === 'send') return send(socket, Number(count));
  if (verb === 'reset') return void socket.resetAndDestroy();
  if (verb === 'echo') {
    if (early.length > 0) socket.write(early);
    return void socket.pipe(socket);
  }
  if (verb === 'take') {
    let taken = early.length;
    socket.on('data', (bytes: Buffer) => {
      taken += bytes.length;
    });
    return void socket.once('end', () => socket.end(String(taken)));
  }
  socket.on('data', () => undefined);
  socket.once('end', () => socket.end());
  socket.write('pong');
}

function send(socket: Socket, count: number): void {
  let left = count;
  const go = () => {
    while (left > 0) {
      const length = Math.min(left, chunk.length);
      left -= length;
      if (!socket.write(length === chunk.length ? chunk : chunk.subarray(0, length))) {
        socket.once('drain', go);
        return;
      }
    }
    socket.end();
  };
  socket.resume();
  go();
}
