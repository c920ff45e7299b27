import type { ResultOf } from '../bridge/contract.ts';
import { usualAttempt } from '../network/service.ts';
import { idleAt } from '../session/due.ts';
import type { Flow } from '../session/event.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import { type Millis, minute } from '../time/instant.ts';

export type FlowBytes = { readonly up: number; readonly down: number };
export type ListedFlow = ResultOf<'flow.list'>['items'][number];

export type FlowQuestion = {
  readonly now: Millis;
  /** What crossed each flow: facts of sockets, which no state holds. */
  readonly bytes: ReadonlyMap<string, FlowBytes>;
  readonly offset: number;
  readonly limit: number;
};

/** Open flows, those that are closed for idling next first, those that are kept busy last. */
export function flowList(state: State, { now, bytes, offset, limit }: FlowQuestion): ResultOf<'flow.list'> {
  const flows = Object.values(state.flows)
    .map((flow) => ({ flow, idleUntil: idleAt(state, flow) }))
    .toSorted((one, other) => rank(one.idleUntil) - rank(other.idleUntil) || one.flow.openedAt - other.flow.openedAt);
  const anew = remember((flow) => classAnew(state, flow, now));
  const items = flows.slice(offset, offset + limit).map(({ flow, idleUntil }) => {
    const { id, destination, host, port, protocol, openedAt, ageAtOpening, lastActiveAt, keptBusy, policyId } = flow;
    const crossed = bytes.get(id);
    return {
      ...{ id, destination, host, port, protocol, openedAt, ageAtOpening, lastActiveAt, keptBusy },
      ...(policyId === undefined ? {} : { policy: { id: policyId, name: nameOf(state, policyId) } }),
      ...(idleUntil === undefined ? {} : { idleUntil }),
      ...(crossed === undefined ? {} : { bytes: { up: crossed.up, down: crossed.down } }),
      anew: anew(flow),
    };
  });
  return { total: flows.length, items };
}

/** By the minute, so that those in use do not change places with each byte. */
function rank(idleUntil: Millis | undefined): number {
  return idleUntil === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(idleUntil / minute);
}

/** The policy may have been deleted since. */
function nameOf({ environment }: State, policyId: string): string {
  return environment.policies.find(({ id }) => id === policyId)?.name ?? policyId;
}

/** What another connection to the same place would meet now. */
function classAnew(state: State, flow: Flow, now: Millis): ListedFlow['anew'] {
  const { destination: key, host, port, protocol } = flow;
  const { destinations } = state.environment;
  const destination = Object.hasOwn(destinations, key) ? destinations[key] : undefined;
  const attempt = { ...usualAttempt(host, port, destination?.ports[String(port)]), protocol };
  return judgeConnection(state, attempt, now, { useCache: false }).verdict.class;
}

/** Judges each place once, however many flows lead there. */
function remember(judge: (flow: Flow) => ListedFlow['anew']): (flow: Flow) => ListedFlow['anew'] {
  const known = new Map<string, ListedFlow['anew']>();
  return (flow) => {
    const key = `${flow.protocol} ${flow.host} ${flow.port}`;
    const found = known.get(key) ?? judge(flow);
    known.set(key, found);
    return found;
  };
}
