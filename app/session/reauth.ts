import { Refusal } from '../errors.ts';
import { type Asked, authenticatedSince } from '../identity/provider-behaviour.ts';
import { attemptAtPage, hostOfPage, passesAround, type SignInPage } from '../identity/sign-in-route.ts';
import { destinationNamed } from '../network/destination.ts';
import type { Millis } from '../time/instant.ts';
import { connect, connectionDecided } from './attempts.ts';
import type { Command, ReauthOrigin } from './command.ts';
import { visibleNotice } from './notice.ts';
import type { State } from './state.ts';
import { emit, type Unfolding } from './unfolding.ts';
import { isAnswered } from './verdict.ts';

const noNotice = new Refusal(
  'no-notice',
  'No notice stands on the screen. It shows once per sign-in; the way back in is the client’s settings.',
);

const over = new Refusal('reauth-over', 'This sign-in is over. Start again from the client’s settings.');

/** A click on a toast that stands there, or late, in the notification centre, on one that was missed. */
export function clickNotice(unfolding: Unfolding, at: Millis): void {
  const { state } = unfolding;
  const latest = state.notices.at(-1);
  if (latest === undefined || latest.episode !== state.session?.episode) throw noNotice;
  if (latest.fate !== 'seen' && latest.fate !== 'missed') throw noNotice;
  emit(unfolding, { at, type: 'notice-clicked', noticeId: latest.id, late: latest.fate === 'missed' });
  startReauth(unfolding, 'notice', at);
}

export function dismissNotice(unfolding: Unfolding, at: Millis): void {
  const notice = visibleNotice(unfolding.state);
  if (notice === undefined) throw noNotice;
  emit(unfolding, { at, type: 'notice-dismissed', noticeId: notice.id });
}

/** A second sign-in takes the place of one still open. */
export function startReauth(unfolding: Unfolding, from: ReauthOrigin, at: Millis): void {
  const refusal = refusalToStart(unfolding.state, from);
  if (refusal !== undefined) throw refusal;
  abandonOpen(unfolding, 'another sign-in was started', at);
  emit(unfolding, { at, type: 'reauth-started', reauthId: `r${unfolding.state.nextId}`, from });
}

/** The browser asks for a page of the sign-in, which takes the same way as all its traffic (DOMAIN.md §1.4 fact 26). */
export function openPage(unfolding: Unfolding, reauthId: string, page: SignInPage, at: Millis): void {
  const { state } = unfolding;
  if (state.reauth?.id !== reauthId) throw over;
  const host = hostOfPage(state.environment, page);
  if (host === undefined || destinationNamed(state.environment, host) === undefined) return;
  const attempt = attemptAtPage(host);
  connect(unfolding, { type: 'request-connection', attempt, by: { kind: 'app' }, hold: false }, at);
  const decided = connectionDecided(unfolding.events);
  if (decided === undefined) return;
  if (isAnswered(decided.verdict)) {
    if (state.reauth.blocked?.host === host) emit(unfolding, { at, type: 'reauth-unblocked', reauthId });
    return;
  }
  const { class: cause, policy } = decided.verdict;
  const named = policy === undefined ? {} : { policyName: policy.name };
  emit(unfolding, { at, type: 'reauth-blocked', reauthId, host, class: cause, ...named });
}

/** Credentials begin what the browser remembers anew; a sign-in that it remembered itself does not. */
export function noteProviderSignIn(unfolding: Unfolding, personId: string, asked: readonly Asked[], at: Millis): void {
  const { state } = unfolding;
  if (state.environment.people[personId] === undefined) return;
  const since = authenticatedSince(state, personId, asked, at);
  emit(unfolding, { at, type: 'provider-signed-in', personId, asked, since });
}

/** Only the registered user renews the session (DOMAIN.md §1.4 fact 28); a device of nobody goes to whoever signs in. */
export function completeReauth(
  unfolding: Unfolding,
  { reauthId, email }: Extract<Command, { type: 'complete-reauth' }>,
  at: Millis,
): void {
  const { state } = unfolding;
  const { reauth, session, environment } = state;
  if (reauth?.id !== reauthId) throw over;
  const silent = reauth.asked?.length === 0 ? { silent: true as const } : {};
  const refuse = (why: 'wrong-user' | 'not-registered' | 'unknown-person' | 'outside-tunnel') =>
    emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why, ...silent });
  if (reauth.from === 'enrolment') {
    const personId = personWith(state, email);
    if (personId === undefined) return refuse('unknown-person');
    return emit(unfolding, { at, type: 'enrolled', reauthId, personId });
  }
  if (session === undefined || state.registration?.status !== 'active') return refuse('not-registered');
  const registered = environment.people[session.personId]?.email;
  if (registered?.toLowerCase() !== email.toLowerCase()) return refuse('wrong-user');
  const { personId } = session;
  if (passesAround(state, at)) return refuse('outside-tunnel');
  if (reauth.from === 'refresh-identity' && !environment.assumptions.refreshIdentityRenews) {
    return emit(unfolding, { at, type: 'identity-refreshed', reauthId, personId });
  }
  const asked = reauth.asked === undefined ? {} : { asked: reauth.asked };
  emit(unfolding, { at, type: 'reauth-completed', reauthId, personId, ...asked });
}

/** Ends the open sign-in, if one is. */
export function abandonOpen(unfolding: Unfolding, why: string, at: Millis): void {
  const { reauth } = unfolding.state;
  if (reauth !== undefined) emit(unfolding, { at, type: 'reauth-abandoned', reauthId: reauth.id, why });
}

function refusalToStart({ registration, session, environment }: State, from: ReauthOrigin): Refusal | undefined {
  if (from === 'enrolment') {
    if (registration === undefined) return undefined;
    const owner = session === undefined ? 'is registered already' : `belongs to ${session.email}`;
    return new Refusal('registered', `This device ${owner}. Delete its registration first.`);
  }
  if (registration === undefined) {
    return new Refusal(
      'not-registered',
      'This device is not enrolled, so there is no session to renew. Enrol it first.',
    );
  }
  if (registration.status === 'revoked') {
    return new Refusal(
      'registration-revoked',
      'An administrator revoked this device’s registration. Log out and enrol it again; signing in can’t help.',
    );
  }
  if (session === undefined) {
    return new Refusal('no-identity', 'A service token enrolled this device: nobody can sign in on it.');
  }
  if (!environment.device.browser) {
    return new Refusal('no-browser', 'There is no browser on this device to sign in with.');
  }
  return undefined;
}

function personWith({ environment }: State, email: string): string | undefined {
  const wanted = email.toLowerCase();
  return Object.entries(environment.people).find(([, person]) => person.email.toLowerCase() === wanted)?.[0];
}
