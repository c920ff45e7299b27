import { type Expression, forEachComparison } from '../expression/ast.ts';
import { textOf } from '../expression/value.ts';
import { isPrivate } from '../network/destination.ts';
import { usualAttempt, usualProtocol } from '../network/service.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import { judgeConnection } from '../session/judge.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { type Probe, playProbe } from './probe.ts';
import type { Target } from './repaired-world.ts';

/** What one probe asks of whoever carries it out: a command is little, a sign-in and another person are much. */
export const costs: Readonly<Record<Probe['kind'], number>> = {
  status: 1,
  settings: 2,
  'look-up': 3,
  ping: 3,
  open: 4,
  inspect: 1,
  'mend-device': 12,
  'sign-in': 14,
  colleague: 16,
  // It comes once at most, and can be missed.
  notice: 20,
};

/** Bounds the work, whatever the size of the environment. */
const placesLookedAt = 200;
const placesTried = 8;
const peopleLookedAt = 20;
const colleaguesAtMost = 4;

/** Everything worth trying in this environment. */
export function probesAtHand(
  state: State,
  { attempt, address, key }: Target,
  verdict: Verdict,
  at: Millis,
): readonly Probe[] {
  const checks = checksToPass(state, verdict);
  const byAddress: readonly Probe[] =
    attempt.host === address ? [] : [{ kind: 'open', attempt: { ...attempt, host: address } }];
  return [
    { kind: 'status' },
    { kind: 'settings' },
    ...(verdict.class === 'unknown-destination' ? [{ kind: 'inspect', address } as const] : []),
    ...namesOf(state, state.environment.destinations[key]?.host ?? attempt.host).map(
      (name) => ({ kind: 'look-up', name }) as const,
    ),
    { kind: 'ping', host: address },
    { kind: 'open', attempt },
    ...byAddress,
    ...otherPlaces(state, address, at).map((other) => ({ kind: 'open', attempt: other }) as const),
    { kind: 'notice', attempt },
    ...(checks.length === 0 ? [] : [{ kind: 'mend-device', checks, attempt } as const]),
    { kind: 'sign-in', attempt },
    ...colleagues(state, attempt, at),
  ];
}

/** The attempt's own name, one that is public, and one below each private suffix. */
function namesOf({ environment }: State, own: string): readonly string[] {
  const places = Object.values(environment.destinations).slice(0, placesLookedAt);
  const isOwnName = places.some(({ host }) => host === own);
  const below = environment.dns.localDomainFallback
    .slice(0, 3)
    .flatMap(({ suffix }) => places.find(({ host }) => host !== own && host.endsWith(`.${suffix}`))?.host ?? []);
  const publicName = places.find((place) => !isPrivate(place))?.host;
  return [...(isOwnName ? [own] : []), ...below, ...(publicName === undefined ? [] : [publicName])];
}

/** One other destination for each way in which others fare: by what came of it, under which policy. */
function otherPlaces(state: State, address: string, at: Millis): readonly ConnectionAttempt[] {
  const kinds = new Map<string, ConnectionAttempt>();
  for (const destination of Object.values(state.environment.destinations).slice(0, placesLookedAt)) {
    const [port, service] = Object.entries(destination.ports).at(-1) ?? [];
    if (destination.address === address || port === undefined || usualProtocol(service) === 'udp') continue;
    // By its address, so that a name that can't be asked does not stand in the way of the comparison.
    const usual = usualAttempt(destination.host, Number(port), service);
    const attempt = { ...usual, host: destination.address };
    const { verdict } = judgeConnection(state, attempt, at, { useCache: false });
    const kind = `${verdict.class} ${verdict.policy?.id ?? ''} ${destination.outside}`;
    if (!kinds.has(kind)) kinds.set(kind, attempt);
  }
  return [...kinds.values()].slice(0, placesTried);
}

/** One for each set of groups, those who are in most first; among them one who gets there, where somebody does. */
function colleagues(state: State, attempt: ConnectionAttempt, at: Millis): readonly Probe[] {
  const found = new Map<string, Probe>();
  const people = Object.entries(state.environment.people)
    .filter(([id]) => id !== state.session?.personId)
    .slice(0, peopleLookedAt)
    .toSorted(([, a], [, b]) => b.groups.length - a.groups.length);
  for (const [personId, { groups }] of people) {
    const probe: Probe = { kind: 'colleague', personId, attempt };
    const kind = `${[...groups].sort().join('|')} ${playProbe(state, probe, at)}`;
    if (!found.has(kind)) found.set(kind, probe);
  }
  return [...found.values()].slice(0, colleaguesAtMost);
}

/** The checks that fail on the device, and those that the policies ask for which were passed over for its posture. */
function checksToPass({ environment }: State, { trace }: Verdict): readonly string[] {
  const failed = Object.entries(environment.device.posture).flatMap(([id, stands]) =>
    stands === 'failed' ? [id] : [],
  );
  const missed = trace.flatMap((step) =>
    step.step === 'passed-over' && step.because === 'posture' ? [rulesetOf(environment).find(step.policy)] : [],
  );
  const asked = missed.flatMap((compiled) => checksIn(compiled?.conditions.devicePosture?.ast));
  return [...new Set([...failed, ...asked])];
}

function checksIn(expression: Expression | undefined): readonly string[] {
  const checks: string[] = [];
  if (expression === undefined) return checks;
  forEachComparison(expression, ({ path, test }) => {
    if (path.field !== 'device_posture.checks.passed') return;
    if (test.kind === 'in' && test.set.type === 'Bytes') checks.push(...test.set.values.map(textOf));
    if (test.kind === 'order' && test.op === 'eq' && typeof test.value === 'string') checks.push(textOf(test.value));
  });
  return checks;
}
