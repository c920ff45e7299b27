import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { curlFor, digFor } from '../lab/copy-commands.ts';

export type AddressName = keyof Snapshot['addresses'];

export type AddressLine = {
  readonly name: AddressName;
  readonly address: string | undefined;
  /** Ready to paste into a terminal. */
  readonly command: string | undefined;
};

const order: readonly AddressName[] = ['proxy', 'dns', 'pac', 'issuer', 'ui'];

export function addressLines(snapshot: Pick<Snapshot, 'addresses' | 'destinations'>): AddressLine[] {
  return order.map((name) => {
    const address = snapshot.addresses[name];
    return { name, address, command: commandFor(name, snapshot) };
  });
}

function commandFor(name: AddressName, snapshot: Pick<Snapshot, 'addresses' | 'destinations'>): string | undefined {
  const sites = snapshot.destinations.items.filter(({ kind }) => kind === 'http' || kind === 'https');
  const site = sites.find(({ kind }) => kind === 'http') ?? sites[0];
  if (site === undefined) return undefined;
  if (name === 'proxy') return curlFor(snapshot, site);
  return name === 'dns' ? digFor(snapshot, site.host) : undefined;
}
