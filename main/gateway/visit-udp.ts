import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Authority } from '../../app/wire/http-target.ts';
import { encodeSocksDatagram, parseSocksDatagram } from '../../app/wire/socks5-datagram.ts';
import { describeFault } from './log.ts';
import { probeFor } from './probe.ts';
import type { ProxyAddress } from './socks-client.ts';
import type { Visit } from './visit.ts';

/** Sends one datagram through the relay of an association and waits for one back. */
export async function seeUdp(relay: ProxyAddress, to: Authority, signal: AbortSignal, timeout: number): Promise<Visit> {
  const socket = createSocket('udp4');
  try {
    socket.connect(relay.port, relay.host);
    await once(socket, 'connect', { signal });
    const received = once(socket, 'message', { signal });
    socket.send(encodeSocksDatagram({ ...to, data: probeFor(to.port) }));
    const [message] = (await received) as [Buffer];
    const answer = parseSocksDatagram(message);
    if (answer === undefined || answer === 'fragment')
      return { answered: false, seen: 'sent, then no datagram of SOCKS5' };
    return { answered: true, seen: `sent, and ${answer.data.length} bytes came back` };
  } catch (fault) {
    const came = signal.aborted ? `silence for ${timeout / 1000} s` : describeFault(fault);
    return { answered: false, seen: `sent, then ${came}` };
  } finally {
    socket.close();
  }
}
