import type { Answer, Question } from 'dns-packet';
import type { DnsRecord } from '../../app/network/dns-record.ts';
import type { RecordType } from '../../app/session/command.ts';
import type { LookupAnswer } from '../../app/session/event.ts';
import { second } from '../../app/time/instant.ts';
import { normalHost } from '../../app/wire/byte-text.ts';
import { dnsHeaderLength, readDnsQuery } from './dns-query.ts';
import { type DnsReply, writeBareReply, writeDnsReply } from './dns-reply.ts';
import { describeRefusal } from './extended-dns-error.ts';
import type { Interceptor } from './interceptor.ts';

/**
 * Seconds. A resolver that remembers the failure of before a sign-in for longer would keep the network dead when it is
 * not any more.
 */
const negativeTimeToLive = 1;

const knownTypes = [
  'A',
  'AAAA',
  'PTR',
  'SOA',
  'NS',
  'TXT',
  'SRV',
  'CNAME',
  'MX',
  'ANY',
] as const satisfies RecordType[];

/** `silence`: nothing comes. `reset`, `close`: what a connection ends with; a datagram has none and stays unanswered. */
export type DnsOutcome = Buffer | 'silence' | 'reset' | 'close';

type Ask = Pick<Interceptor, 'resolveName' | 'generation'>;
type Ending = DnsReply | Exclude<DnsOutcome, Buffer>;

/** Answers one DNS message to the client's DNS proxy. What the message holds never makes it reject. */
export function answerDns(interceptor: Ask, message: Buffer, overUdp: boolean): Promise<DnsOutcome> {
  return answerMessage(message, overUdp, async (question, name, recordType) => {
    const { verdict, answer, surface } = await interceptor.resolveName({ name, recordType });
    if (answer.kind !== 'silence') return tell(question.name, name, answer);
    if (surface === 'explain') {
      return { code: 'SERVFAIL', error: describeRefusal(verdict, name, interceptor.generation()) };
    }
    return verdict.outcome === 'refused' && (surface === 'reset' || surface === 'close') ? surface : 'silence';
  });
}

/** Answers one DNS message from what is known; `undefined` for what is no query. */
export async function answerQuery(
  message: Buffer,
  know: (name: string, type: RecordType) => LookupAnswer,
): Promise<Buffer | undefined> {
  const answer = await answerMessage(message, false, async ({ name: asked }, name, type) => {
    const known = know(name, type);
    return known.kind === 'silence' ? 'silence' : tell(asked, name, known);
  });
  return typeof answer === 'string' ? undefined : answer;
}

async function answerMessage(
  message: Buffer,
  overUdp: boolean,
  decide: (question: Question, name: string, type: RecordType) => Promise<Ending>,
): Promise<DnsOutcome> {
  if (message.length < dnsHeaderLength) return 'silence';
  const flags = message.readUInt16BE(2);
  // Answering an answer could go on for ever.
  if (flags & 0x8000) return 'silence';
  if ((flags >> 11) & 0xf) return writeBareReply('NOTIMP', message);
  const query = readDnsQuery(message);
  if (query === undefined) return writeBareReply('FORMERR', message);
  const { question, edns } = query;
  if (edns !== undefined && edns.ednsVersion !== 0) return writeDnsReply(query, { code: 'BADVERS' }, overUdp);
  if (question.class !== 'IN') return writeDnsReply(query, { code: 'REFUSED' }, overUdp);
  const recordType = knownTypes.find((known) => known === (question.type as string)) ?? 'OTHER';
  const reply = await decide(question, normalHost(question.name), recordType);
  return typeof reply === 'string' ? reply : writeDnsReply(query, reply, overUdp);
}

function tell(asked: string, name: string, answer: Exclude<LookupAnswer, { kind: 'silence' }>): DnsReply {
  if (answer.kind === 'records') return tellRecords(asked, name, answer);
  return { code: answer.kind === 'no-data' ? 'NOERROR' : 'NXDOMAIN', authorities: [startOfAuthority(name)] };
}

/** The name is repeated as it was asked, in its letter case. */
function tellRecords(asked: string, name: string, answer: Extract<LookupAnswer, { kind: 'records' }>): DnsReply {
  const ttl = Math.floor(answer.timeToLive / second);
  const answers = answer.records.map((record) => writeRecord(record, record.name === name ? asked : record.name, ttl));
  const isAnswered = answer.records.some(({ type }) => type !== 'CNAME') || answer.records.length === 1;
  return { code: 'NOERROR', answers, authorities: isAnswered ? [] : [startOfAuthority(name)] };
}

function writeRecord(record: DnsRecord, name: string, ttl: number): Answer {
  const at = { name, ttl };
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { ...at, type: record.type, data: record.address };
    case 'CNAME':
    case 'PTR':
      return { ...at, type: record.type, data: record.host };
    case 'TXT':
      return { ...at, type: 'TXT', data: [...record.text] };
    case 'SRV': {
      const { priority, weight, port, host } = record;
      return { ...at, type: 'SRV', data: { priority, weight, port, target: host } };
    }
  }
}

/** Which a negative answer carries, for the zone that would hold the name (RFC 2308 §3). */
function startOfAuthority(name: string): Answer {
  const zone = name.split('.').slice(1).join('.');
  const below = (label: string) => (zone === '' ? label : `${label}.${zone}`);
  return {
    type: 'SOA',
    name: zone === '' ? '.' : zone,
    ttl: negativeTimeToLive,
    data: {
      mname: below('ns'),
      rname: below('hostmaster'),
      serial: 1,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: negativeTimeToLive,
    },
  };
}
