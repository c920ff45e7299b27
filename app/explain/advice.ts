import type { ClientGeneration } from '../environment/environment.ts';
import type { Verdict, VerdictClass } from '../session/verdict.ts';
import { sayWayIn, waysIn } from '../view/way-in.ts';

/** What to do about a verdict: once for the person at the device, once for whoever helps. */
export type Advice = { readonly user: string; readonly support: string };

const advice: Readonly<Record<Exclude<VerdictClass, 'session' | 'access' | 'registration'>, Advice>> = {
  none: {
    user: 'Nothing. It answers.',
    support:
      'Nothing. If the person still sees an error, the cause lies beyond WARP: the program, its cache, the server.',
  },
  block: {
    user: 'Ask your administrator. Signing in again changes nothing.',
    support: 'A Block policy matched first. Check its place before the Allow policy; a sign-in can’t help.',
  },
  posture: {
    user: 'Bring the device back in order (firewall, disk encryption, updates), then try again.',
    support: 'The Allow policy matched but for its device posture. Check the posture results of this device.',
  },
  identity: {
    user: 'Ask your administrator whether you belong to the right group, then re-authenticate so that it is read anew.',
    support:
      'The Allow policy matched but for its identity. Groups are read at sign-in: compare them with the directory.',
  },
  'split-tunnel': {
    user: 'Ask your administrator. Signing in again changes nothing.',
    support:
      'The destination leaves outside the tunnel, so Gateway never sees it. Check the Split Tunnels entry above.',
  },
  mode: {
    user: 'Ask your administrator which mode the client should be in.',
    support: 'This client mode does not carry the traffic to Gateway. Check the mode in the device profile.',
  },
  disconnected: {
    user: 'Switch the client on.',
    support: 'The client is disconnected. Connect first, then test again: the session age went on meanwhile.',
  },
  offline: {
    user: 'Check the network of this computer.',
    support: 'The device is offline or asleep. Nothing about sessions can be told until it is back.',
  },
  dns: {
    user: 'Check the spelling of the name.',
    support: 'The resolver answered that there is no such name. Check the zone and the Local Domain Fallback suffix.',
  },
  origin: {
    user: 'The service itself is down. Try later, or ask whoever runs it.',
    support:
      'The origin does not accept connections, so no policy ran and no notice can come. Check the service and its port.',
  },
  'unknown-destination': {
    user: 'Only the emulated destinations answer here.',
    support: 'Nothing of this name or address is in the environment. The emulator never forwards to a real network.',
  },
};

const expired =
  'Read the age and the limit above. If ping answers, public names resolve and another policy’s destinations work, it is the session. A sign-in must bring it back at once; if it does not, look for another policy.';

const withoutPerson: Advice = {
  user: 'Ask your administrator. Nobody can sign in on this device: a service token enrolled it.',
  support:
    'The policy checks the session, and this device has none. Enrol it as a person, or put an Allow policy without a session duration before this one.',
};

const revoked: Advice = {
  user: 'Ask your administrator. Your device was taken out of the team, and signing in again can’t help.',
  support: 'The registration was revoked. This is not an expired session: remove it, then enrol the device anew.',
};

const notEnrolled: Advice = {
  user: 'Enrol this device again.',
  support: 'The device has no registration. This is not an expired session: enrol it.',
};

/** In the words of the client that the person has before them. */
export function adviceOn(verdict: Verdict, generation: ClientGeneration): Advice {
  const { class: cause, trace } = verdict;
  if (cause === 'session') {
    const hasNobody = trace.some((step) => step.step === 'session' && step.because === 'no-identity');
    return hasNobody ? withoutPerson : { user: signInFrom(generation), support: expired };
  }
  if (cause === 'access') {
    const support =
      'The client session of the Access application ran out. It is a limit of its own on the same age: no notice tells of it, and the Gateway policy’s duration says nothing about it. Align the two durations.';
    return { user: signInFrom(generation), support };
  }
  if (cause === 'registration') {
    return trace.some((step) => step.step === 'registration' && step.status === 'revoked') ? revoked : notEnrolled;
  }
  return advice[cause];
}

function signInFrom(generation: ClientGeneration): string {
  const button = waysIn[generation].at(-1);
  const place = `the client’s ${sayWayIn(generation)}`;
  const way =
    generation === 'banner'
      ? `Choose ${button} on the client’s home screen. If no banner stands there, open ${place}.`
      : `Open ${place} and choose ${button}.`;
  return `${way} Connecting anew does not help.`;
}
