import { once } from 'node:events';
import { dial, type Way } from './dial.ts';

/** Connects, is answered once and leaves, so many times, a number of them at once. Answers milliseconds in all. */
export async function connectMany(way: Way, count: number, atOnce: number): Promise<number> {
  const startedAt = performance.now();
  let left = count;
  const runner = async () => {
    while (left > 0) {
      left -= 1;
      await ping(way);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  return performance.now() - startedAt;
}

async function ping(way: Way): Promise<void> {
  const socket = await dial(way);
  socket.write('ping\n');
  const answered = once(socket, 'data') as Promise<[Buffer]>;
  socket.resume();
  const [answer] = await answered;
  if (answer.toString() !== 'pong') throw new Error(`the origin said ${answer.toString('latin1').slice(0, 20)}`);
  socket.end();
  await once(socket, 'close');
}

/** Takes so many bytes from the origin over several connections together. Answers milliseconds in all. */
export async function download(way: Way, bytes: number, connections: number): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => dial(way)));
  const startedAt = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      let received = 0;
      // Not before all is there: not every proxy goes on when a client ends its side.
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received >= bytes / connections) socket.end();
      });
      socket.resume();
      socket.write(`send ${bytes / connections}\n`);
      await once(socket, 'close');
      if (received !== bytes / connections) throw new Error(`${received} bytes came of ${bytes / connections}`);
    }),
  );
  return performance.now() - startedAt;
}
