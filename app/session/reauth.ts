import { Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import type { ReauthOrigin } from './command.ts';
import { visibleNotice } from './notice.ts';
import { emit, type Unfolding } from './unfolding.ts';

const noNotice = new Refusal(
  'no-notice',
  'No notice stands on the screen. It shows once per sign-in; the way back in is the client’s settings.',
);

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
  const { reauth, session } = unfolding.state;
  if (session === undefined && from !== 'enrolment') {
    throw new Refusal(
      'not-registered',
      'This device is not enrolled, so there is no session to renew. Enrol it first.',
    );
  }
  if (session !== undefined && from === 'enrolment') {
    throw new Refusal('registered', `This device belongs to ${session.email}. Delete its registration first.`);
  }
  if (reauth !== undefined) {
    emit(unfolding, { at, type: 'reauth-abandoned', reauthId: reauth.id, why: 'another sign-in was started' });
  }
  emit(unfolding, { at, type: 'reauth-started', reauthId: `r${unfolding.state.nextId}`, from });
}

/** Only the registered user renews the session (DOMAIN.md §1.4 fact 28); a device of nobody goes to whoever signs in. */
export function completeReauth(unfolding: Unfolding, reauthId: string, email: string, at: Millis): void {
  const { reauth, session, environment } = unfolding.state;
  if (reauth?.id !== reauthId) {
    throw new Refusal('reauth-over', 'This sign-in is over. Start again from the client’s settings.');
  }
  if (reauth.from === 'enrolment') return enrol(unfolding, reauthId, email, at);
  if (session === undefined)
    return emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why: 'not-registered' });
  const registered = environment.people[session.personId]?.email;
  if (registered?.toLowerCase() !== email.toLowerCase()) {
    return emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why: 'wrong-user' });
  }
  emit(unfolding, { at, type: 'reauth-completed', reauthId, personId: session.personId });
}

/** The device belongs to nobody then, and nothing enters the tunnel before somebody enrols it. */
export function deleteRegistration(unfolding: Unfolding, at: Millis): void {
  const { session, reauth } = unfolding.state;
  if (session === undefined) throw new Refusal('not-registered', 'This device is not enrolled.');
  if (reauth !== undefined) {
    emit(unfolding, { at, type: 'reauth-abandoned', reauthId: reauth.id, why: 'the registration was deleted' });
  }
  emit(unfolding, { at, type: 'registration-deleted' });
}

function enrol(unfolding: Unfolding, reauthId: string, email: string, at: Millis): void {
  const people = Object.entries(unfolding.state.environment.people);
  const found = people.find(([, person]) => person.email.toLowerCase() === email.toLowerCase());
  if (found === undefined) {
    return emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why: 'unknown-person' });
  }
  emit(unfolding, { at, type: 'enrolled', reauthId, personId: found[0] });
}
