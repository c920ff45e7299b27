import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { encode } from 'dns-packet';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressRecord, type DnsRecord } from '../../../app/network/dns-record.ts';
import { createDnsService, type DnsService } from '../../../main/gateway/dns.ts';
import type { LookupDecision } from '../../../main/gateway/interceptor.ts';
import { closeServer, listenOn } from '../../../main/gateway/listen-near.ts';
import { resolveOverNetwork } from '../../../main/gateway/resolve-client.ts';
import { eventually } from './eventually.ts';
import { run } from './programs.ts';
import { dial, readToEnd } from './raw-client.ts';
import { expired, type ScriptedInterceptor, scriptInterceptor, verdict } from './scripted-interceptor.ts';

let service: DnsService;
let server: { host: string; port: number };
let interceptor: ScriptedInterceptor;
const lines: string[] = [];
const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
const addresses = (...list: string[]): LookupDecision => ({
  verdict: verdict(),
  surface: 'faithful',
  answer: {
    kind: 'records',
    records: list.map((address) => addressRecord('wiki.corp.internal', address)),
    timeToLive: 61_500,
  },
});

beforeEach(async () => {
  lines.length = 0;
  interceptor = scriptInterceptor({
    decide: () => ({ verdict: verdict(), surface: 'faithful' }),
    answer: () => addresses('10.20.0.10'),
  });
  service = createDnsService({ interceptor, port: 0, idleLimit: 1000, log });
  server = { host: '127.0.0.1', port: (await service.start()).port };
});
afterEach(() => service.stop());

const dig = async (...args: string[]) =>
  (await run('dig', ['@127.0.0.1', '-p', String(server.port), '+tries=1', '+time=5', ...args])).stdout;

