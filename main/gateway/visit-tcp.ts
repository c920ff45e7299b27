import { once } from 'node:events';
import type { Socket } from 'node:net';
import { probeFor } from './probe.ts';
import type { Visit } from './visit.ts';

/** Says something and waits for the first bytes back, or for the same bytes back. */
export async function seeTcp(socket: Socket, port: number, signal: AbortSignal, timeout: number): Promise<Visit> {
  const probe = probeFor(port);
  // DNS over TCP has its length before it (RFC 1035 §4.2.2).
  const said = port === 53 ? Buffer.concat([Buffer.of(0, probe.length), probe]) : probe;
  socket.write(said);
  let heard = Buffer.alloc(0);
  while (heard.length < said.length && !socket.destroyed && !socket.readableEnded) {
    await Promise.race([once(socket, 'readable', { signal }), once(socket, 'close', { signal })]).catch(
      () => undefined,
    );
    if (signal.aborted) break;
    const chunk: Buffer | null = socket.read();
    if (chunk !== null) heard = Buffer.concat([heard, chunk]);
    if (heard.length > 0 && !said.subarray(0, heard.length).equals(heard)) break;
  }
  if (heard.equals(said)) return { answered: true, seen: `connected, ${heard.length} bytes echoed` };
  if (heard.length > 0) return { answered: true, seen: `connected, ${heard.length} bytes received` };
  return { answered: false, seen: signal.aborted ? tellSilence(timeout) : 'accepted, then the connection was closed' };
}

export function tellSilence(timeout: number): string {
  return `accepted, then silence for ${timeout / 1000} s`;
}
