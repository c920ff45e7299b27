import type { Environment, FallbackDomain } from '../environment/environment.ts';
import type { RecordType } from '../session/command.ts';
import type { LookupAnswer } from '../session/event.ts';
import { isPrivateAddress } from './address.ts';
import { canonicalName, destinationAt, destinationNamed } from './destination.ts';
import { addressRecord, type DnsRecord, reverseName, writeRecordData } from './dns-record.ts';

/** A resolver goes no further along a chain of CNAMEs. */
const longestChain = 8;

/** What names depend on. */
export type Names = Pick<Environment, 'destinations' | 'dns'>;

type Zones = { readonly privately: RecordsByName; readonly publicly: RecordsByName };
type RecordsByName = ReadonlyMap<string, readonly DnsRecord[]>;

const known = new WeakMap<Environment['destinations'], WeakMap<Environment['dns'], Zones>>();

/** The Local Domain Fallback entry that takes a name, the longest suffix first (DOMAIN.md §5.3 fact 11). */
export function fallbackFor(environment: Environment, name: string): FallbackDomain | undefined {
  const wanted = canonicalName(name);
  return environment.dns.localDomainFallback
    .filter(({ suffix }) => wanted === suffix || wanted.endsWith(`.${suffix}`))
    .toSorted((a, b) => b.suffix.length - a.suffix.length)[0];
}

/** What a resolver that knows the private zones answers. */
export function answerPrivately(environment: Names, name: string, type: RecordType): LookupAnswer {
  return answerFrom(zonesOf(environment).privately, environment, name, type);
}

/** What public DNS answers: it knows nothing of private addresses, nor of what the environment says of private names. */
export function answerPublicly(environment: Names, name: string, type: RecordType): LookupAnswer {
  return answerFrom(zonesOf(environment).publicly, environment, name, type);
}

/** The addresses among an answer's records. */
export function addressesIn(answer: LookupAnswer): readonly string[] {
  if (answer.kind !== 'records') return [];
  return answer.records.flatMap((record) => ('address' in record ? [record.address] : []));
}

/** What an answer comes to, in words, the aliases on the way left out. */
export function answersIn(answer: LookupAnswer): readonly string[] {
  if (answer.kind !== 'records') return [];
  const last = answer.records.filter(({ type }) => type !== 'CNAME');
  return (last.length > 0 ? last : answer.records).map(writeRecordData);
}

/** The destination that a host name leads to, by its own name or by an alias. */
export function destinationBehind(environment: Names, host: string): ReturnType<typeof destinationNamed> {
  const own = destinationNamed(environment, host);
  if (own !== undefined) return own;
  const [address] = addressesIn(answerPrivately(environment, host, 'ADDRESS'));
  return address === undefined ? undefined : destinationAt(environment, address);
}

/** The names in `dns.records` that lead to a destination, by its key. */
export function aliasesOf(environment: Names): ReadonlyMap<string, readonly string[]> {
  const aliases = new Map<string, string[]>();
  for (const { name, type } of environment.dns.records) {
    if (type !== 'CNAME' && type !== 'A' && type !== 'AAAA') continue;
    const key = destinationBehind(environment, name)?.name;
    if (key !== undefined) aliases.set(key, [...(aliases.get(key) ?? []), name]);
  }
  return aliases;
}

function answerFrom(zone: RecordsByName, { dns }: Names, name: string, type: RecordType): LookupAnswer {
  const chain: DnsRecord[] = [];
  let at = canonicalName(name);
  for (let hop = 0; hop < longestChain; hop += 1) {
    const here = zone.get(at);
    if (here === undefined) break;
    const alias = here.find(isAlias);
    const wanted = here.filter((record) => isWanted(record, type));
    // Whoever asks for the alias itself gets it alone; any other question follows it (RFC 1034 §3.6.2).
    if (alias === undefined || type === 'CNAME' || type === 'ANY') {
      chain.push(...wanted);
      return chain.length === 0 ? { kind: 'no-data' } : { kind: 'records', records: chain, timeToLive: dns.timeToLive };
    }
    chain.push(alias);
    at = alias.host;
  }
  // A chain that leads nowhere, or round in circles.
  return { kind: 'no-such-name' };
}

function isAlias(record: DnsRecord): record is Extract<DnsRecord, { readonly host: string }> {
  return record.type === 'CNAME';
}

function isWanted(record: DnsRecord, type: RecordType): boolean {
  return type === 'ANY' || record.type === type || (type === 'ADDRESS' && 'address' in record);
}

function zonesOf({ destinations, dns }: Names): Zones {
  const ofPlaces = known.get(destinations) ?? new WeakMap<Environment['dns'], Zones>();
  known.set(destinations, ofPlaces);
  const zones = ofPlaces.get(dns) ?? makeZones(destinations, dns);
  ofPlaces.set(dns, zones);
  return zones;
}

/** Every destination is at its host name, and its host name at its address; what stands in `dns.records` comes to that. */
function makeZones(destinations: Environment['destinations'], { records }: Environment['dns']): Zones {
  const ofPlaces = Object.values(destinations).flatMap(({ host, address }): [boolean, DnsRecord][] => {
    const isHidden = isPrivateAddress(address);
    const back = { name: reverseName(address), type: 'PTR', host: canonicalName(host) } as const;
    return [
      [isHidden, addressRecord(canonicalName(host), address)],
      [isHidden, back],
    ];
  });
  const written = records.map((record): [boolean, DnsRecord] => [true, record]);
  const all = [...ofPlaces, ...written];
  return {
    privately: byName(all.map(([, record]) => record)),
    publicly: byName(all.flatMap(([isHidden, record]) => (isHidden ? [] : [record]))),
  };
}

function byName(records: readonly DnsRecord[]): RecordsByName {
  const index = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const here = index.get(record.name);
    if (here === undefined) index.set(record.name, [record]);
    else here.push(record);
  }
  return index;
}
