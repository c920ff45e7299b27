import { Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import { abandonOpen } from './reauth.ts';
import { emit, type Unfolding } from './unfolding.ts';

const notEnrolled = new Refusal('not-registered', 'This device is not enrolled.');

/** The device belongs to nobody then, and nothing enters the tunnel before somebody enrols it (DOMAIN.md §5.8). */
export function deleteRegistration(unfolding: Unfolding, by: 'command' | 'user', at: Millis): void {
  if (unfolding.state.registration === undefined) throw notEnrolled;
  abandonOpen(unfolding, 'the registration was deleted', at);
  emit(unfolding, { at, type: 'registration-deleted', by });
}

/** What the user may do only where leaving is allowed, on a device that they enrolled themselves (DOMAIN.md §5.4 fact 25). */
export function logOut(unfolding: Unfolding, at: Millis): void {
  const { registration, environment } = unfolding.state;
  if (registration === undefined) throw notEnrolled;
  if (registration.enrolment !== 'manual') {
    throw new Refusal('leaving-not-allowed', 'Device management enrolled this device, so it can’t log out.');
  }
  if (!environment.client.allowedToLeave) {
    throw new Refusal('leaving-not-allowed', 'The administrator does not allow this device to leave the organization.');
  }
  deleteRegistration(unfolding, 'user', at);
}

/** The registration is still there, lets nothing through, and can’t be signed in to (DOMAIN.md §5.5 fact 32). */
export function revokeRegistration(unfolding: Unfolding, at: Millis): void {
  const { registration } = unfolding.state;
  if (registration === undefined) throw notEnrolled;
  if (registration.status === 'revoked') return;
  abandonOpen(unfolding, 'the registration was revoked', at);
  emit(unfolding, { at, type: 'registration-revoked' });
}

/** DOMAIN.md §1.4 fact 32; it brings no further notice in the same episode (assumption A3). */
export function forceReauth(unfolding: Unfolding, at: Millis): void {
  const { session } = unfolding.state;
  if (session === undefined) throw new Refusal('no-identity', 'Nobody is signed in on this device.');
  if (session.staleSince === undefined) emit(unfolding, { at, type: 'reauth-forced' });
}
