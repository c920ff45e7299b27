import { normaliseAddress } from './address.ts';

/** A resource record, each with the name that it stands at (RFC 1035 §3.3, RFC 2782, RFC 3596). */
export type DnsRecord = { readonly name: string } & (
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'PTR'; readonly host: string }
  | { readonly type: 'TXT'; readonly text: readonly string[] }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly host: string;
    }
);

/** What a record holds, as people write it. */
export function writeRecordData(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.address;
    case 'CNAME':
    case 'PTR':
      return record.host;
    case 'TXT':
      return record.text.join('');
    case 'SRV':
      return `${record.host} port ${record.port}`;
  }
}

/** The record of a host's address. */
export function addressRecord(name: string, address: string): DnsRecord {
  return { name, type: address.includes(':') ? 'AAAA' : 'A', address };
}

/** The name that is asked for the host of an address: below `in-addr.arpa` (RFC 1035 §3.5) or `ip6.arpa` (RFC 3596 §2.5). */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`;
  return `${[...digitsOf(address)].toReversed().join('.')}.ip6.arpa`;
}

/** The 32 hexadecimal digits of an IPv6 address in canonical text. */
function digitsOf(address: string): string {
  const [head = '', tail] = (normaliseAddress(address) ?? address).split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const between = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...between, ...after].map((group) => group.padStart(4, '0')).join('');
}
