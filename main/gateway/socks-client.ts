import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Parsed } from '../../app/wire/parsed.ts';
import { type SocksReply, socksMethods } from '../../app/wire/socks5.ts';
import {
  encodeSocksGreeting,
  encodeSocksRequest,
  parseSocksMethod,
  parseSocksReply,
} from '../../app/wire/socks5-client.ts';
import { readAhead } from './read-ahead.ts';

export type ProxyAddress = { readonly host: string; readonly port: number };

/** SOCKS5 commands (RFC 1928 §4). */
export const socksCommands = { connect: 1, 'udp-associate': 3 } as const;

export type SocksRequestOptions = {
  readonly proxy: ProxyAddress;
  readonly command: keyof typeof socksCommands;
  /** Resolved by the proxy when it is a name; of an association, where the datagrams will come from, if known. */
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal;
};

/** Asks a SOCKS5 proxy for a connection, or for a relay at `bound`. The socket is the caller's when the reply is `succeeded`, else it is closed. */
export async function requestOverSocks(
  options: SocksRequestOptions,
): Promise<{ readonly reply: SocksReply; readonly socket: Socket; readonly bound: ProxyAddress }> {
  const socket = connect({ ...options.proxy, signal: options.signal, noDelay: true });
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect');
    socket.write(encodeSocksGreeting([socksMethods.none]));
    const method = await read(socket, parseSocksMethod);
    if (method !== socksMethods.none) throw new Error('the proxy wants a login');
    const { host, port } = options;
    socket.write(encodeSocksRequest({ command: socksCommands[options.command], host, port }));
    const { reply, ...bound } = await read(socket, parseSocksReply);
    if (reply !== 'succeeded') socket.destroy();
    return { reply, socket, bound: { host: bound.bound, port: bound.port } };
  } catch (fault) {
    socket.destroy();
    throw fault;
  }
}

async function read<T>(socket: Socket, parse: (bytes: Uint8Array) => Parsed<T>): Promise<T> {
  const outcome = await readAhead(
    socket,
    (bytes) => {
      const parsed = parse(bytes);
      if (parsed.status === 'need-more') return undefined;
      return { value: parsed, length: parsed.status === 'ok' ? parsed.length : 0 };
    },
    // The caller's signal destroys the socket when its time is up.
    { limit: 1024, within: 2 ** 31 - 1 },
  );
  if (outcome.status !== 'found') throw new Error('the proxy closed the connection');
  if (outcome.value.status !== 'ok') throw new Error(`the proxy answered with ${outcome.value.why}`);
  return outcome.value.value;
}
