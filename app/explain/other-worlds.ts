import type { Environment } from '../environment/environment.ts';
import { normaliseAddress } from '../network/address.ts';
import type { Policy } from '../policy/policy.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Verdict, VerdictClass } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { foremost, isMadeUp, madeUpPolicy, sayPlaces, type Target } from './repaired-world.ts';

/** A cause that keeps an attempt from its answer. */
export type Cause = Exclude<VerdictClass, 'none'>;

/** Ways in which the world could be so that the same attempt fails, all for one cause. */
export type OtherWorlds = { readonly cause: Cause; readonly states: readonly State[] };

/**
 * `well`: the world in which the attempt is answered. Each of the others differs from it by its cause alone, and the
 * engine says of each that the attempt fails there for that cause. `real`: the verdict in the real one.
 */
export function otherWorlds(
  well: State,
  target: Target,
  { real, at }: { readonly real: Verdict; readonly at: Millis },
): readonly OtherWorlds[] {
  const isByName = normaliseAddress(target.attempt.host) === undefined;
  const all: readonly OtherWorlds[] = [
    ...byPolicy(well, orderings(well, target, real), at),
    { cause: 'access', states: [aged(inApplication(well, target), at)] },
    { cause: 'split-tunnel', states: scopesOf(target).map((places) => excluding(well, places)) },
    { cause: 'mode', states: (['dns-only', 'posture-only'] as const).map((mode) => inMode(well, mode)) },
    { cause: 'disconnected', states: [{ ...well, client: { connected: false } }] },
    { cause: 'offline', states: [{ ...well, device: { online: false, asleep: false } }] },
    { cause: 'registration', states: [withoutRegistration(well), revoked(well)] },
    { cause: 'origin', states: originsDown(well, target) },
    isByName
      ? { cause: 'dns', states: [withoutPlace(well, target)] }
      : { cause: 'unknown-destination', states: [withoutPlace(well, target), withPlaceMoved(well, target)] },
  ];
  return all.flatMap(({ cause, states }) => {
    const possible = states.filter((state) => causeIn(state, target, at) === cause);
    return possible.length === 0 ? [] : [{ cause, states: possible }];
  });
}

function causeIn(state: State, { attempt }: Target, at: Millis): VerdictClass {
  return judgeConnection(state, attempt, at, { useCache: false }).verdict.class;
}

type Given = Partial<Policy>;
type Ordering = (made: readonly Given[]) => State;

function byPolicy(well: State, orders: readonly Ordering[], at: Millis): readonly OtherWorlds[] {
  const block = { action: 'block' };
  return [
    { cause: 'session', states: orders.map((put) => aged(put([short]), at)) },
    { cause: 'block', states: orders.map((put) => put([block])) },
    {
      cause: 'identity',
      states: orders.flatMap((put) => othersThan(well).map((identity) => put([{ identity }, block]))),
    },
    { cause: 'posture', states: orders.map((put) => failingCheck(put([{ devicePosture: checked }, block]))) },
  ];
}

/** Where a policy may stand: before all, on this destination or on the private range, or where the deciding one stands. */
function orderings(well: State, target: Target, { policy, trace }: Verdict): readonly Ordering[] {
  const { policies } = well.environment;
  const deciding = policies.find(({ id }) => id === policy?.id);
  const first = scopesOf(target).map((places): Ordering => {
    const place = (given: Given, index: number) =>
      madeUpPolicy({ id: `made-up-${index}`, precedence: foremost + index, traffic: sayPlaces(places), ...given });
    return (made) => changed(well, { policies: [...made.map(place), ...policies] });
  });
  if (deciding === undefined) return first;
  const { checkSession: _check, ...rest } = deciding;
  const bare = { ...rest, action: 'allow', identity: '', devicePosture: '' };
  // What the real attempt was passed over by is a cause of its own.
  const missed = new Set(trace.flatMap((step) => (step.step === 'passed-over' ? [step.policy] : [])));
  const others = policies.filter(({ id }) => !isMadeUp(id) && !missed.has(id));
  const inPlace: Ordering = (made) =>
    changed(well, {
      policies: [...made.map((given, index) => ({ ...bare, id: `made-up-${index}`, ...given })), ...others],
    });
  return [...first, inPlace];
}

