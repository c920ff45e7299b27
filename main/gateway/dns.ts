import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { bindUdp } from './bind-udp.ts';
import { createBurstLog } from './burst-log.ts';
import { answerDns } from './dns-answer.ts';
import { splitMessages } from './dns-stream.ts';
import { standardLimits } from './gateway-parts.ts';
import type { Interceptor } from './interceptor.ts';
import { LimitedClients } from './limited-clients.ts';
import { candidatePorts, closeServer, isPortTaken, type ListenReport, listenOn } from './listen-near.ts';
import { describeFault, type Log } from './log.ts';
import { SocketSet } from './sockets.ts';

export type DnsOptions = {
  readonly interceptor: Pick<Interceptor, 'resolveName' | 'generation'>;
  /** The port to take when it is free, over UDP and TCP. */
  readonly port?: number;
  /** Real milliseconds that a TCP client may be silent (RFC 7766 §6.2.3). */
  readonly idleLimit?: number;
  /** The same for one that waits for an answer that does not come. */
  readonly silenceLimit?: number;
  /** How many TCP clients at once; one more cuts off the oldest. */
  readonly clientsAtMost?: number;
  readonly log: Log;
};

/** How many datagrams may await their answers; further ones are lost, as datagrams are. */
const datagramsAtMost = 1000;

export type DnsService = { start(): Promise<ListenReport>; stop(): Promise<void> };

/** DNS over UDP and TCP on one port of 127.0.0.1 (RFC 1035 §4.2). */
export function createDnsService({
  interceptor,
  port: wanted = 40_053,
  idleLimit = 10_000,
  silenceLimit = standardLimits.heldFor,
  clientsAtMost = 200,
  ...options
}: DnsOptions): DnsService {
  const log = createBurstLog(options.log);
  const clients = new SocketSet();
  const limited = new LimitedClients(clientsAtMost, () =>
    log.warn(`a DNS client was cut off: there are ${clientsAtMost} others over TCP`),
  );
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    limited.add(client);
    client.setTimeout(idleLimit, () => client.destroy());
    serveStream(client).catch((fault: unknown) => {
      if (!client.destroyed) log.info(`a DNS connection failed: ${describeFault(fault)}`);
      client.destroy();
    });
  });
  let udp: UdpSocket | undefined;
  let awaited = 0;

  async function serveStream(client: Socket): Promise<void> {
    await pipeline(
      client,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const message of splitMessages(chunks)) {
          const answer = await answerDns(interceptor, message, false);
          if (answer === 'silence') {
            client.setTimeout(silenceLimit);
            continue;
          }
          if (answer === 'reset') client.resetAndDestroy();
          if (typeof answer === 'string') return;
          yield Buffer.concat([Buffer.of(answer.length >> 8, answer.length & 0xff), answer]);
        }
      },
      client,
    );
  }

  function serveDatagram(socket: UdpSocket, message: Buffer, from: RemoteInfo): void {
    if (awaited >= datagramsAtMost) return;
    awaited += 1;
    answerDns(interceptor, message, true)
      .finally(() => {
        awaited -= 1;
      })
      .then((answer) => {
        if (typeof answer !== 'string' && socket === udp) socket.send(answer, from.port, from.address);
      })
      .catch((fault: unknown) => log.warn(`a DNS query failed: ${describeFault(fault)}`));
  }

  async function listen(candidate: number): Promise<number> {
    const port = await listenOn(server, candidate);
    try {
      const socket = await bindUdp(port);
      socket.on('message', (message, from) => serveDatagram(socket, message, from));
      socket.on('error', (fault) => log.warn(`DNS over UDP: ${describeFault(fault)}`));
      udp = socket;
      return port;
    } catch (fault) {
      await closeServer(server);
      throw fault;
    }
  }

  return {
    async start() {
      // The system gives a free TCP port and can't know whether UDP has it too, hence several tries.
      for (const candidate of [...candidatePorts(wanted), 0, 0, 0, 0]) {
        try {
          const port = await listen(candidate);
          return { port, wanted, taken: wanted !== 0 && port !== wanted };
        } catch (fault) {
          if (!isPortTaken(fault)) throw fault;
        }
      }
      throw new Error('no port of 127.0.0.1 is free for DNS over both UDP and TCP');
    },
    async stop() {
      const closed = closeServer(server);
      await clients.destroyAll();
      const socket = udp;
      udp = undefined;
      if (socket !== undefined) await new Promise<void>((resolve) => socket.close(() => resolve()));
      await closed;
      log.close();
    },
  };
}
