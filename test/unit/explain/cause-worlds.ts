import { mergeData } from '../../../app/scenario/scenario.ts';
import type { Command, ConnectionAttempt } from '../../../app/session/command.ts';
import type { VerdictClass } from '../../../app/session/verdict.ts';
import type { Millis } from '../../../app/time/instant.ts';
import { type Story, story } from '../../support/story.ts';
import { past, privateRange, world } from '../../support/worlds.ts';

export type Cause = Exclude<VerdictClass, 'none'>;

/** Written by hand, cause by cause: what differs from a world in which wiki answers, and when it is tried. */
type Written = { readonly changes: object; readonly after: string; readonly first?: Command };

const wiki = '10.20.0.10';
const block = { id: 'B9', name: 'No wiki', precedence: 2, action: 'block', traffic: `net.dst.ip == ${wiki}` };
const allow = { id: 'A1', name: 'Wiki', precedence: 1, traffic: `net.dst.ip == ${wiki}` };

export const written: Readonly<Record<Cause, Written>> = {
  session: { changes: {}, after: '194h' },
  block: { changes: { policies: [block, privateRange] }, after: '1h' },
  identity: {
    changes: {
      policies: [{ ...allow, identity: 'any(identity.groups.name[*] == "finance")' }, block, privateRange],
    },
    after: '1h',
  },
  posture: {
    changes: {
      policies: [
        { ...allow, devicePosture: 'any(device_posture.checks.passed[*] == "firewall")' },
        block,
        privateRange,
      ],
      device: { posture: { firewall: 'failed' } },
    },
    after: '1h',
  },
  'split-tunnel': { changes: { client: { splitTunnel: { mode: 'exclude', entries: ['10.20.0.0/16'] } } }, after: '1h' },
  mode: { changes: { client: { mode: 'dns-only' } }, after: '1h' },
  disconnected: { changes: { client: { connected: false } }, after: '1h' },
  offline: { changes: {}, after: '1h', first: { type: 'change-device', online: false } },
  origin: { changes: { destinations: { wiki: { up: false } } }, after: '1h' },
  registration: { changes: {}, after: '1h', first: { type: 'delete-registration' } },
  access: {
    changes: {
      access: { applications: { wiki: { destinations: [wiki], usesClientSession: true, clientSession: '8h' } } },
    },
    after: '9h',
  },
  dns: { changes: { destinations: { wiki: { host: 'wikipedia.corp.internal' } } }, after: '1h' },
  'unknown-destination': { changes: { destinations: { wiki: { address: '10.20.0.11' } } }, after: '1h' },
};

const team = {
  people: { carol: { name: 'Carol', email: 'carol@example.com', groups: ['finance'] } },
  device: { posture: { firewall: 'passed' } },
  destinations: {
    hr: { host: 'hr.corp.internal', address: '10.20.0.20', ports: { 443: 'https' } },
    team: { host: 'acme.cloudflareaccess.com', address: '104.19.194.29', ports: { 443: 'https' } },
  },
};

const attemptByName: ConnectionAttempt = { host: 'wiki.corp.internal', port: 443, protocol: 'tcp' };
const attemptByAddress: ConnectionAttempt = { ...attemptByName, host: wiki };
export const attempts = { 'by its name': attemptByName, 'by its address': attemptByAddress } as const;

/** A run of the written world at the instant at which wiki is tried. `more` is merged over it. */
export function runOf(cause: Cause, more: object = {}): { readonly run: Story; readonly at: Millis } {
  const { changes, after, first = { type: 'note-time' } } = written[cause];
  const run = story(world([changes, more].reduce<object>((all, one) => mergeData(all, one) as object, team)));
  const at = past(after);
  run.tell(at, first);
  return { run, at };
}