/** A check that every session fails which is not from this very moment. */
const short = { checkSession: { enforce: true, duration: 1, text: '1ms' } } as const;
const age = 3_600_000;

function aged(state: State, at: Millis): State {
  if (state.session === undefined) return state;
  const authenticatedAt = Math.min(state.session.authenticatedAt, at - age);
  return { ...state, session: { ...state.session, authenticatedAt } };
}

function scopesOf({ address }: Target): readonly (readonly string[])[] {
  return [[address], ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', address]];
}

function changed(state: State, environment: Partial<Environment>): State {
  return { ...state, environment: { ...state.environment, ...environment } };
}

const groupsAtMost = 4;

/** Conditions that leave out the person who is signed in: for each group that they lack, else for all the others. */
function othersThan({ environment, session }: State): readonly string[] {
  const people = Object.entries(environment.people).filter(([id]) => id !== session?.personId);
  const lacked = new Set(
    people.flatMap(([, { groups }]) => groups.filter((group) => !session?.groups.includes(group))),
  );
  if (lacked.size === 0) {
    return [`identity.email in {${people.map(([, { email }]) => JSON.stringify(email)).join(' ')}}`];
  }
  return [...lacked].slice(0, groupsAtMost).map((group) => `any(identity.groups.name[*] == ${JSON.stringify(group)})`);
}

const check = 'made-up-check';
const checked = `any(device_posture.checks.passed[*] == "${check}")`;

function failingCheck(state: State): State {
  const { device } = state.environment;
  return changed(state, { device: { ...device, posture: { ...device.posture, [check]: 'failed' } } });
}

function inApplication(state: State, { address }: Target): State {
  const { access } = state.environment;
  const application = { destinations: [address], usesClientSession: true, clientSession: 1 };
  return changed(state, { access: { ...access, applications: { 'made-up': application, ...access.applications } } });
}

function excluding(state: State, places: readonly string[]): State {
  const { client } = state.environment;
  const { mode, entries } = client.splitTunnel;
  const kept = mode === 'exclude' ? entries : [];
  return changed(state, { client: { ...client, splitTunnel: { mode: 'exclude', entries: [...kept, ...places] } } });
}

function inMode(state: State, mode: Environment['client']['mode']): State {
  return changed(state, { client: { ...state.environment.client, mode } });
}

function withoutRegistration({ registration: _registration, session: _session, ...state }: State): State {
  return state;
}

function revoked(state: State): State {
  if (state.registration === undefined) return state;
  return { ...state, registration: { ...state.registration, status: 'revoked' } };
}

function originsDown(state: State, { key, attempt }: Target): readonly State[] {
  const { destinations } = state.environment;
  const place = destinations[key];
  if (place === undefined) return [];
  const down = changed(state, { destinations: { ...destinations, [key]: { ...place, up: false } } });
  if (attempt.protocol === 'icmp') return [down];
  const { [String(attempt.port)]: _closed, ...ports } = place.ports;
  return [down, changed(state, { destinations: { ...destinations, [key]: { ...place, ports } } })];
}

function withoutPlace(state: State, { key }: Target): State {
  const { [key]: _gone, ...destinations } = state.environment.destinations;
  return changed(state, { destinations });
}

/** Its name leads to another address now. */
function withPlaceMoved(state: State, { key }: Target): State {
  const { destinations } = state.environment;
  const place = destinations[key];
  if (place === undefined) return state;
  return changed(state, { destinations: { ...destinations, [key]: { ...place, address: '10.255.255.253' } } });
}
