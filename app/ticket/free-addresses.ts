import { isPrivateAddress, rangeHolds } from '../network/address.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { SplitTunnel } from './diag-reading.ts';

/** Hands out addresses that are not `taken`, each once: private ones within the tunnel, public ones that belong to nobody (RFC 5737). */
export function freeAddresses(splitTunnel: SplitTunnel, taken: readonly string[]): (isPrivate: boolean) => string {
  const usual = ['10.128.0.', '172.20.0.', '192.168.128.', '100.80.0.'];
  const included = splitTunnel.mode === 'include' ? splitTunnel.entries.flatMap(networksIn) : [];
  const isInTunnel = (network: string) => routeOf(splitTunnel, `${network}10`, '').inTunnel;
  const within = [...included, ...usual].find(isInTunnel) ?? '10.128.0.';
  const used = new Set(taken);
  return (isPrivate) => {
    for (let last = 10; ; last += 1) {
      const address = `${isPrivate ? within : '203.0.113.'}${last}`;
      if (used.has(address)) continue;
      used.add(address);
      return address;
    }
  };
}

/** The first network of 24 bits of an entry, where it holds one that is private. */
function networksIn(entry: string): readonly string[] {
  const [, network] = /^(\d+\.\d+\.\d+\.)\d+\/(?:8|9|1\d|2[0-4])$/.exec(entry) ?? [];
  return network !== undefined && isPrivateAddress(`${network}10`) && rangeHolds(entry, `${network}10`)
    ? [network]
    : [];
}
