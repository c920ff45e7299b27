import type { Actor } from '../environment/environment.ts';
import { kindOf } from '../environment/upstream.ts';
import { rememberedSignIn } from '../identity/provider-behaviour.ts';
import { countFindings, plannedFindings } from '../lint/planned-findings.ts';
import { isPrivate } from '../network/destination.ts';
import type { Policy } from '../policy/policy.ts';
import { sayPolicyFault } from '../policy/say-policy-fault.ts';
import type { LogLine } from '../ports.ts';
import { adminCodeAt } from '../session/client-switch.ts';
import { idleAt } from '../session/due.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { OpenReauth, Session, State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';
import { personAt } from '../world/persons-day.ts';
import { sayAssumptions } from './assumptions.ts';
import { hasBanner } from './banner.ts';
import { groupsOf, postureOf } from './circumstances.ts';
import { clientCode } from './client-code.ts';
import { journalEntries, latestReauth } from './journal.ts';
import { type DestinationOutlook, destinationOutlooks, expiryUnder, nameOutlooks, nextNotable } from './outlook.ts';
import type { Snapshot } from './snapshot-shape.ts';

/** What the snapshot tells that the state doesn't hold. */
export type Surroundings = {
  readonly revision: number;
  readonly product: Snapshot['product'];
  readonly runId: string;
  readonly addresses: Snapshot['addresses'];
  readonly remarks: readonly string[];
  readonly offered: readonly string[];
  readonly isNewcomer?: boolean;
  readonly plays?: number;
  readonly theme: Snapshot['theme'];
  /** The latest lines of the log, oldest first. */
  readonly recent: readonly LogLine[];
};

const journalLength = 100;
const listedParts = 50;

/** What each list may take of a snapshot's 64 KB, in characters of JSON. */
const room = {
  policies: 16_000,
  destinations: 16_000,
  flows: 8_000,
  notices: 8_000,
  journal: 12_000,
  people: 4_000,
  actors: 4_000,
} as const;

