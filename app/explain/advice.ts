import type { Verdict, VerdictClass } from '../session/verdict.ts';

/** What to do about a verdict: once for the person at the device, once for whoever helps. */
export type Advice = { readonly user: string; readonly support: string };

const advice: Readonly<Record<VerdictClass, Advice>> = {
  none: {
    user: 'Nothing. It answers.',
    support:
      'Nothing. If the person still sees an error, the cause lies beyond WARP: the program, its cache, the server.',
  },
  session: {
    user: 'Open the client’s Preferences › Account and choose Re-Authenticate Session. Connecting anew does not help.',
    support:
      'Read the age and the limit above. If ping answers, public names resolve and another policy’s destinations work, it is the session. A sign-in must bring it back at once; if it does not, look for another policy.',
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
  registration: {
    user: 'Enrol this device again.',
    support: 'The device has no registration. This is not an expired session: enrol it.',
  },
  access: {
    user: 'Sign in to the application again.',
    support: 'The Access application’s own client session ran out. It is a separate limit from the Gateway policy’s.',
  },
  'unknown-destination': {
    user: 'Only the emulated destinations answer here.',
    support: 'Nothing of this name or address is in the environment. The emulator never forwards to a real network.',
  },
};

export function adviceOn(verdict: Verdict): Advice {
  return advice[verdict.class];
}
