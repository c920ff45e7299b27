import type { Snapshot } from '../../app/view/snapshot-shape.ts';

type Mode = Snapshot['client']['mode'];

const tunnel: readonly Mode[] = ['traffic-and-dns', 'traffic-only', 'local-proxy'];
const routes: readonly Mode[] = ['traffic-and-dns', 'traffic-only'];
const names: readonly Mode[] = ['traffic-and-dns', 'dns-only'];
const proxy: readonly Mode[] = ['local-proxy'];
const posture: readonly Mode[] = ['posture-only'];

/**
 * What the client says while it connects, in documented order (DOMAIN.md §5.5 fact 30). Which of them a mode has is
 * documented of the proxy and of posture only; of the rest it is assumed.
 */
const stages: readonly { readonly says: string; readonly of?: readonly Mode[] }[] = [
  { says: 'Verifying connection settings' },
  { says: 'Validating network' },
  { says: 'Initializing IP connection' },
  { says: 'Establishing a connection' },
  { says: 'Building a Tunnel', of: tunnel },
  { says: 'Configuring the firewall', of: routes },
  { says: 'Setting up your routing table', of: routes },
  { says: 'Configuring your firewall rules', of: routes },
  { says: 'Checking connectivity to DNS', of: names },
  { says: 'Setting local endpoint communication' },
  { says: 'Configuring local DNS proxy', of: names },
  { says: 'Applying DNS settings', of: names },
  { says: 'Configuring forward proxy', of: proxy },
  { says: 'Confirming Tunnel connection', of: tunnel },
  { says: 'Validating DNS configuration', of: names },
  { says: 'Verifying SOCKS proxy configuration', of: proxy },
  { says: 'Ensuring MTLS identity', of: posture },
];

/** A client that can't connect gets as far as looking at the network; then its code stands there. */
const stagesOfFailure = 2;

export function stagesOf({ mode, status }: Pick<Snapshot['client'], 'mode' | 'status'>): readonly string[] {
  const all = stages.filter(({ of }) => of?.includes(mode) ?? true).map(({ says }) => says);
  return status === 'Unable' ? all.slice(0, stagesOfFailure) : all;
}

/** Real milliseconds that each stage stays: the real client takes seconds, and nobody waits for an emulated one. */
export const stageLook = 70;
