import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { urlOf } from './selection.ts';

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
    return { name, address, command: address && commandFor(name, address, snapshot) };
  });
}

function commandFor(name: AddressName, address: string, { destinations }: Pick<Snapshot, 'destinations'>) {
  const sites = destinations.items.filter(({ kind }) => kind === 'http' || kind === 'https');
  const site = sites.find(({ kind }) => kind === 'http') ?? sites[0];
  if (name === 'proxy' && site) {
    const trust = site.kind === 'https' ? '-k ' : '';
    return `curl ${trust}-x socks5h://${address} ${urlOf(site)}`;
  }
  if (name !== 'dns' || !site) return undefined;
  const [host, port] = address.split(':');
  return `dig @${host} -p ${port} ${site.host}`;
}
