import { applyChanges } from '../environment/change.ts';
import type { Environment, PersonFacts } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import { turnsAfterAttempt, turnsAfterChange, turnsAwake, turnsFrom } from './actor-turns.ts';
import type { Initiator } from './command.ts';
import { type Edit, noEdits, rememberEdit } from './edit.ts';
import { engineVersion } from './engine-version.ts';
import type { Flow, SessionEvent } from './event.ts';
import { withFlow, withoutFlow } from './flow-record.ts';
import type { Notice, OpenReauth, Registration, Session, State } from './state.ts';
import type { Verdict } from './verdict.ts';

const keptNotices = 200;

/** Folds one event into the state. The first event of a run, `run-started` or `run-branched`, needs no state. */
export function evolve(state: State | undefined, event: SessionEvent): State {
  if (event.type === 'run-started') return startState(event.environment, event.at);
  if (event.type === 'run-branched') return { ...event.state, origin: event.origin };
  if (state === undefined) throw new Error(`a run starts with run-started or run-branched, not ${event.type}`);
  return apply(event.at > state.at ? { ...state, at: event.at } : state, event);
}

function startState(environment: Environment, at: Millis): State {
  const { registeredTo, enrolment, registration } = environment.device;
  const person = registeredTo === undefined ? undefined : environment.people[registeredTo];
  const isEnrolled = person !== undefined || enrolment === 'service-token';
  const { remembers } = environment.identity.browser;
  return {
    version: engineVersion,
    at,
    startedAt: at,
    nextId: 1,
    clock: { mode: 'frozen' },
    environment,
    edits: noEdits,
    client: { connected: environment.client.connected },
    device: { online: true, asleep: false },
    person: factsAtStart(environment),
    ...(isEnrolled ? { registration: registrationNumber(1, registration, enrolment) } : {}),
    enrolments: isEnrolled ? 1 : 0,
    browser: remembers === undefined ? {} : { remembered: { personId: remembers, since: at } },
    ...(registeredTo === undefined || person === undefined
      ? {}
      : {
          session: { ...person, personId: registeredTo, authenticatedAt: at, from: 'enrolment' as const, episode: 1 },
        }),
    notices: [],
    flows: {},
    resolved: {},
    actors: turnsFrom(environment, at),
  };
}

function factsAtStart({ person: { day: _day, ...facts } }: Environment): PersonFacts {
  return facts;
}

function unlockedOf({ client: { unlockedUntil } }: State): Pick<State['client'], 'unlockedUntil'> {
  return unlockedUntil === undefined ? {} : { unlockedUntil };
}

function changePerson(state: State, person: PersonFacts, until: Millis | undefined): State {
  const { personUntil: _before, ...rest } = state;
  return { ...rest, person, ...(until === undefined ? {} : { personUntil: until }) };
}

/** Each registration is a device of its own, with an address of its own (DOMAIN.md §5.8 fact 42). */
function registrationNumber(
  number: number,
  status: Registration['status'],
  enrolment: Registration['enrolment'],
): Registration {
  const address = `100.96.${Math.floor(number / 254)}.${1 + (number % 254)}`;
  return { status, deviceId: `device-${number}`, address, enrolment };
}

