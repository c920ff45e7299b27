import type { Verdict, VerdictClass } from '../../app/session/verdict.ts';
import { second } from '../../app/time/instant.ts';
import { saySpan } from '../../app/time/span.ts';

export type Explanation = {
  readonly title: string;
  /** What happened. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
};

const askAdministrator = 'Ask your administrator; signing in again changes nothing.';

const known: Readonly<Record<VerdictClass, Explanation>> = {
  none: { title: 'This did not get through', message: 'Nothing let it through.', fix: 'Look at the trace in the lab.' },
  session: {
    title: 'Your session expired',
    message: 'You have to sign in again before this answers.',
    fix: 'In the client: Preferences › Account › Re-Authenticate Session; newer clients: Profile › Account information › Re-Authenticate.',
  },
  block: { title: 'A policy blocks this', message: 'It is blocked for you.', fix: askAdministrator },
  posture: {
    title: 'This device does not meet the requirements',
    message: 'It is allowed on devices that pass a posture check which this one fails.',
    fix: 'Bring the device in order, or ask your administrator.',
  },
  identity: {
    title: 'You are not among those allowed',
    message: 'It is allowed for people or groups that you do not belong to.',
    fix: 'Ask your administrator. After a change of groups, sign in again.',
  },
  'split-tunnel': {
    title: 'This is outside the tunnel',
    message: 'Split Tunnels keeps it out of the tunnel, and it does not answer out there.',
    fix: 'Change the Split Tunnels entries so that it enters the tunnel.',
  },
  mode: {
    title: 'The client does not carry this traffic',
    message: 'In its present mode the client has no tunnel for this.',
    fix: 'Switch the client to Traffic and DNS.',
  },
  disconnected: { title: 'The client is disconnected', message: 'There is no tunnel.', fix: 'Connect the client.' },
  offline: { title: 'The device is offline', message: 'There is no network.', fix: 'Bring the device online.' },
  dns: { title: 'There is no such name', message: 'The name has no address.', fix: 'Check the name.' },
  origin: {
    title: 'The destination does not answer',
    message: 'It is down; no policy was asked.',
    fix: 'Bring the destination up. Signing in again changes nothing.',
  },
  registration: {
    title: 'This device is not enrolled',
    message: 'The client has no registration.',
    fix: 'Enrol the device with the team name.',
  },
  access: {
    title: 'The application wants a newer session',
    message: 'The Access application limits the session age and yours is older.',
    fix: 'Sign in again in the client.',
  },
  'unknown-destination': {
    title: 'Only emulated destinations are reachable here',
    message: 'This is none of them, and nothing was forwarded.',
    fix: 'Add it to the destinations of the environment, or do not send it through this proxy.',
  },
};

/** A verdict in words for the program's user. */
export function explain(verdict: Verdict): Explanation {
  const { title, message, fix } = known[verdict.class];
  return { title, message: [message, tellSession(verdict)].filter(Boolean).join(' '), fix };
}

function tellSession({ class: cause, ageSeconds, limitSeconds, policy }: Verdict): string {
  if (cause !== 'session' || limitSeconds === undefined) return '';
  const by = policy === undefined ? 'the limit' : `"${policy.name}"`;
  return `The session is ${saySpan(ageSeconds * second)} old; ${by} allows ${saySpan(limitSeconds * second)}.`;
}
