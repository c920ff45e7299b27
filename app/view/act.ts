import type { Millis } from '../time/instant.ts';
import type { Snapshot } from './snapshot-shape.ts';

/** What a person may do next. `at` is the instant to jump to, `destination` the one to visit. */
export type Act =
  | { readonly do: 'jump-before-expiry' | 'jump-past-expiry'; readonly label: string; readonly at: Millis }
  | { readonly do: 'visit'; readonly label: string; readonly destination: string }
  | {
      readonly do:
        | 'show-where-to-click'
        | 'sign-in'
        | 'enrol'
        | 'log-out'
        | 'remove-registration'
        | 'cancel-sign-in'
        | 'connect'
        | 'go-online'
        | 'wake';
      readonly label: string;
    };

export const showWhereToClick: Act = { do: 'show-where-to-click', label: 'Show where to click' };
export const cancelSignIn: Act = { do: 'cancel-sign-in', label: 'Cancel the sign-in' };
export const connect: Act = { do: 'connect', label: 'Connect' };
export const goOnline: Act = { do: 'go-online', label: 'Go online' };
export const enrol: Act = { do: 'enrol', label: 'Enrol the device' };
export const logOut: Act = { do: 'log-out', label: 'Log out in the client' };
export const removeRegistration: Act = { do: 'remove-registration', label: 'Remove the registration' };
export const wake: Act = { do: 'wake', label: 'Wake the device' };

/** The way to take a registration that is of no use from the device: its user's, where they may, or the administrator's. */
export function offerToLeave(snapshot: Pick<Snapshot, 'registration' | 'client'>): Act {
  return mayLogOut(snapshot) ? logOut : removeRegistration;
}

/** Only where leaving is allowed, on a device that its user enrolled (DOMAIN.md §5.4 fact 25). */
export function mayLogOut({ registration, client }: Pick<Snapshot, 'registration' | 'client'>): boolean {
  return registration?.enrolment === 'manual' && client.allowedToLeave;
}

/** Empty while nobody is enrolled. */
export function offerSignIn({ user }: Snapshot): Act[] {
  return user ? [{ do: 'sign-in', label: `Sign in as ${user.id}` }] : [];
}

/** Whether it leads to a sign-in, so that it makes no sense while one is open. */
export function isSignIn(act: Act): boolean {
  return act.do === 'sign-in' || act.do === 'enrol' || act.do === 'show-where-to-click';
}
