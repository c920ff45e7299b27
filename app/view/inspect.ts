import type { Inspection } from '../bridge/contract.ts';
import { sayPolicyFault } from '../policy/say-policy-fault.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { Notice, State } from '../session/state.ts';
import { writeInstant } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { type FlowQuestion, flowList } from './flow-list.ts';
import type { Snapshot } from './snapshot-shape.ts';

export type InspectedBeside = {
  readonly sentence: string;
  readonly stateHash: string;
  readonly flowBytes: FlowQuestion['bytes'];
};

/** The truth for scripts, made of the same snapshot that windows show. Spans are seconds. */
export function inspectionOf(
  state: State,
  snapshot: Snapshot,
  { sentence, stateHash, flowBytes }: InspectedBeside,
): Inspection {
  const { now, next } = snapshot.clock;
  const { session, user } = snapshot;
  return {
    connection: snapshot.client.status,
    mode: snapshot.client.mode,
    ...(user === undefined ? {} : { user: user.email }),
    ...(session === undefined
      ? {}
      : {
          session: {
            authenticatedAt: writeInstant(session.authenticatedAt),
            ageSeconds: seconds(now - session.authenticatedAt),
          },
        }),
    clock: {
      now: writeInstant(now),
      mode: snapshot.clock.mode,
      speed: snapshot.clock.speed,
      ...(next === undefined ? {} : { next: { at: writeInstant(next.at), what: next.what } }),
    },
    addresses: Object.fromEntries(
      Object.entries(snapshot.addresses).flatMap(([name, address]) => (address === undefined ? [] : [[name, address]])),
    ),
    sentence,
    policies: policiesOf(state, snapshot),
    destinations: snapshot.destinations.items.map(({ name, host, reachable, class: cause, expiresAt }) => ({
      ...{ name, host, reachable, class: cause },
      ...(expiresAt === undefined ? {} : { leftSeconds: seconds(expiresAt - now) }),
    })),
    notices: state.notices.map(noticeOf),
    flows: flowsOf(state, snapshot.clock.now, flowBytes),
    revision: snapshot.revision,
    stateHash,
  };
}

function flowsOf(state: State, now: Millis, bytes: FlowQuestion['bytes']): Inspection['flows'] {
  const { items } = flowList(state, { now, bytes, offset: 0, limit: Number.POSITIVE_INFINITY });
  return items.map(({ idleUntil, policy, bytes: crossed, ...flow }) => ({
    ...{ id: flow.id, destination: flow.destination, port: flow.port, keptBusy: flow.keptBusy },
    openedAt: writeInstant(flow.openedAt),
    ageAtOpeningSeconds: seconds(flow.ageAtOpening),
    lastActiveAt: writeInstant(flow.lastActiveAt),
    ...(policy === undefined ? {} : { policy }),
    ...(idleUntil === undefined ? {} : { idleUntil: writeInstant(idleUntil) }),
    ...(crossed === undefined ? {} : { bytes: crossed }),
  }));
}

/** An entry of the ledger for scripts. */
export function noticeOf(notice: Notice): Inspection['notices'][number] {
  const { at, policyId, policyName, fate, why, refusedSince, host, actor, real } = notice;
  const delivery = notice.delivery ?? (real ? 'unknown' : undefined);
  return {
    at: writeInstant(at),
    policy: { id: policyId, name: policyName },
    ...{ fate, refusedSince, host },
    ...(why === undefined ? {} : { why }),
    ...(actor === undefined ? {} : { actor }),
    ...(delivery === undefined ? {} : { delivery }),
  };
}

function policiesOf({ environment }: State, snapshot: Snapshot): Inspection['policies'] {
  const { faults } = rulesetOf(environment);
  const byId = new Map(snapshot.policies.items.map((shown) => [shown.id, shown]));
  return environment.policies.map(({ id, name, enabled }) => {
    const shown = byId.get(id);
    const left = shown?.expiresAt === undefined ? undefined : seconds(shown.expiresAt - snapshot.clock.now);
    return {
      ...{ id, name, enabled, faults: (faults.get(id) ?? []).map(sayPolicyFault) },
      ...(shown?.duration === undefined ? {} : { limitSeconds: shown.duration / 1000 }),
      ...(left === undefined ? {} : { leftSeconds: Math.max(0, left) }),
      expired: left !== undefined && left <= 0,
    };
  });
}

function seconds(span: Millis): number {
  return span / 1000;
}
