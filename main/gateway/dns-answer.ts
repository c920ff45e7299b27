import type { Answer } from 'dns-packet';
import type { RecordType } from '../../app/session/command.ts';
import type { LookupAnswer } from '../../app/session/event.ts';
import { second } from '../../app/time/instant.ts';
import { normalHost } from '../../app/wire/byte-text.ts';
import { type DnsQuery, dnsHeaderLength, readDnsQuery } from './dns-query.ts';
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

/** Answers one DNS message; `undefined` is silence. What the message holds never makes it reject. */
export async function answerDns(
  interceptor: Pick<Interceptor, 'resolveName' | 'generation'>,
  message: Buffer,
  overUdp: boolean,
): Promise<Buffer | undefined> {
  if (message.length < dnsHeaderLength) return undefined;
  const flags = message.readUInt16BE(2);
  // Answering an answer could go on for ever.
  if (flags & 0x8000) return undefined;
  if ((flags >> 11) & 0xf) return writeBareReply('NOTIMP', message);
  const query = readDnsQuery(message);
  if (query === undefined) return writeBareReply('FORMERR', message);
  const reply = await decide(interceptor, query);
  return reply && writeDnsReply(query, reply, overUdp);
}

async function decide(
  interceptor: Pick<Interceptor, 'resolveName' | 'generation'>,
  { question, edns }: DnsQuery,
): Promise<DnsReply | undefined> {
  if (edns !== undefined && edns.ednsVersion !== 0) return { code: 'BADVERS' };
  if (question.class !== 'IN') return { code: 'REFUSED' };
  const name = normalHost(question.name);
  const recordType = knownTypes.find((known) => known === (question.type as string)) ?? 'OTHER';
  const { verdict, answer, surface } = await interceptor.resolveName({ name, recordType });
  if (answer.kind === 'addresses') return tellAddresses(question, recordType, name, answer);
  if (answer.kind === 'no-data') return { code: 'NOERROR', authorities: [startOfAuthority(name)] };
  if (answer.kind === 'no-such-name') return { code: 'NXDOMAIN', authorities: [startOfAuthority(name)] };
  return surface === 'explain'
    ? { code: 'SERVFAIL', error: describeRefusal(verdict, name, interceptor.generation()) }
    : undefined;
}

function tellAddresses(
  question: DnsQuery['question'],
  recordType: RecordType,
  name: string,
  { addresses, timeToLive }: Extract<LookupAnswer, { kind: 'addresses' }>,
): DnsReply {
  const answers = addresses.flatMap((data): Answer[] => {
    const type = data.includes(':') ? 'AAAA' : 'A';
    const wanted = recordType === type || recordType === 'ANY';
    return wanted ? [{ type, name: question.name, ttl: Math.floor(timeToLive / second), data }] : [];
  });
  return { code: 'NOERROR', answers, authorities: answers.length > 0 ? [] : [startOfAuthority(name)] };
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
