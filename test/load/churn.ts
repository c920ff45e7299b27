import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { dial, type Way } from './dial.ts';

export type ChurnPlan = {
  readonly ways: readonly Way[];
  /** How many flows are open at once, each followed by another one when it ends. */
  readonly flows: number;
  /** Real milliseconds; what is open then is brought to its end. */
  readonly span: number;
  /** The longest that a flow lies idle, in milliseconds. */
  readonly idle: number;
  readonly random: Random;
};

export type ChurnReport = {
  readonly ended: Readonly<Record<Kind, number>>;
  /** Payload, there and back. */
  readonly bytes: number;
  readonly faults: readonly string[];
};

const kinds = ['echo', 'download', 'upload', 'reset by the origin', 'reset by the client', 'dropped'] as const;
type Kind = (typeof kinds)[number];

const pattern = Buffer.from(Array.from({ length: 65_536 + 251 }, (_, index) => index % 251));

/** Opens, uses, halves, resets and closes flows to the origin of `origin.ts`, and checks every byte that comes back. */
export async function churn({ ways, flows, span, idle, random }: ChurnPlan): Promise<ChurnReport> {
  const ended = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  const faults: string[] = [];
  let bytes = 0;
  const until = performance.now() + span;
  const runner = async () => {
    // They begin apart, as programs do.
    await delay(random.below(Math.min(idle, span / 4)));
    while (performance.now() < until && faults.length < 20) {
      const kind = random.pick(kinds);
      try {
        const carried = await acts[kind](await dial(random.pick(ways)), random, random.below(idle));
        bytes += carried;
        ended[kind] += 1;
      } catch (fault) {
        faults.push(`${kind}: ${fault instanceof Error ? fault.message : 'unknown'}`);
      }
    }
  };
  await Promise.all(Array.from({ length: flows }, runner));
  return { ended, bytes, faults };
}

type Act = (socket: Socket, random: Random, idle: number) => Promise<number>;

const acts: Readonly<Record<Kind, Act>> = {
  async echo(socket, random, idle) {
    const heard = collect(socket);
    socket.write('echo\n');
    let said = 0;
    for (let chunk = 1 + random.below(4); chunk > 0; chunk -= 1) {
      said += await write(socket, said, 1 + random.below(65_536));
      await delay(random.below(50));
    }
    await delay(idle);
    said += await write(socket, said, 100);
    socket.end();
    check(await heard, said);
    return 2 * said;
  },
  async download(socket, random, idle) {
    const heard = count(socket);
    await delay(idle);
    const length = random.below(400_000);
    // The client ends its side at once: what comes back comes all the same.
    socket.end(`send ${length}\n`);
    const received = await heard;
    if (received !== length) throw new Error(`${received} bytes of ${length} came`);
    return received;
  },
  async upload(socket, random, idle) {
    const heard = collect(socket);
    socket.write('take\n');
    let said = await write(socket, 0, 1 + random.below(65_536));
    await delay(idle);
    said += await write(socket, said, 1 + random.below(65_536));
    socket.end();
    const told = Buffer.concat(await heard).toString();
    if (told !== String(said)) throw new Error(`the origin says ${told} of ${said} bytes`);
    return said;
  },
  async 'reset by the origin'(socket, _random, idle) {
    await delay(idle);
    socket.resume().write('reset\n');
    await closed(socket);
    if (socket.readableEnded) throw new Error('it ended as if all were well');
    return 0;
  },
  async 'reset by the client'(socket, random, idle) {
    socket.resume().write('echo\n');
    const said = await write(socket, 0, 1 + random.below(65_536));
    await delay(idle);
    socket.resetAndDestroy();
    await closed(socket);
    return said;
  },
  async dropped(socket, random, idle) {
    socket.resume().write(`send ${random.below(4_000_000)}\n`);
    await delay(idle / 4);
    socket.destroy();
    await closed(socket);
    return 0;
  },
};

async function write(socket: Socket, from: number, length: number): Promise<number> {
  const start = from % 251;
  if (!socket.write(pattern.subarray(start, start + length)))
    await Promise.race([once(socket, 'drain'), closed(socket)]);
  return Math.min(length, pattern.length - start);
}

function check(chunks: readonly Buffer[], length: number): void {
  const all = Buffer.concat(chunks);
  if (all.length !== length) throw new Error(`${all.length} bytes of ${length} came back`);
  for (let at = 0; at < length; at += 251) {
    const end = Math.min(251, length - at);
    if (!all.subarray(at, at + end).equals(pattern.subarray(0, end))) throw new Error(`byte ${at} came back changed`);
  }
}

async function collect(socket: Socket): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume();
  await closed(socket);
  return chunks;
}

async function count(socket: Socket): Promise<number> {
  let length = 0;
  socket.on('data', (chunk: Buffer) => {
    length += chunk.length;
  });
  socket.resume();
  await closed(socket);
  return length;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}
