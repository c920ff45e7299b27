import type { Explanation } from '../../app/bridge/contract.ts';
import type { Millis } from '../../app/time/instant.ts';
import { nextExpiryOf } from '../../app/view/next-expiry.ts';
import type { Snapshot, SnapshotDestination } from '../../app/view/snapshot-shape.ts';
import { causeAt, isDead, standingOfName } from '../../app/view/standing.ts';

/** What Why is about. */
export type Selection =
  | { readonly kind: 'destination'; readonly name: string }
  | { readonly kind: 'name'; readonly suffix: string }
  | { readonly kind: 'entry'; readonly id: string; readonly told?: Told };

/** What an entry is that the snapshot may not reach back to; only an attempt has reasons. */
export type Told = { readonly at: Millis; readonly text: string; readonly isAttempt: boolean };

/** A visit or a look-up that somebody made from the lab; `seen` is absent while it goes on. */
export type Attempt = {
  readonly selection: Selection;
  readonly standing: string;
  readonly seen: string | undefined;
  readonly explanation: Explanation | undefined;
};

export function keyOf(selection: Selection): string {
  if (selection.kind === 'destination') return `destination ${selection.name}`;
  return selection.kind === 'name' ? `name ${selection.suffix}` : `entry ${selection.id}`;
}

/** What the sentence is about: the first that is dead, else the first that will be. */
export function subjectOf(snapshot: Snapshot, now: Millis): Selection | undefined {
  const { items } = snapshot.destinations;
  const dead = items.filter((destination) => isDead(destination, now));
  const bySession = dead.find((destination) => causeAt(destination, now) === 'session');
  const subject = bySession ?? dead[0] ?? nextExpiryOf(snapshot, now)?.destinations[0] ?? items[0];
  return subject && { kind: 'destination', name: subject.name };
}

/** Changes whenever the answer to Why may have changed for this selection. */
export function standingKeyOf(snapshot: Snapshot, selection: Selection, now: Millis): string {
  const authenticatedAt = snapshot.session?.authenticatedAt;
  if (selection.kind === 'destination') {
    const found = findDestination(snapshot, selection.name);
    return found ? `${causeAt(found, now)} ${found.policy?.id} ${found.expiresAt} ${authenticatedAt}` : 'gone';
  }
  if (selection.kind === 'name') {
    const found = snapshot.names.find(({ suffix }) => suffix === selection.suffix);
    return found ? `${standingOfName(found, now)} ${found.class} ${authenticatedAt}` : 'gone';
  }
  return 'past';
}

export function findDestination(snapshot: Snapshot, name: string): SnapshotDestination | undefined {
  return snapshot.destinations.items.find((destination) => destination.name === name);
}

const schemes = {
  http: 'http',
  https: 'https',
  doh: 'https',
  'tcp-echo': 'tcp',
  'udp-echo': 'udp',
  ssh: 'ssh',
  upstream: 'tcp',
  dns: 'udp',
} as const;
const usualPorts: Readonly<Record<string, number>> = { http: 80, https: 443, doh: 443, ssh: 22 };

/** What `visit` takes. */
export function urlOf({ kind, protocol, host, port }: SnapshotDestination): string {
  const scheme = kind === 'dns' ? protocol : schemes[kind];
  if (scheme === 'http' || scheme === 'https') return `${scheme}://${addressOf({ kind, host, port })}/`;
  if (scheme === 'ssh') return `ssh://${addressOf({ kind, host, port })}`;
  return `${scheme}://${host}:${port}`;
}

/** The host, with its port where that is not the usual one of its kind. */
export function addressOf({ kind, host, port }: Pick<SnapshotDestination, 'kind' | 'host' | 'port'>): string {
  return usualPorts[kind] === port ? host : `${host}:${port}`;
}

/** A name below `suffix` to look up: one of a destination where there is any. */
export function sampleName(snapshot: Snapshot, suffix: string): string {
  const below = snapshot.destinations.items.find(({ host }) => host.endsWith(`.${suffix}`));
  return below?.host ?? `www.${suffix}`;
}

/** A public name that is no destination's. */
export const samplePublicName = 'example.com';