function apply(state: State, event: Exclude<SessionEvent, { type: 'run-started' | 'run-branched' }>): State {
  switch (event.type) {
    case 'clock-jumped':
      return { ...state, at: event.to };
    case 'time-noted':
      return state;
    case 'clock-frozen':
      return { ...state, clock: { mode: 'frozen' } };
    case 'clock-followed':
      return { ...state, clock: { mode: 'following', speed: event.speed } };
    case 'connection-decided': {
      const { resolved } = event;
      const next = countAttempts(state, event.by, event.verdict, event.count, event.lastAt);
      if (resolved === undefined) return next;
      const entry = { addresses: resolved.addresses, until: resolved.until };
      return { ...next, resolved: { ...next.resolved, [resolved.name]: entry } };
    }
    case 'lookup-decided':
      return countAttempts(state, event.by, event.verdict, event.count, event.lastAt);
    case 'flow-opened':
      return { ...state, nextId: state.nextId + 1, flows: withFlow(state.flows, event.flow) };
    case 'flow-touched':
      return changeFlow(state, event.flowId, { lastActiveAt: event.at });
    case 'flow-kept-busy':
      return changeFlow(state, event.flowId, { lastActiveAt: event.at, keptBusy: event.keptBusy });
    case 'flow-closed':
      return { ...state, flows: withoutFlow(state.flows, event.flowId) };
    case 'client-connected':
      return { ...state, client: { connected: true, ...unlockedOf(state) } };
    case 'client-disconnected': {
      const reconnects = event.reconnectAt === undefined ? {} : { reconnectAt: event.reconnectAt };
      return { ...state, client: { connected: false, ...reconnects, ...unlockedOf(state) } };
    }
    case 'switch-unlocked':
      return { ...state, client: { ...state.client, unlockedUntil: event.until } };
    case 'switch-locked': {
      const { unlockedUntil: _over, ...client } = state.client;
      return { ...state, client };
    }
    case 'device-changed':
      return {
        ...state,
        device: { online: event.online, asleep: event.asleep },
        actors: turnsAwake(state, event.asleep, event.at),
      };
    case 'person-changed':
      return changePerson(state, event.facts, event.until);
    case 'notice-due': {
      const { noticeId, kind, at, policyId, policyName, host, by } = event;
      const actor = by.kind === 'actor' ? { actor: by.actor } : {};
      const notice: Notice = {
        ...{ id: noticeId, kind, at, episode: state.session?.episode ?? 0, policyId, policyName, host, ...actor },
        ...{ fate: 'due', real: false, refusedSince: 0 },
      };
      return { ...state, nextId: state.nextId + 1, notices: [...state.notices, notice].slice(-keptNotices) };
    }
    case 'notice-posted':
      return changeNotice(state, event.noticeId, { fate: event.seen ? 'seen' : 'missed', real: event.real });
    case 'notice-suppressed':
      return changeNotice(state, event.noticeId, { fate: 'suppressed', why: event.why });
    case 'notice-delivered':
      return changeNotice(state, event.noticeId, { delivery: event.delivery });
    case 'notice-dismissed':
      return changeNotice(state, event.noticeId, { fate: 'dismissed' });
    case 'notice-withdrawn':
      return changeNotice(state, event.noticeId, { fate: 'withdrawn' });
    case 'notice-clicked':
      return changeNotice(state, event.noticeId, { fate: event.late ? 'clicked-late' : 'clicked' });
    case 'reauth-started':
      return {
        ...state,
        nextId: state.nextId + 1,
        reauth: { id: event.reauthId, from: event.from, startedAt: event.at },
      };
    case 'reauth-blocked': {
      const { host, class: cause, policyName } = event;
      const blocked = { host, class: cause, ...(policyName === undefined ? {} : { policyName }) };
      return state.reauth === undefined ? state : { ...state, reauth: { ...state.reauth, blocked } };
    }
    case 'reauth-unblocked':
      return state.reauth === undefined ? state : { ...state, reauth: withoutBlock(state.reauth) };
    case 'reauth-completed':
      return completeReauth(state, event.personId, event.at);
    case 'identity-refreshed':
      return refreshIdentity(state, event.personId);
    case 'provider-signed-in': {
      const { personId, since, asked } = event;
      const reauth = state.reauth === undefined ? {} : { reauth: { ...state.reauth, asked } };
      return { ...state, ...reauth, browser: { remembered: { personId, since } } };
    }
    case 'browser-forgot':
      return { ...state, browser: {} };
    case 'reauth-refused':
      return endReauth(state);
    case 'reauth-abandoned':
      return abandonClickedNotice(endReauth(state));
    case 'enrolled':
      return enrol(state, event.personId, event.at);
    case 'registration-deleted': {
      const { session: _gone, registration: _deleted, ...rest } = state;
      return rest;
    }
    case 'registration-revoked':
      return state.registration === undefined
        ? state
        : { ...state, registration: { ...state.registration, status: 'revoked' } };
    case 'reauth-forced':
      return state.session === undefined ? state : { ...state, session: { ...state.session, staleSince: event.at } };
    case 'environment-edited': {
      const { edits } = state;
      const inForce = event.parts.filter(({ takesEffectAt }) => takesEffectAt <= event.at);
      const pending = event.parts.filter(({ takesEffectAt }) => takesEffectAt > event.at);
      const next: State = {
        ...state,
        nextId: state.nextId + 1,
        edits: {
          count: edits.count + 1,
          pending: [...edits.pending, ...pending].toSorted((a, b) => a.takesEffectAt - b.takesEffectAt),
          done: rememberEdit(edits, event.edit),
          undone: [],
        },
      };
      return changeEnvironment(
        next,
        inForce.flatMap(({ changes }) => changes),
      );
    }
    case 'edit-took-effect': {
      const [, ...pending] = state.edits.pending;
      return changeEnvironment({ ...state, edits: { ...state.edits, pending } }, event.changes);
    }
    case 'edit-undone':
      return undoEdit(state, event.editId);
    case 'edit-redone':
      return redoEdit(state, event.editId);
  }
}