describe('dig gets', () => {
  it.each([['+notcp'], ['+tcp']])(
    'an address with its time to live, recursive and not authoritative (%s)',
    async (transport) => {
      const answer = await dig(transport, 'wiki.corp.internal');
      expect(answer).toMatch(/status: NOERROR/);
      expect(answer).toMatch(/flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1/);
      expect(answer).toMatch(/wiki\.corp\.internal\.\s+61\s+IN\s+A\s+10\.20\.0\.10/);
      expect(answer).toMatch(/EDNS: version: 0, flags:; udp: 4096/);
    },
  );

  it('the name back in the case it was asked in, while the engine sees one spelling', async () => {
    expect(await dig('WiKi.CoRp.InTeRnAl')).toMatch(/^WiKi\.CoRp\.InTeRnAl\.\s+61/m);
    expect(interceptor.lookups).toEqual([{ name: 'wiki.corp.internal', recordType: 'A' }]);
  });

  it('no EDNS when it sent none, and the DO bit when it sent that', async () => {
    expect(await dig('+noedns', 'wiki.corp.internal')).toMatch(/ADDITIONAL: 0/);
    expect(await dig('+dnssec', 'wiki.corp.internal')).toMatch(/EDNS: version: 0, flags: do;/);
  });

  it.each([
    ['a cookie', ['+cookie']],
    ['a client subnet', ['+subnet=192.0.2.0/24']],
    ['a client subnet of nobody', ['+subnet=0']],
    ['an identifier of the server', ['+nsid']],
    ['padding', ['+padding=128']],
    ['a connection that stays', ['+tcp', '+keepalive']],
    ['an expiry', ['+expire']],
    ['what nobody knows', ['+ednsopt=65001:abcd']],
  ])('an answer although it sent %s, which is left out of it', async (_what, options) => {
    const answer = await dig(...options, 'wiki.corp.internal');
    expect(answer).toMatch(/status: NOERROR/);
    expect(answer).toMatch(/\sA\s+10\.20\.0\.10/);
    expect(answer).not.toMatch(/^; (?!EDNS: version|<<>>|\()[\w-]+:/m);
  });

  it('no data with an SOA for a type that the name does not have', async () => {
    interceptor.answer = () => ({ verdict: verdict(), surface: 'faithful', answer: { kind: 'no-data' } });
    const answer = await dig('AAAA', 'wiki.corp.internal');
    expect(answer).toMatch(/status: NOERROR.*\n.*ANSWER: 0, AUTHORITY: 1/);
    expect(answer).toMatch(/^corp\.internal\.\s+1\s+IN\s+SOA\s+ns\.corp\.internal\./m);
  });

  it('every kind of record, in the order in which they came', async () => {
    const records: readonly DnsRecord[] = [
      { name: 'x', type: 'CNAME', host: 'y.corp.internal' },
      { name: 'y.corp.internal', type: 'AAAA', address: 'fd00::6' },
      { name: 'x', type: 'PTR', host: 'z.corp.internal' },
      { name: 'x', type: 'TXT', text: ['one', 'two words'] },
      { name: 'x', type: 'SRV', priority: 1, weight: 2, port: 389, host: 'dc1.corp.internal' },
    ];
    interceptor.answer = () => ({
      ...{ verdict: verdict(), surface: 'faithful' },
      answer: { kind: 'records', records, timeToLive: 5000 },
    });
    const answer = (await dig('+noall', '+answer', 'ANY', 'X')).replaceAll(/[\t ]+/g, ' ');
    expect(answer.trim().split('\n')).toEqual([
      'X. 5 IN CNAME y.corp.internal.',
      'y.corp.internal. 5 IN AAAA fd00::6',
      'X. 5 IN PTR z.corp.internal.',
      'X. 5 IN TXT "one" "two words"',
      'X. 5 IN SRV 1 2 389 dc1.corp.internal.',
    ]);
  });

  it('over TCP a reset or an end where the surface says so, and silence over UDP', async () => {
    for (const [surface, words] of [
      ['reset', /connection reset/],
      ['close', /end of file|connection refused|communications error/],
    ] as const) {
      interceptor.answer = () => ({ verdict: expired, surface, answer: { kind: 'silence' } });
      expect(await dig('+tcp', '+tries=1', 'x')).toMatch(words);
      expect(await dig('+time=1', '+tries=1', 'x')).toMatch(/timed out/);
    }
  });

  it('NXDOMAIN with an SOA', async () => {
    interceptor.answer = () => ({ verdict: verdict(), surface: 'faithful', answer: { kind: 'no-such-name' } });
    expect(await dig('nope.corp.internal')).toMatch(/status: NXDOMAIN[\s\S]*AUTHORITY: 1[\s\S]*SOA/);
    expect(await dig('.')).toMatch(/status: NXDOMAIN[\s\S]*SOA/);
  });

  it('the type it asked for passed on, or OTHER', async () => {
    for (const type of ['PTR', 'TXT', 'MX', 'SRV', 'HTTPS', 'CAA']) await dig(type, 'wiki.corp.internal');
    expect(interceptor.lookups.map(({ recordType }) => recordType)).toEqual([
      'PTR',
      'TXT',
      'MX',
      'SRV',
      'OTHER',
      'OTHER',
    ]);
  });

  it('a cut answer over UDP and the whole one over TCP', async () => {
    interceptor.answer = () => addresses(...Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`));
    expect(await dig('+ignore', '+noedns', 'many.corp.internal')).toMatch(/flags: qr tc rd ra; QUERY: 1, ANSWER: 0/);
    expect((await dig('+short', '+noedns', 'many.corp.internal')).trim().split('\n')).toHaveLength(100);
    expect(await dig('+bufsize=4096', '+ignore', 'many.corp.internal')).toMatch(/ANSWER: 100/);
  });

  it('REFUSED for another class, NOTIMP for another opcode, BADVERS for another EDNS', async () => {
    expect(await dig('-c', 'CH', 'TXT', 'version.bind')).toMatch(/status: REFUSED/);
    expect(await dig('+opcode=NOTIFY', 'wiki.corp.internal')).toMatch(/status: NOTIMP/);
    expect(await dig('+edns=5', '+noednsnegotiation', 'wiki.corp.internal')).toMatch(/status: BADVERS/);
    expect(interceptor.lookups).toEqual([]);
  });

  it('nothing while the name stays without an answer', async () => {
    interceptor.answer = () => ({ verdict: expired, surface: 'faithful', answer: { kind: 'silence' } });
    expect(await dig('+time=1', 'wiki.corp.internal')).toMatch(/timed out/);
    expect(await dig('+tcp', '+time=1', 'wiki.corp.internal')).not.toMatch(/status:/);
  });

  it('SERVFAIL with the policy and the fix where failures are explained', async () => {
    interceptor.answer = () => ({ verdict: expired, surface: 'explain', answer: { kind: 'silence' } });
    const answer = await dig('wiki.corp.internal');
    expect(answer).toMatch(/status: SERVFAIL/);
    expect(answer).toMatch(/EDE: 18 \(Prohibited\): \(.*Private range.*Re-Authenticate/);
    interceptor.answer = () => ({
      verdict: { ...expired, class: 'block' },
      surface: 'explain',
      answer: { kind: 'silence' },
    });
    expect(await dig('wiki.corp.internal')).toMatch(/EDE: 15 \(Blocked\)/);
  });
});

describe('our own stub resolver', () => {
  it('tells what dig tells', async () => {
    expect(await resolveOverNetwork({ server, name: 'wiki.corp.internal' })).toEqual({
      status: 'NOERROR',
      answers: ['10.20.0.10'],
    });
    interceptor.answer = () => ({ verdict: verdict(), surface: 'faithful', answer: { kind: 'no-such-name' } });
    expect(await resolveOverNetwork({ server, name: 'nope', type: 'aaaa' })).toEqual({
      status: 'NXDOMAIN',
      answers: [],
    });
    expect(interceptor.lookups.at(-1)).toEqual({ name: 'nope', recordType: 'AAAA' });
  });

  it('asks again over TCP when the answer was cut', async () => {
    interceptor.answer = () => addresses(...Array.from({ length: 200 }, (_, index) => `10.0.0.${index}`));
    expect((await resolveOverNetwork({ server, name: 'many' })).answers).toHaveLength(200);
  });

  it('gives up in time', async () => {
    interceptor.answer = () => ({ verdict: expired, surface: 'faithful', answer: { kind: 'silence' } });
    expect(await resolveOverNetwork({ server, name: 'wiki', timeout: 100 })).toEqual({
      status: 'TIMEOUT',
      answers: [],
    });
    interceptor.answer = () => ({ verdict: expired, surface: 'explain', answer: { kind: 'silence' } });
    expect(await resolveOverNetwork({ server, name: 'wiki' })).toMatchObject({
      status: 'SERVFAIL',
      explanation: expect.stringContaining('weekly'),
    });
  });
});

describe('over TCP', () => {
  const query = (id: number, name: string) => {
    const bytes = encode({ type: 'query', id, questions: [{ type: 'A', name }] });
    return Buffer.concat([Buffer.of(0, bytes.length), bytes]);
  };

  it('several queries on one connection are answered, however they are cut', async () => {
    const socket = await dial(server);
    const answers = readToEnd(socket);
    for (const byte of Buffer.concat([query(1, 'a'), query(2, 'b'), query(3, 'c')])) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
    }
    socket.end();
    await answers;
    expect(interceptor.lookups.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('a connection on which nothing is asked any more is closed', async () => {
    const socket = await dial(server);
    socket.write(query(1, 'a'));
    expect((await readToEnd(socket)).bytes.length).toBeGreaterThan(12);
  });
});

it('answers FORMERR or nothing to a thousand messages that are none, and goes on', async () => {
  const socket = createSocket('udp4');
  socket.connect(server.port, server.host);
  await once(socket, 'connect');
  const answers: Buffer[] = [];
  socket.on('message', (message) => answers.push(message));
  const whole = encode({ type: 'query', id: 1, flags: 0x100, questions: [{ type: 'A', name: 'wiki.corp.internal' }] });
  const damaged = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([place, byte]) => {
    const copy = Buffer.from(whole);
    copy[place] = byte;
    return copy;
  });
  const messages = fc.sample(fc.oneof(damaged, fc.uint8Array({ maxLength: 100 })), 1000);
  // Now and then the service gets to read: what its queue can't take, the system drops.
  for (const [index, message] of messages.entries()) {
    await new Promise((resolve) => socket.send(message, resolve));
    if (index % 50 === 0) await resolveOverNetwork({ server, name: 'wiki' });
  }
  for (const message of [
    [0, 7, 0x80, 0],
    [0, 7, 1, 0, 0, 2],
    [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 0x0c, 0, 1, 0, 1],
  ]) {
    socket.send(Buffer.concat([Buffer.from(message), Buffer.alloc(12)]).subarray(0, Math.max(12, message.length)));
  }
  expect(await resolveOverNetwork({ server, name: 'wiki' })).toMatchObject({ status: 'NOERROR' });
  await eventually(() => answers.some((answer) => ((answer[3] ?? 0) & 0xf) === 1)).toBe(true);
  socket.close();
  expect(lines).toEqual([]);
});

it.each([
  ['a dot inside a label', [3, 0x61, 0x2e, 0x62, 0]],
  ['bytes that are no UTF-8', [2, 0xff, 0xfe, 0]],
  ['a line end', [2, 0x61, 0x0a, 0]],
])('says FORMERR to a name with %s rather than answer for another', async (_what, name) => {
  const socket = createSocket('udp4');
  socket.connect(server.port, server.host);
  await once(socket, 'connect');
  const answered = once(socket, 'message');
  socket.send(Buffer.from([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...name, 0, 1, 0, 1]));
  const [answer] = (await answered) as [Buffer];
  socket.close();
  expect([...answer.subarray(0, 4)]).toEqual([0, 7, 0x81, 0x81]);
  expect(interceptor.lookups).toEqual([]);
});

it('takes another port, the same for both, when the wanted one is taken, and says so', async () => {
  const other = createServer();
  const wanted = await listenOn(other, 0);
  const second = createDnsService({ interceptor, port: wanted, log });
  const report = await second.start();
  expect(report).toEqual({ port: expect.any(Number), wanted, taken: true });
  const address = { host: '127.0.0.1', port: report.port };
  expect(await resolveOverNetwork({ server: address, name: 'wiki' })).toMatchObject({ status: 'NOERROR' });
  (await dial(address)).destroy();
  await second.stop();
  const third = createDnsService({ interceptor, port: report.port, log });
  expect(await third.start()).toEqual({ port: report.port, wanted: report.port, taken: false });
  await third.stop();
  await closeServer(other);
});
