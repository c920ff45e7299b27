import { type IncomingMessage, request as sendRequest } from 'node:http';
import type { Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { Count } from './count-relayed.ts';
import type { Failure } from './failure.ts';
import { type FailureCause, makeFailurePage, writeFailureResponse } from './failure-page.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { keptHeaders } from './hop-headers.ts';
import type { Relay } from './relay.ts';
import { sayAndClose } from './sockets.ts';
import { splice } from './splice.ts';
import { reasons, tellFailure } from './tunnel.ts';

/** A request to speak another protocol on its connection (RFC 9110 §7.8), WebSocket as a rule. */
export type UpgradeRequest = {
  readonly request: IncomingMessage;
  /** The connection it came on, which reads no HTTP any more. */
  readonly client: Duplex;
};

export type PassedUpgrade = UpgradeRequest & {
  readonly upstream: Socket;
  readonly relay: Relay;
  readonly count: Count;
  /** Called once, when both connections are closed. */
  ended(): void;
};

/**
 * Passes an upgrade on. When the origin changes the protocol, both connections are joined byte for byte; any other answer
 * goes to the client, whose connection ends with it. Rejects, with nothing said to the client, when there is no answer.
 */
export async function passUpgrade({ request, client, upstream, relay, count, ended }: PassedUpgrade): Promise<void> {
  const answer = await askOrigin(request, client, upstream, relay);
  const headers = [...keptHeaders(answer.rawHeaders), ...relay.added];
  const { statusCode = 502, statusMessage = '' } = answer;
  if (statusCode !== 101) {
    client.write(writeHead(statusCode, statusMessage, [...headers, 'Connection', 'close']));
    client.once('close', ended).resume();
    pipeline(answer, client, () => {
      upstream.destroy();
      client.destroy();
    });
    return;
  }
  const switched = ['Connection', 'Upgrade', 'Upgrade', answer.headers.upgrade ?? ''];
  client.write(writeHead(statusCode, statusMessage, [...headers, ...switched]));
  // What came with the answer is still to be spliced.
  count('up', upstream.bytesWritten);
  count('down', upstream.bytesRead - upstream.readableLength);
  splice(client, upstream, { count, ended });
}

/** Tells a client that its upgrade failed, as it is told of any other request. */
export function refuseUpgrade(
  parts: Pick<GatewayParts, 'held' | 'limits' | 'interceptor'>,
  { request, client }: UpgradeRequest,
  failure: Failure,
  why: FailureCause,
  host: string,
): Promise<void> {
  return tellFailure(parts, client as Socket, failure, () => {
    if (failure.kind !== 'answer') return;
    const page = makeFailurePage(failure, why, host, request.headers.accept, parts.interceptor.generation());
    sayAndClose(client as Socket, writeFailureResponse(failure.status, reasons[failure.status], page));
  });
}

/**
 * The headers that ask the origin for the same change. A change to another version of HTTP is not asked for: requests that
 * nobody judges could follow it.
 */
export function upgradeHeaders({ headers, method }: IncomingMessage): readonly string[] {
  const protocols = (headers.upgrade ?? '').split(',').map((protocol) => protocol.trim());
  const asked = protocols.filter((protocol) => protocol !== '' && !/^(?:h2c|http\/)/i.test(protocol));
  // Node would end a request of unknown length with an empty chunk, and the other protocol would begin with that.
  const length = method === 'GET' || headers['content-length'] !== undefined ? [] : ['Content-Length', '0'];
  return asked.length === 0 ? length : [...length, 'Connection', 'Upgrade', 'Upgrade', asked.join(', ')];
}

/** The body of an upgrade would have to be told from what follows the change; programs send none. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function askOrigin(
  request: IncomingMessage,
  client: Duplex,
  upstream: Duplex,
  { path, headers }: Relay,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // A connection that nobody reads would not tell that its client has left.
    const watch = () => undefined;
    const leave = () => upstream.destroy();
    const fail = (fault: Error) => settle(() => reject(fault));
    const onClose = () => fail(new Error('the connection was closed'));
    const settle = (act: () => void) => {
      client.off('readable', watch).off('close', leave);
      upstream.off('close', onClose);
      act();
    };
    client.on('readable', watch).once('close', leave);
    const outgoing = sendRequest({
      // With an agent, even `false`, Node would dial by itself.
      createConnection: () => upstream,
      method: request.method ?? 'GET',
      path,
      headers,
    });
    outgoing.on('error', fail);
    outgoing.on('response', (answer) => settle(() => resolve(answer)));
    outgoing.on('upgrade', (answer, _stream, head) => {
      if (head.length > 0) upstream.unshift(head);
      settle(() => resolve(answer));
    });
    upstream.once('close', onClose);
    outgoing.end();
  });
}

function writeHead(status: number, message: string, headers: readonly string[]): Buffer {
  const lines = headers.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${headers[index + 1] ?? ''}\r\n`] : []));
  return Buffer.from(`HTTP/1.1 ${status} ${message}\r\n${lines.join('')}\r\n`, 'latin1');
}
