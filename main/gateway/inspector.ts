import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex, Readable } from 'node:stream';
import { createSecureContext, connect as startTls, TLSSocket } from 'node:tls';
import type { HttpRequest } from '../../app/session/command.ts';
import { requestHeadLimit } from '../../app/wire/http-request.ts';
import { parseAuthority } from '../../app/wire/http-target.ts';
import { failureOf, originFailure } from './failure.ts';
import { answerFailure } from './forward.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { keptHeaders } from './hop-headers.ts';
import { letsThrough } from './interceptor.ts';
import { describeFault } from './log.ts';
import { framingOf, relay } from './relay.ts';
import { reset } from './sockets.ts';

/** An open connection of which every request is judged. */
export type Inspected = {
  /** Whom the client connected to. */
  readonly host: string;
  readonly port: number;
  readonly flowId: string;
  readonly target: { readonly destination: string; readonly port: number };
  /** The name of TLS that the client asked for; absent: plain HTTP. */
  readonly tls?: { readonly serverName: string };
};

/** Takes a connection over and reads the requests on it; `early` is what a client had said that has said all. */
export type Inspector = (client: Socket, early: Buffer, connection: Inspected) => Promise<void>;

type Parts = Omit<GatewayParts, 'inspect'>;

/**
 * What Gateway does with HTTP that it may look into: it ends the client's connection, TLS included, judges each request
 * by the HTTP policies, and passes it on over a connection of its own.
 */
export function createInspector(parts: Parts): Inspector {
  const { flows, authority, log } = parts;
  const inspected = new WeakMap<Duplex, Inspected>();
  // Whether an idle connection ends is for the emulated Gateway to say, in virtual time.
  const server = createServer({ maxHeaderSize: requestHeadLimit, keepAliveTimeout: 0, requestTimeout: 0 });
  // The answer comes from elsewhere and takes longer than a client that has said all waits to end its side.
  Object.assign(server, { httpAllowHalfOpen: true });

  server.on('request', (request, response) => {
    const connection = inspected.get(request.socket);
    if (connection === undefined) return void request.socket.destroy();
    judge(parts, connection, request, response).catch((fault: unknown) => {
      log.warn(`an inspected request failed: ${describeFault(fault)}`);
      request.socket.destroy();
    });
  });
  server.on('clientError', (fault, stream) => {
    if (!stream.writable) return;
    log.info(`no HTTP where HTTP was to be inspected: ${describeFault(fault)}`);
    stream.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
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

async function judge(
  parts: Parts,
  connection: Inspected,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { interceptor } = parts;
  const { host, port, flowId, target, tls } = connection;
  const facts = tls === undefined ? { detectedProtocol: 'http' } : { detectedProtocol: 'tls', sni: tls.serverName };
  const { verdict, surface } = await interceptor.requestConnection(
    { host, port, protocol: 'tcp', onFlow: flowId, facts: { ...facts, request: requestOf(request, host) } },
    { hold: false },
  );
  if (!letsThrough(verdict)) {
    return answerFailure(parts, failureOf(verdict, surface), verdict, host, request, response);
  }
  const down = { ...verdict, outcome: 'unreachable', class: 'origin' } as const;
  let upstream: Duplex | undefined;
  try {
    upstream = await connectOrigin(parts, target, tls);
    const touch = () => interceptor.touchFlow(flowId);
    upstream.on('data', touch);
    request.on('data', touch);
    const headers = [...keptHeaders(request.rawHeaders, ['expect']), ...framingOf(request)];
    await relay(upstream, { path: request.url ?? '/', headers, added: [] }, request, response);
  } catch {
    if (response.headersSent) reset(request.socket);
    else await answerFailure(parts, originFailure, down, host, request, response);
  } finally {
    upstream?.destroy();
  }
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, host: string): HttpRequest {
  return { host: parseAuthority(headers.host ?? '', 0)?.host ?? host, method, path: url };
}

async function connectOrigin(
  { connect, authority }: Parts,
  { destination, port }: Inspected['target'],
  tls: Inspected['tls'],
): Promise<Duplex> {
  const socket = await connect(destination, port);
  if (tls === undefined) return socket;
  const ca = await authority.certificate();
  return new Promise((resolve, reject) => {
    // The name was settled with the client; what stands for the destination has a certificate of its own name.
    const stream = startTls({ socket, ca, servername: tls.serverName, checkServerIdentity: () => undefined });
    stream.once('secureConnect', () => resolve(stream));
    stream.once('error', (fault) => {
      socket.destroy();
      reject(fault);
    });
  });
}
