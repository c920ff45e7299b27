import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import type { HttpRequest } from '../../app/session/command.ts';
import { parseAuthority } from '../../app/wire/http-target.ts';
import { type Count, countRelayed } from './count-relayed.ts';
import { failureOf, originFailure } from './failure.ts';
import { answerFailure } from './forward.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { keptHeaders } from './hop-headers.ts';
import { type ConnectionDecision, letsThrough } from './interceptor.ts';
import { framingOf, relay } from './relay.ts';
import { reset } from './sockets.ts';
import { passUpgrade, refuseUpgrade, type UpgradeRequest, upgradeHeaders } from './upgrade.ts';

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

export type InspectorParts = Omit<GatewayParts, 'inspect'>;

/** Judges one request of an inspected connection and passes it on over a connection of its own. */
export async function judgeRequest(
  parts: InspectorParts,
  connection: Inspected,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { flows } = parts;
  const { host, flowId, target, tls } = connection;
  const { verdict, surface } = await decide(parts, connection, request);
  if (!letsThrough(verdict)) {
    return answerFailure(parts, failureOf(verdict, surface), verdict, host, request, response);
  }
  const down = { ...verdict, outcome: 'unreachable', class: 'origin' } as const;
  let upstream: Socket | undefined;
  try {
    upstream = await connectOrigin(parts, target, tls);
    countRelayed(upstream, request, (direction, length) => flows.count(flowId, direction, length));
    const headers = [...keptHeaders(request.rawHeaders, ['expect']), ...framingOf(request)];
    await relay(upstream, { path: request.url ?? '/', headers, added: [] }, request, response);
  } catch {
    if (response.headersSent) reset(request.socket);
    else await answerFailure(parts, originFailure, down, host, request, response);
  } finally {
    upstream?.destroy();
  }
}

/** The same for an upgrade. What follows the change of protocol is no request any more: nobody looks into it. */
export async function judgeUpgrade(
  parts: InspectorParts,
  connection: Inspected,
  upgrade: UpgradeRequest,
): Promise<void> {
  const { host, flowId, target, tls } = connection;
  const { request } = upgrade;
  const { verdict, surface } = await decide(parts, connection, request);
  if (!letsThrough(verdict)) return refuseUpgrade(parts, upgrade, failureOf(verdict, surface), verdict, host);
  let upstream: Socket | undefined;
  try {
    upstream = await connectOrigin(parts, target, tls);
    const headers = [...keptHeaders(request.rawHeaders, ['expect']), ...upgradeHeaders(request)];
    const relay = { path: request.url ?? '/', headers, added: [] };
    const count: Count = (direction, length) => parts.flows.count(flowId, direction, length);
    // The flow is that of the connection, which tells by itself when it is closed.
    await passUpgrade({ ...upgrade, upstream, relay, count, ended: () => undefined });
  } catch {
    upstream?.destroy();
    const down = { ...verdict, outcome: 'unreachable', class: 'origin' } as const;
    await refuseUpgrade(parts, upgrade, originFailure, down, host);
  }
}

function decide(
  { interceptor }: InspectorParts,
  connection: Inspected,
  request: IncomingMessage,
): Promise<ConnectionDecision> {
  const { host, port, flowId, tls } = connection;
  const facts = tls === undefined ? { detectedProtocol: 'http' } : { detectedProtocol: 'tls', sni: tls.serverName };
  return interceptor.requestConnection(
    { host, port, protocol: 'tcp', onFlow: flowId, facts: { ...facts, request: requestOf(request, host) } },
    { hold: false },
  );
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, host: string): HttpRequest {
  return { host: parseAuthority(headers.host ?? '', 0)?.host ?? host, method, path: url };
}

async function connectOrigin(
  { connect, authority }: InspectorParts,
  { destination, port }: Inspected['target'],
  tls: Inspected['tls'],
): Promise<Socket> {
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
