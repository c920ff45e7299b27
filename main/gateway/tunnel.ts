import type { Socket } from 'node:net';
import type { ClientGeneration } from '../../app/environment/environment.ts';
import type { ClientFacts } from '../../app/session/command.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import type { Authority } from '../../app/wire/http-target.ts';
import { peekClient } from './client-facts.ts';
import { type AnswerFailure, crowdedFailure, type Failure, failureOf, originFailure } from './failure.ts';
import { type FailureCause, makeFailurePage, writeFailureResponse } from './failure-page.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { letsThrough } from './interceptor.ts';
import { requestFlow } from './request-flow.ts';
import { ReusedBuffer } from './reused-buffer.ts';
import { endOnceHeard, pause, reset, sayAndClose } from './sockets.ts';
import { splice } from './splice.ts';

/** How a proxy protocol says yes and no. */
export type TunnelReplies = { accept(): void; refuse(failure: AnswerFailure, why: FailureCause): void };

/** Access denied (RFC 8446 §6), as a fatal alert before any handshake. */
const tlsAccessDenied = Uint8Array.of(21, 3, 3, 0, 2, 2, 49);

/** Decides one connection and joins it to its destination, or lets the client see why not (DESIGN.md §3). */
export async function openTunnel(
  parts: GatewayParts,
  client: Socket,
  to: Authority,
  replies: TunnelReplies,
): Promise<void> {
  const { interceptor, limits, flows } = parts;
  parts.handshakes.release(client);
  const peeks = interceptor.readsClientBytes(to.port);
  if (peeks) replies.accept();
  const peeked = peeks ? await peekClient(client, limits.firstBytesWithin) : undefined;
  const inspects = interceptor.inspects(to.port);
  const facts = inspects ? withoutRequest(peeked?.facts ?? {}) : (peeked?.facts ?? {});
  const attempt = { host: to.host, port: to.port, protocol: 'tcp' } as const;
  const told = Object.keys(facts).length > 0 ? { ...attempt, facts } : attempt;
  const decision = await requestFlow(parts, told, () => reset(client));
  const { flowId } = decision ?? {};
  const fail = (failure: Failure, why: FailureCause) => {
    if (flowId !== undefined) flows.end(flowId);
    if (failure.kind !== 'answer' && !peeks) replies.accept();
    const tell = () =>
      tellFailure(parts, client, failure, () => {
        if (failure.kind !== 'answer') return;
        if (peeks) answerInside(client, failure, why, to.host, facts, interceptor.generation());
        else replies.refuse(failure, why);
      });
    const ends = failure.kind === 'reset' || failure.kind === 'close';
    return ends && !peeks ? endOnceHeard(client, limits.firstBytesWithin, tell) : tell();
  };

  if (client.destroyed) {
    if (flowId !== undefined) flows.end(flowId);
    return;
  }
  if (decision === undefined) return fail(crowdedFailure, 'too-many-flows');
  const { verdict, surface, target } = decision;
  if (!letsThrough(verdict)) return fail(failureOf(verdict, surface), verdict);
  if (target === undefined) return fail(...outOfWorld(verdict));
  if (flowId !== undefined && awaitsRequest(verdict)) {
    const tls = facts.detectedProtocol === 'tls' ? { tls: { serverName: facts.sni ?? to.host } } : {};
    return parts.inspect(client, peeked?.early ?? Buffer.alloc(0), { ...to, flowId, target, ...tls });
  }
  const buffer = new ReusedBuffer(parts.readBuffers);
  const upstream = await parts.connect(target.destination, target.port, buffer.onread).catch(() => undefined);
  if (upstream === undefined) {
    buffer.free();
    return fail(originFailure, { ...verdict, outcome: 'unreachable', class: 'origin' });
  }
  if (flowId !== undefined) {
    flows.open(flowId, () => {
      reset(client);
      reset(upstream);
    });
  }
  if (!peeks) replies.accept();
  splice(client, upstream, {
    buffer,
    ...(peeked === undefined ? {} : { early: peeked.early }),
    count: (direction, length) => flowId !== undefined && flows.count(flowId, direction, length),
    ended: () => flowId !== undefined && flows.end(flowId),
  });
}

/** Where every request is judged, the first one is too. */
function withoutRequest({ request: _first, ...facts }: ClientFacts): ClientFacts {
  return facts;
}

function awaitsRequest({ trace }: Verdict): boolean {
  return trace.some((step) => step.step === 'not-inspected' && step.because === 'no-request-yet');
}

/** An attempt that nothing forbids and that leads to no emulated destination: it is never forwarded. */
export function outOfWorld(verdict: Verdict): [Failure, Verdict] {
  const unknown = { ...verdict, outcome: 'unreachable', class: 'unknown-destination' } as const;
  return [failureOf(unknown, 'explain'), unknown];
}

/** Lets the client see a failure: silence, the end of its connection, or an answer when it is time. */
export async function tellFailure(
  { held, limits }: Pick<GatewayParts, 'held' | 'limits'>,
  client: Socket,
  failure: Failure,
  answer: () => void,
): Promise<void> {
  if (failure.kind === 'silence') held.hold(client);
  else if (failure.kind === 'reset') reset(client);
  else if (failure.kind === 'close') sayAndClose(client, '');
  else if (failure.after === 'timeout') held.hold(client, answer);
  else if (await pause(failure.after === 'unreachable' ? limits.unreachableAfter : 0, client)) answer();
}

/** The proxy has said yes already, so the answer has to be in the words of what the client speaks. */
function answerInside(
  client: Socket,
  failure: AnswerFailure,
  why: FailureCause,
  host: string,
  facts: ClientFacts,
  generation: ClientGeneration,
): void {
  if (facts.detectedProtocol === 'http') {
    const page = makeFailurePage(failure, why, host, undefined, generation);
    sayAndClose(client, writeFailureResponse(failure.status, reasons[failure.status], page));
  } else if (facts.detectedProtocol === 'tls' && failure.status === 403) sayAndClose(client, tlsAccessDenied);
  else reset(client);
}

export const reasons = {
  403: 'Forbidden',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;
