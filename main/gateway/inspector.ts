import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex, Readable } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { requestHeadLimit } from '../../app/wire/http-request.ts';
import { answerTo, badRequest } from './failure-page.ts';
import { type Inspected, type InspectorParts, judgeRequest, judgeUpgrade } from './inspect-request.ts';
import { describeFault } from './log.ts';
import { reset } from './sockets.ts';
import { hasBody } from './upgrade.ts';

/** Takes a connection over and reads the requests on it; `early` is what a client had said that has said all. */
export type Inspector = (client: Socket, early: Buffer, connection: Inspected) => Promise<void>;

/**
 * What Gateway does with HTTP that it may look into: it ends the client's connection, TLS included, judges each request
 * by the HTTP policies, and passes it on over a connection of its own.
 */
export function createInspector(parts: InspectorParts): Inspector {
  const { flows, authority, log } = parts;
  const inspected = new WeakMap<Duplex, Inspected>();
  // Whether an idle connection ends is for the emulated Gateway to say, in virtual time.
  const server = createServer({ maxHeaderSize: requestHeadLimit, keepAliveTimeout: 0, requestTimeout: 0 });
  // The answer comes from elsewhere and takes longer than a client that has said all waits to end its side.
  Object.assign(server, { httpAllowHalfOpen: true });

  server.on('request', (request, response) => {
    const connection = inspected.get(request.socket);
    if (connection === undefined) return void request.socket.destroy();
    judgeRequest(parts, connection, request, response).catch((fault: unknown) => {
      log.warn(`an inspected request failed: ${describeFault(fault)}`);
      request.socket.destroy();
    });
  });
  server.on('upgrade', (request, client, head) => {
    const connection = inspected.get(client);
    if (connection === undefined) return void client.destroy();
    if (hasBody(request)) return void client.end(badRequest);
    if (head.length > 0) client.unshift(head);
    judgeUpgrade(parts, connection, { request, client }).catch((fault: unknown) => {
      log.warn(`an inspected upgrade failed: ${describeFault(fault)}`);
      client.destroy();
    });
  });
  server.on('clientError', (fault, stream) => {
    if (!stream.writable) return;
    log.info(`no HTTP where HTTP was to be inspected: ${describeFault(fault)}`);
    stream.end(answerTo(fault));
  });

  return async (client, early, connection) => {
    const { flowId, tls } = connection;
    flows.open(flowId, () => reset(client));
    client.once('close', () => flows.end(flowId));
    const said = early.length === 0 ? client : Duplex.from({ readable: Readable.from([early]), writable: client });
    const stream = tls === undefined ? said : endTls(said, await authority.issue(tls.serverName));
    if (tls !== undefined) flows.open(flowId, () => stream.destroy());
    inspected.set(stream, connection);
    server.emit('connection', stream);
  };
}

function endTls(client: Duplex, certificate: { readonly key: string; readonly cert: string }): TLSSocket {
  const stream = new TLSSocket(client, {
    isServer: true,
    secureContext: createSecureContext(certificate),
    ALPNProtocols: ['http/1.1'],
  });
  stream.on('error', () => client.destroy());
  return stream;
}
