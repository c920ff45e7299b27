import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConnectionAttempt } from '../../app/session/command.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import type { RequestTarget } from '../../app/wire/http-target.ts';
import { countRelayed } from './count-relayed.ts';
import { crowdedFailure, type Failure, failureOf, originFailure } from './failure.ts';
import { type FailureCause, makeFailurePage } from './failure-page.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { keptHeaders } from './hop-headers.ts';
import { letsThrough } from './interceptor.ts';
import { framingOf, type Relay, relay } from './relay.ts';
import { requestFlow } from './request-flow.ts';
import { reset } from './sockets.ts';
import { outOfWorld, tellFailure } from './tunnel.ts';

export type AbsoluteTarget = Extract<RequestTarget, { form: 'absolute' }>;

/** Decides one request of a proxy client and passes it on to the emulated origin over a connection of its own. */
export async function forward(
  parts: GatewayParts,
  to: AbsoluteTarget,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { flows } = parts;
  const client = request.socket;
  const attempt = attemptOf(to, request);
  const decision = await requestFlow(parts, attempt, () => reset(client));
  if (decision === undefined) {
    return answerFailure(parts, crowdedFailure, 'too-many-flows', to.host, request, response);
  }
  const { verdict, surface, target, flowId } = decision;
  const end = () => flowId !== undefined && flows.end(flowId);
  const fail = (failure: Failure, why: Verdict) => {
    end();
    return answerFailure(parts, failure, why, to.host, request, response);
  };

  if (!letsThrough(verdict)) return fail(failureOf(verdict, surface), verdict);
  if (target === undefined) return fail(...outOfWorld(verdict));
  const down = { ...verdict, outcome: 'unreachable', class: 'origin' } as const;
  const upstream = await parts.connect(target.destination, target.port).catch(() => undefined);
  if (upstream === undefined) return fail(originFailure, down);
  if (response.destroyed) {
    upstream.destroy();
    end();
    return;
  }
  if (flowId !== undefined) {
    flows.open(flowId, () => {
      reset(client);
      reset(upstream);
    });
    countRelayed(upstream, request, (direction, length) => flows.count(flowId, direction, length));
  }
  try {
    await relay(upstream, relayOf(to, request, framingOf(request)), request, response);
  } catch {
    if (!response.headersSent) await answerFailure(parts, originFailure, down, to.host, request, response);
    else reset(client);
  } finally {
    upstream.destroy();
    end();
  }
}

const via = '1.1 warp-emu';

export function attemptOf(
  { host, port, path }: AbsoluteTarget,
  { method = 'GET' }: IncomingMessage,
): ConnectionAttempt {
  return { host, port, protocol: 'tcp', facts: { detectedProtocol: 'http', request: { host, method, path } } };
}

/** What the origin is asked; `framing`: the headers that concern its connection. */
export function relayOf(
  { host, port, path }: AbsoluteTarget,
  request: IncomingMessage,
  framing: readonly string[],
): Relay {
  const name = host.includes(':') ? `[${host}]` : host;
  // The target says whom the request is for, not the Host beside it (RFC 9112 §3.2.2).
  const headers = [
    'Host',
    port === 80 ? name : `${name}:${port}`,
    ...keptHeaders(request.rawHeaders, ['host', 'expect']),
    ...framing,
    'Via',
    via,
  ];
  return { path, headers, added: ['Via', via] };
}

/** Lets the client see a failure; an answer is a page that says why. */
export async function answerFailure(
  parts: Pick<GatewayParts, 'held' | 'limits' | 'interceptor'>,
  failure: Failure,
  why: FailureCause,
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  return tellFailure(parts, request.socket, failure, () => {
    if (failure.kind !== 'answer') return;
    const page = makeFailurePage(failure, why, host, request.headers.accept, parts.interceptor.generation());
    response.writeHead(failure.status, page.headers).end(page.body);
  });
}
