import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { requestHeadLimit } from '../../app/wire/http-request.ts';
import { parseTarget } from '../../app/wire/http-target.ts';
import { answerTo, badRequest, makeFailurePage, writeFailureResponse } from './failure-page.ts';
import { forward } from './forward.ts';
import { forwardUpgrade } from './forward-upgrade.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { HeadDeadlines } from './head-deadlines.ts';
import { describeFault } from './log.ts';
import { answerDirect, type OwnPages } from './own-pages.ts';
import { sayAndClose } from './sockets.ts';
import { openTunnel, reasons } from './tunnel.ts';
import { hasBody, type UpgradeRequest } from './upgrade.ts';

/**
 * An HTTP proxy for connections that somebody else accepted: CONNECT and absolute-form requests (RFC 9110 §9.3.6,
 * RFC 9112 §3.2.2). Framing is left to Node's strict parser, and what is forwarded is written anew from what it read.
 */
export function createHttpProxy(parts: GatewayParts, pages: OwnPages): (client: Socket) => void {
  const { log, handshakes } = parts;
  const server = createServer({ maxHeaderSize: requestHeadLimit });
  // Requests sent without waiting for an answer go on one after the other, however many they are.
  const turns = new WeakMap<Socket, Promise<void>>();
  const deadlines = new HeadDeadlines(parts.limits.handshake);

  server.on('request', (request, response) => {
    handshakes.release(request.socket);
    deadlines.owe(request.socket, response);
    const { socket } = request;
    const serve = () => (socket.destroyed ? undefined : serveRequest(parts, pages, request, response));
    const served = (turns.get(socket) ?? Promise.resolve()).then(serve).catch((fault: unknown) => {
      log.warn(`a proxied request failed: ${describeFault(fault)}`);
      socket.destroy();
    });
    turns.set(socket, served);
  });
  server.on('connect', (request, stream, head) => {
    const client = stream as Socket;
    deadlines.lift(client);
    if (head.length > 0) client.unshift(head);
    serveConnect(parts, request, client).catch((fault: unknown) => {
      log.warn(`a CONNECT failed: ${describeFault(fault)}`);
      client.destroy();
    });
  });
  server.on('upgrade', (request, client, head) => {
    handshakes.release(client as Socket);
    deadlines.lift(client as Socket);
    if (head.length > 0) client.unshift(head);
    serveUpgrade(parts, pages, { request, client }).catch((fault: unknown) => {
      log.warn(`an upgrade failed: ${describeFault(fault)}`);
      client.destroy();
    });
  });
  server.on('clientError', (fault, stream) => {
    // It comes again for every chunk that follows nonsense, and for connections that are gone already.
    if (!stream.writable) return;
    log.info(`no HTTP on the proxy port: ${describeFault(fault)}`);
    sayAndClose(stream as Socket, answerTo(fault));
  });

  return (client) => {
    deadlines.set(client);
    server.emit('connection', client);
  };
}

async function serveRequest(
  parts: GatewayParts,
  pages: OwnPages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = parseTarget(request.method ?? '', request.url ?? '');
  if (target?.form === 'origin') return answerDirect(pages, request, response);
  if (target?.form === 'absolute' && target.scheme === 'http') return forward(parts, target, request, response);
  response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end('This proxy forwards http:// URLs and takes CONNECT for everything else.\n');
}

async function serveUpgrade(parts: GatewayParts, pages: OwnPages, upgrade: UpgradeRequest): Promise<void> {
  const { request, client } = upgrade;
  const target = parseTarget(request.method ?? '', request.url ?? '');
  if (target?.form === 'origin') return answerDirect(pages, request, answerOn(request, client as Socket));
  if (target?.form === 'absolute' && ['http', 'ws'].includes(target.scheme) && !hasBody(request)) {
    return forwardUpgrade(parts, target, upgrade);
  }
  sayAndClose(client as Socket, badRequest);
}

/** An ordinary answer to a request whose connection reads no HTTP any more. */
function answerOn(request: IncomingMessage, client: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(client);
  return response.once('finish', () => client.destroySoon());
}

async function serveConnect(parts: GatewayParts, request: IncomingMessage, client: Socket): Promise<void> {
  const target = parseTarget('CONNECT', request.url ?? '');
  if (target?.form !== 'authority') {
    return sayAndClose(client, badRequest);
  }
  await openTunnel(parts, client, target, {
    accept: () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    refuse: (failure, why) => {
      const { accept } = request.headers;
      const page = makeFailurePage(failure, why, target.host, accept, parts.interceptor.generation());
      sayAndClose(client, writeFailureResponse(failure.status, reasons[failure.status], page));
    },
  });
}