/** Takes the latest edit back: what was still on its way is dropped, what is in force is reverted. */
function undoEdit(state: State, id: string): State {
  const { edits } = state;
  const edit = edits.done.find((one) => one.id === id);
  if (edit === undefined) return state;
  const stillPending = edits.pending.filter(({ editId }) => editId === id).flatMap(({ changes }) => changes);
  const next = {
    ...state,
    edits: {
      count: edits.count + 1,
      pending: edits.pending.filter(({ editId }) => editId !== id),
      done: edits.done.filter((one) => one.id !== id),
      undone: [...edits.undone, edit],
    },
  };
  // An edit and what takes it back name the same places.
  const dropped = new Set(stillPending.map(({ path }) => JSON.stringify(path)));
  return changeEnvironment(
    next,
    edit.undo.filter(({ path }) => !dropped.has(JSON.stringify(path))),
  );
}

function redoEdit(state: State, id: string): State {
  const { edits } = state;
  const edit = edits.undone.find((one) => one.id === id);
  if (edit === undefined) return state;
  const next = {
    ...state,
    edits: {
      ...edits,
      count: edits.count + 1,
      done: rememberEdit(edits, edit),
      undone: edits.undone.filter((one) => one.id !== id),
    },
  };
  return changeEnvironment(next, edit.changes);
}

function changeEnvironment(state: State, changes: Edit['changes']): State {
  if (changes.length === 0) return state;
  const environment = applyChanges(state.environment, changes);
  return { ...state, environment, actors: turnsAfterChange(state, environment) };
}

/** Books an actor's attempts, and on the open notice the refusals that brought no further one. */
function countAttempts(state: State, by: Initiator, verdict: Verdict, count: number, lastAt: Millis): State {
  const actors = by.kind === 'actor' ? turnsAfterAttempt(state, by.actor, lastAt) : state.actors;
  const next = { ...state, at: Math.max(state.at, lastAt), actors };
  if (verdict.class !== 'session' || verdict.notice !== 'none') return next;
  const open = next.notices.at(-1);
  if (open === undefined || open.episode !== next.session?.episode) return next;
  return changeNotice(next, open.id, { refusedSince: open.refusedSince + count });
}

function changeFlow(state: State, id: string, change: Partial<Flow>): State {
  const flow = state.flows[id];
  return flow === undefined ? state : { ...state, flows: withFlow(state.flows, { ...flow, ...change }) };
}

function changeNotice(state: State, id: string, change: Partial<Notice>): State {
  return { ...state, notices: state.notices.map((notice) => (notice.id === id ? { ...notice, ...change } : notice)) };
}

/** An enrolment begins the first episode after whatever came before on this device. */
function enrol(state: State, personId: string, at: Millis): State {
  const person = state.environment.people[personId];
  if (person === undefined) return endReauth(state);
  const episode = Math.max(state.session?.episode ?? 0, state.notices.at(-1)?.episode ?? 0) + 1;
  const enrolments = state.enrolments + 1;
  return {
    ...endReauth(state),
    enrolments,
    registration: registrationNumber(enrolments, 'active', 'manual'),
    session: { ...person, personId, authenticatedAt: at, from: 'enrolment', episode },
  };
}

/** A sign-in puts the one session age back to zero and reads the person's groups anew (DOMAIN.md §1.1, §1.4 fact 30). */
function completeReauth(state: State, personId: string, at: Millis): State {
  const person = state.environment.people[personId];
  const { session, reauth } = state;
  if (person === undefined || session === undefined || reauth === undefined) return endReauth(state);
  const next: Session = {
    ...person,
    personId,
    authenticatedAt: at,
    previousAt: session.authenticatedAt,
    from: reauth.from,
    episode: session.episode + 1,
  };
  return { ...endReauth(state), session: next };
}

function refreshIdentity(state: State, personId: string): State {
  const person = state.environment.people[personId];
  if (person === undefined || state.session === undefined) return endReauth(state);
  return { ...endReauth(state), session: { ...state.session, ...person } };
}

function withoutBlock({ blocked: _gone, ...reauth }: OpenReauth): OpenReauth {
  return reauth;
}

function endReauth(state: State): State {
  const { reauth: _ended, ...rest } = state;
  return rest;
}

/** A notice that was clicked and led to nothing stays used; the ledger tells it apart (LK-47). */
function abandonClickedNotice(state: State): State {
  const open = state.notices.at(-1);
  if (open?.fate !== 'clicked' && open?.fate !== 'clicked-late') return state;
  if (open.episode !== state.session?.episode) return state;
  return changeNotice(state, open.id, { fate: 'abandoned' });
}
