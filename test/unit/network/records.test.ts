import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseAddress } from '../../../app/network/address.ts';
import { readPage } from '../../../app/network/browser-facts.ts';
import { reverseName } from '../../../app/network/dns-record.ts';
import { answerPrivately, answerPublicly } from '../../../app/network/private-dns.ts';
import type { RecordType } from '../../../app/session/command.ts';
import { world } from '../../support/worlds.ts';

const records = [
  { name: 'docs.corp.internal', type: 'CNAME', host: 'Wiki.corp.internal.' },
  { name: 'old.corp.internal', type: 'CNAME', host: 'docs.corp.internal' },
  { name: 'gone.corp.internal', type: 'CNAME', host: 'nowhere.corp.internal' },
  { name: 'round.corp.internal', type: 'CNAME', host: 'about.corp.internal' },
  { name: 'about.corp.internal', type: 'CNAME', host: 'round.corp.internal' },
  { name: '_ldap._tcp.corp.internal', type: 'SRV', port: 389, host: 'dc1.corp.internal' },
  { name: 'corp.internal', type: 'TXT', text: ['v=spf1 -all'] },
  { name: 'left.corp.internal', type: 'A', address: '10.9.9.9' },
];
const environment = world({ dns: { records } });

function ask(name: string, type: RecordType, from = answerPrivately): string {
  const answer = from(environment, name, type);
  if (answer.kind !== 'records') return answer.kind;
  return answer.records
    .map(({ name: at, type: kind, ...data }) => [at, kind, ...Object.values(data)].join(' '))
    .join(', ');
}

describe('a private resolver', () => {
  it.each([
    ['WIKI.corp.internal.', 'A', 'wiki.corp.internal A 10.20.0.10'],
    ['wiki.corp.internal', 'AAAA', 'no-data'],
    ['docs.corp.internal', 'A', 'docs.corp.internal CNAME wiki.corp.internal, wiki.corp.internal A 10.20.0.10'],
    ['docs.corp.internal', 'AAAA', 'docs.corp.internal CNAME wiki.corp.internal'],
    ['docs.corp.internal', 'CNAME', 'docs.corp.internal CNAME wiki.corp.internal'],
    [
      'old.corp.internal',
      'ADDRESS',
      'old.corp.internal CNAME docs.corp.internal, docs.corp.internal CNAME wiki.corp.internal, wiki.corp.internal A 10.20.0.10',
    ],
    ['gone.corp.internal', 'A', 'no-such-name'],
    ['round.corp.internal', 'A', 'no-such-name'],
    ['_ldap._tcp.corp.internal', 'SRV', '_ldap._tcp.corp.internal SRV 0 0 389 dc1.corp.internal'],
    ['corp.internal', 'TXT', 'corp.internal TXT v=spf1 -all'],
    ['corp.internal', 'A', 'no-data'],
    ['10.0.20.10.in-addr.arpa', 'PTR', '10.0.20.10.in-addr.arpa PTR wiki.corp.internal'],
    ['11.0.20.10.in-addr.arpa', 'PTR', 'no-such-name'],
    ['left.corp.internal', 'A', 'left.corp.internal A 10.9.9.9'],
    ['toString', 'A', 'no-such-name'],
  ] as const)('answers %s %s: %s', (name, type, expected) => {
    expect(ask(name, type)).toBe(expected);
  });
});

describe('public DNS', () => {
  it.each([
    ['help.example.com', 'A', 'help.example.com A 198.51.100.20'],
    ['20.100.51.198.in-addr.arpa', 'PTR', '20.100.51.198.in-addr.arpa PTR help.example.com'],
    ['wiki.corp.internal', 'A', 'no-such-name'],
    ['docs.corp.internal', 'CNAME', 'no-such-name'],
    ['10.0.20.10.in-addr.arpa', 'PTR', 'no-such-name'],
  ] as const)('answers %s %s: %s', (name, type, expected) => {
    expect(ask(name, type, answerPublicly)).toBe(expected);
  });
});

describe('the name for the host of an address', () => {
  it('is read back to the address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = normaliseAddress(text) ?? '';
        const labels = reverseName(address).split('.').toReversed().slice(2);
        const back = address.includes(':') ? (labels.join('').match(/.{4}/g) ?? []).join(':') : labels.join('.');
        expect(normaliseAddress(back)).toBe(address);
      }),
    );
  });
});

describe('records in a file', () => {
  it.each([
    [{ name: 'a.b', type: 'A', address: 'fd00::1' }, /AAAA record an IPv6 one/],
    [{ name: 'a.b', type: 'MX', host: 'c.d' }, /dns\.records\[0\]\.type/],
    [{ name: 'a.b', type: 'SRV', port: 70_000, host: 'c.d' }, /dns\.records\[0\]\.port/],
    [{ name: 'a b', type: 'CNAME', host: 'c.d' }, /dns\.records\[0\]\.name/],
  ])('that are wrong are refused by their place: %j', (record, words) => {
    expect(() => world({ dns: { records: [record] } })).toThrow(words);
  });
});

describe('a page', () => {
  it.each([
    ['https://wiki.corp.internal/', 'wiki.corp.internal 443 tls /'],
    ['HTTP://Wiki:8080/a?b=c', 'wiki 8080 http /a?b=c'],
    ['http://[fd00::1]/x', 'fd00::1 80 http /x'],
    ['https://wiki', 'wiki 443 tls /'],
    ['ftp://wiki/', undefined],
    ['https://user@wiki/', undefined],
    ['https://wiki:0/', undefined],
    ['https://wiki:70000/', undefined],
    ['wiki', undefined],
  ])('is read from %s', (url, expected) => {
    const attempt = readPage(url);
    const { host, port, facts } = attempt ?? {};
    expect(attempt && `${host} ${port} ${facts?.detectedProtocol} ${facts?.request?.path}`).toBe(expected);
  });
});