/** All that may be seen from outside at an instant, whole and bounded. */
export function snapshotOf(state: State, now: Millis, around: Surroundings): Snapshot {
  const { environment, session, reauth } = state;
  const { identity } = environment;
  const outlooks = destinationOutlooks(state, now);
  const next = nextNotable(state, now);
  const lastReauth = latestReauth(around.recent.flatMap(({ events }) => events));
  const user = session === undefined ? undefined : { id: session.personId, name: session.name, email: session.email };
  return {
    revision: around.revision,
    product: around.product,
    run: { id: around.runId, startedAt: state.startedAt },
    ...(around.isNewcomer ? { isNewcomer: true as const } : {}),
    environment: { name: environment.name, team: environment.team.name },
    clock: {
      now,
      mode: state.clock.mode,
      speed: state.clock.mode === 'following' ? state.clock.speed : 1,
      ...(next === undefined ? {} : { next }),
    },
    client: {
      generation: environment.client.generation,
      mode: environment.client.mode,
      status: connectionStatus(state),
      os: environment.device.os,
      version: clientVersions[environment.client.generation],
      ...codeOf(state),
      banner: hasBanner(state, now),
      allowedToLeave: environment.client.allowedToLeave,
      ...lockOf(state, now),
    },
    ...(state.registration === undefined ? {} : { registration: state.registration }),
    browser: browserOf(state, now),
    ...(user === undefined ? {} : { user }),
    people: keepFitting(
      room.people,
      Object.entries(environment.people).map(([id, { name, email }]) => ({ id, name, email })),
      // The device's own user is always among them.
      ({ id }, index) => (id === session?.personId ? -1 : index),
    ),
    ...(session === undefined ? {} : { session: sessionOf(session) }),
    ...(reauth === undefined ? {} : { reauth: reauthOf(reauth) }),
    ...(lastReauth === undefined ? {} : { lastReauth }),
    device: { ...state.device, clockSkew: environment.device.clockSkew },
    person: personAt(state, now),
    day: environment.person.day.slice(0, listedParts).map((part) => ({ ...part, days: [...part.days] })),
    provider: { prompt: identity.prompt, mfa: identity.mfa, trouble: identity.trouble, scim: identity.scim },
    gateway: { tlsDecryption: environment.gateway.tlsDecryption },
    posture: postureOf(state),
    ...groupsOf(state),
    policies: policiesOf(state, now, outlooks),
    destinations: {
      total: outlooks.length,
      items: keepFitting(
        room.destinations,
        outlooks.map(destinationOf),
        ({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt,
      ),
    },
    names: namesOf(state, now),
    notices: {
      total: state.notices.length,
      items: keepFitting(
        room.notices,
        state.notices.map((notice) => ({ ...notice })),
        ({ at }) => -at,
      ),
    },
    flows: flowsOf(state),
    actors: keepFitting(
      room.actors,
      Object.entries(environment.actors).map(([name, actor]) => ({
        name,
        does: sayActor(actor),
        ...(actor.every === undefined ? {} : { every: actor.every }),
        ...(actor.onWake === undefined ? {} : { onWake: actor.onWake }),
        ...(state.actors[name] === undefined ? {} : { nextAt: state.actors[name] }),
      })),
      ({ nextAt = Number.POSITIVE_INFINITY }) => nextAt,
    ),
    journal: keepFitting(
      room.journal,
      around.recent.flatMap(journalEntries).slice(-journalLength),
      (_entry, index) => -index,
    ),
    edits: editsOf(state),
    findings: countFindings(plannedFindings(state)),
    addresses: around.addresses,
    remarks: [...around.remarks],
    offered: [...around.offered],
    plays: around.plays ?? 0,
    theme: around.theme,
    assumptions: sayAssumptions(environment.assumptions),
  };
}

function reauthOf({ id, startedAt, from, blocked }: OpenReauth): NonNullable<Snapshot['reauth']> {
  return { id, startedAt, from, ...(blocked === undefined ? {} : { blocked }) };
}

function sessionOf({ authenticatedAt, from, episode, staleSince }: Session): NonNullable<Snapshot['session']> {
  return { authenticatedAt, from, episode, ...(staleSince === undefined ? {} : { staleSince }) };
}

function lockOf(state: State, now: Millis): Pick<Snapshot['client'], 'lock'> {
  const { switchLocked, adminOverride } = state.environment.client;
  if (!switchLocked) return {};
  const { unlockedUntil } = state.client;
  return {
    lock: {
      ...(adminOverride === undefined ? {} : { adminCode: adminCodeAt(state, now), unlocksFor: adminOverride }),
      ...(unlockedUntil === undefined || unlockedUntil <= now ? {} : { unlockedUntil }),
    },
  };
}

function codeOf(state: State): Pick<Snapshot['client'], 'code'> {
  const code = clientCode(state);
  return code === undefined ? {} : { code };
}

function browserOf(state: State, at: Millis): Snapshot['browser'] {
  const remembered = rememberedSignIn(state, at);
  return remembered === undefined ? {} : { remembers: remembered.personId };
}

/** What the client says of itself: an expired session does not change it (DOMAIN.md §5.5 fact 29). */
export function connectionStatus({ registration, client, device }: State): Snapshot['client']['status'] {
  if (!client.connected) return 'Disconnected';
  return registration?.status !== 'active' || !device.online ? 'Unable' : 'Connected';
}

/** One real version of each generation (DOMAIN.md §5.4 facts 17 to 19). */
const clientVersions = { classic: '2026.1', panel: '2026.4.1350.0', banner: '2026.6.822.0' } as const;

function policiesOf(state: State, now: Millis, outlooks: readonly DestinationOutlook[]): Snapshot['policies'] {
  const { policies } = state.environment;
  const { faults } = rulesetOf(state.environment);
  const decided = decidedBy(outlooks);
  const expiries = new Map<Millis, Millis | undefined>();
  const expiryOf = (policy: Policy) => {
    const duration = durationOf(policy);
    if (duration === undefined) return undefined;
    if (!expiries.has(duration)) expiries.set(duration, expiryUnder(state, duration, now));
    return expiries.get(duration);
  };
  const items = makeFitting(
    room.policies,
    policies,
    (policy) => expiryOf(policy) ?? Number.POSITIVE_INFINITY,
    (policy) => {
      const { id, name, precedence, action, filter, enabled, traffic } = policy;
      const [duration, expiry] = [durationOf(policy), expiryOf(policy)];
      return {
        ...{ id, name, precedence, action, filter, enabled, traffic },
        ...(duration === undefined ? {} : { duration }),
        ...(expiry === undefined ? {} : { expiresAt: expiry }),
        faults: (faults.get(id) ?? []).map(sayPolicyFault),
        destinations: decided.get(id) ?? [],
      };
    },
  );
  return { total: policies.length, items };
}

function durationOf({ enabled, checkSession }: Policy): Millis | undefined {
  return enabled && checkSession?.enforce === true ? checkSession.duration : undefined;
}

/** Destinations by the policies that match them, in any phase: a network policy lets through what an HTTP policy decides. */
function decidedBy(outlooks: readonly DestinationOutlook[]): ReadonlyMap<string, string[]> {
  const decided = new Map<string, string[]>();
  for (const { name, judgement } of outlooks) {
    const matched = judgement.verdict.trace.flatMap((step) => (step.step === 'matched' ? [step.policy] : []));
    for (const id of new Set(matched)) decided.set(id, [...(decided.get(id) ?? []), name]);
  }
  return decided;
}

function destinationOf({ name, destination, port, protocol, judgement }: DestinationOutlook) {
  const { verdict, expires } = judgement;
  return {
    ...{ name, host: destination.host, address: destination.address, port, protocol },
    kind: kindOf(destination.ports[String(port)] ?? 'tcp-echo'),
    private: isPrivate(destination),
    reachable: verdict.class === 'none',
    class: verdict.class,
    checked: verdict.checked,
    ...(expires === undefined ? {} : { expiresAt: expires.at, limit: { class: expires.class, name: expires.under } }),
    ...(verdict.policy === undefined ? {} : { policy: { ...verdict.policy } }),
    ...(verdict.application === undefined ? {} : { application: verdict.application }),
  };
}

function namesOf(state: State, now: Millis): Snapshot['names'] {
  return nameOutlooks(state, now).map(({ suffix, resolver, judgement: { verdict, expires } }) => ({
    suffix,
    ...(resolver === undefined ? {} : { resolver }),
    answers: verdict.class === 'none',
    class: verdict.class,
    ...(expires === undefined ? {} : { expiresAt: expires.at }),
  }));
}

function flowsOf(state: State): Snapshot['flows'] {
  const flows = Object.values(state.flows);
  const items = flows.map((flow) => {
    const { id, destination, port, openedAt, ageAtOpening, lastActiveAt, keptBusy } = flow;
    const idleUntil = idleAt(state, flow);
    return {
      ...{ id, destination, port, openedAt, ageAtOpening, lastActiveAt, keptBusy },
      ...(idleUntil === undefined ? {} : { idleUntil }),
    };
  });
  return {
    total: flows.length,
    items: keepFitting(room.flows, items, ({ idleUntil = Number.POSITIVE_INFINITY }) => idleUntil),
  };
}

const listedEdits = 20;

function editsOf({ edits: { done, undone, pending } }: State): Snapshot['edits'] {
  const undo = done.at(-1)?.said;
  const redo = undone.at(-1)?.said;
  return {
    ...(undo === undefined ? {} : { undo }),
    ...(redo === undefined ? {} : { redo }),
    pending: pending.slice(0, listedEdits).map(({ editId, takesEffectAt }) => ({
      id: editId,
      said: done.find(({ id }) => id === editId)?.said ?? '',
      at: takesEffectAt,
    })),
  };
}

function sayActor({ does }: Actor): string {
  if ('resolve' in does) return `looks up ${does.resolve}`;
  return 'fetch' in does ? `opens ${does.fetch}` : `connects to ${does.connect} port ${does.port}`;
}

/** As many items as fit, those with the lowest rank first; they keep their order. */
function keepFitting<T>(room: number, items: readonly T[], rankOf: (item: T, index: number) => number): T[] {
  return makeFitting(room, items, rankOf, (item) => item);
}

/** The same of what `make` makes of them; of the many that don't fit nothing is made. */
function makeFitting<S, T>(
  room: number,
  sources: readonly S[],
  rankOf: (source: S, index: number) => number,
  make: (source: S) => T,
): T[] {
  const ranked = sources.map((source, index) => ({ source, index, rank: rankOf(source, index) }));
  const kept: { readonly index: number; readonly item: T }[] = [];
  let taken = 0;
  for (const { source, index } of ranked.toSorted((a, b) => a.rank - b.rank || a.index - b.index)) {
    const item = make(source);
    taken += JSON.stringify(item).length + 1;
    if (taken > room) break;
    kept.push({ index, item });
  }
  return kept.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}
