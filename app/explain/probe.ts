import { Refusal } from '../errors.ts';
import { destinationAt } from '../network/destination.ts';
import { addressesIn } from '../network/private-dns.ts';
import { settleNotice } from '../session/attempts.ts';
import type { Command, ConnectionAttempt } from '../session/command.ts';
import { carryOut } from '../session/decide.ts';
import { judgeConnection, judgeLookup } from '../session/judge.ts';
import { isSomebodyWatching } from '../session/notice.ts';
import type { State } from '../session/state.ts';
import { isAnswered, type Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { clientSettingsOf } from '../view/client-settings.ts';
import { clientStatusOf } from '../view/client-status.ts';

/** Something that can be tried on the device to learn which cause it is. */
export type Probe =
  /** `warp-cli status`, `warp-cli settings`. */
  | { readonly kind: 'status' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'look-up'; readonly name: string }
  | { readonly kind: 'ping'; readonly host: string }
  | { readonly kind: 'open'; readonly attempt: ConnectionAttempt }
  /** `warp-emu inspect`, for whether an address is emulated at all. */
  | { readonly kind: 'inspect'; readonly address: string }
  /** Try `attempt` while somebody watches for the client's notice. */
  | { readonly kind: 'notice'; readonly attempt: ConnectionAttempt }
  /** Sign in anew, then try `attempt`. */
  | { readonly kind: 'sign-in'; readonly attempt: ConnectionAttempt }
  /** Somebody else tries `attempt`, signed in a moment ago on a device of the same settings. */
  | { readonly kind: 'colleague'; readonly personId: string; readonly attempt: ConnectionAttempt }
  /** These posture checks pass, then `attempt` is tried. */
  | { readonly kind: 'mend-device'; readonly checks: readonly string[]; readonly attempt: ConnectionAttempt };

/**
 * What somebody sees. `silence`: the connection stands and no byte comes. `no-connection`: none comes about. `no-name`:
 * there is no such name. Of a status or a setting it is the text, of a lookup that is answered the address.
 */
export type Seen = string;

/** What a probe would show in a state; it changes nothing. `undefined`: it can't be carried out. */
export function playProbe(state: State, probe: Probe, at: Millis): Seen | undefined {
  switch (probe.kind) {
    case 'status':
      return Object.values(clientStatusOf(state)).join(', ');
    case 'settings':
      return clientSettingsOf(state.environment)
        .filter(({ name }) => name === 'Mode' || name.endsWith('hosts/ips'))
        .map(({ name, value }) => `${name}: ${value}`)
        .join(', ');
    case 'look-up':
      return seeLookup(state, probe.name, at);
    case 'ping':
      return seeAttempt(state, { host: probe.host, port: 0, protocol: 'icmp' }, at);
    case 'open':
      return seeAttempt(state, probe.attempt, at);
    case 'inspect':
      return destinationAt(state.environment, probe.address) === undefined ? 'not-listed' : 'listed';
    case 'notice':
      return seeNotice(state, probe.attempt, at);
    case 'sign-in': {
      const email = state.session && state.environment.people[state.session.personId]?.email;
      const after = email === undefined ? undefined : signIn(state, 'settings', email, at);
      return after && seeAttempt(after, probe.attempt, at);
    }
    case 'colleague': {
      const after = signInElsewhere(state, probe.personId, at);
      return after && seeAttempt(after, probe.attempt, at);
    }
    case 'mend-device':
      return seeAttempt(mendDevice(state, probe.checks), probe.attempt, at);
  }
}

function seeAttempt(state: State, attempt: ConnectionAttempt, at: Millis): Seen {
  return seenOf(judgeConnection(state, attempt, at, { useCache: false }).verdict);
}

function seenOf(verdict: Pick<Verdict, 'outcome' | 'class' | 'stage'>): Seen {
  if (isAnswered(verdict)) return 'answers';
  // Where the tunnel carries no names, public DNS answers, which knows none of the private ones.
  if (verdict.class === 'dns' || (verdict.stage === 'dns' && verdict.outcome === 'bypassed')) return 'no-name';
  return verdict.outcome === 'refused' && verdict.class !== 'unknown-destination' ? 'silence' : 'no-connection';
}

/** A notice that is due and comes while nobody looks is none to whoever waits for it. */
function seeNotice(state: State, attempt: ConnectionAttempt, at: Millis): Seen {
  const { notice } = settleNotice(state, judgeConnection(state, attempt, at, { useCache: false }), at);
  return notice === 'shown' && isSomebodyWatching(state, at) ? 'notice' : 'no-notice';
}

function seeLookup(state: State, name: string, at: Millis): Seen {
  const { answer } = judgeLookup(state, { name, recordType: 'A' }, at);
  if (answer.kind === 'no-such-name') return 'no-name';
  if (answer.kind === 'silence') return 'silence';
  return answer.kind === 'records' ? addressesIn(answer).join(' ') : 'no-data';
}

/** The state after a sign-in; `undefined` where it comes to nothing: its pages do not load, or it does not count. */
function signIn(state: State, from: 'settings' | 'enrolment', email: string, at: Millis): State | undefined {
  try {
    const started = follow(state, { type: 'start-reauth', from }, at);
    const reauthId = started.reauth?.id ?? '';
    const opened = (['team', 'provider'] as const).reduce(
      (current, page) => follow(current, { type: 'open-page', reauthId, page }, at),
      started,
    );
    if (from === 'settings' && opened.reauth?.blocked !== undefined) return undefined;
    const done = follow(opened, { type: 'complete-reauth', reauthId, email }, at);
    return done.session?.authenticatedAt === at ? done : undefined;
  } catch (fault) {
    if (fault instanceof Refusal) return undefined;
    throw fault;
  }
}

function signInElsewhere(state: State, personId: string, at: Millis): State | undefined {
  const { registration: _registration, session: _session, reauth: _reauth, ...rest } = state;
  const other = { ...rest, device: { online: true, asleep: false }, client: { connected: true }, resolved: {} };
  const { posture } = state.environment.device;
  const email = state.environment.people[personId]?.email;
  return email === undefined ? undefined : signIn(mendDevice(other, Object.keys(posture)), 'enrolment', email, at);
}

function mendDevice(state: State, checks: readonly string[]): State {
  const { environment } = state;
  const posture = Object.fromEntries(checks.map((check) => [check, 'passed' as const]));
  const device = { ...environment.device, posture: { ...environment.device.posture, ...posture } };
  return { ...state, environment: { ...environment, device } };
}

function follow(state: State, command: Command, at: Millis): State {
  return carryOut(state, command, at).state;
}
