import { isPrivateAddress } from '../network/address.ts';
import type { DiagReading } from './diag-reading.ts';
import { assumed, type Based, readFrom, stated } from './draft-basis.ts';
import type { DraftDestinations, Resolver } from './draft-destinations.ts';
import { isPrivateName } from './host-name.ts';
import type { Ticket } from './ticket.ts';

type Suffix = { readonly suffix: string; readonly resolver: string; readonly transport: 'udp' };
type ResolverPolicy = {
  readonly id: string;
  readonly name: string;
  readonly precedence: number;
  readonly filter: 'dns_resolver';
  readonly action: 'resolve';
  readonly traffic: string;
  readonly resolvers: readonly string[];
};

export type DraftNames = {
  readonly fallback: Based<readonly Suffix[]>;
  /** For private names that Local Domain Fallback is known not to take. */
  readonly policies: readonly ResolverPolicy[];
};

/** The resolvers that somebody named. Of several that the client falls back to, the first is asked. */
export function namedResolvers({ fallback }: Ticket, { resolvers }: DiagReading): readonly Resolver[] {
  const said = fallback.flatMap(({ resolver }) => (resolver === undefined ? [] : { address: resolver, basis: stated }));
  const [first] = resolvers?.value ?? [];
  return [
    ...said,
    ...(resolvers === undefined || first === undefined ? [] : [{ address: first, basis: readFrom(resolvers) }]),
  ];
}

export function knownSuffixes({ fallback }: Ticket, { suffixes }: DiagReading): readonly string[] {
  return [...new Set([...fallback.map(({ suffix }) => suffix), ...(suffixes?.value ?? [])])];
}

/**
 * Who answers private names. Those in the ticket that no known suffix takes get one, assumed; where all suffixes are known, a resolver
 * policy, since nothing else would know them.
 */
export function draftNames(ticket: Ticket, diag: DiagReading, destinations: DraftDestinations): DraftNames {
  const known = knownSuffixes(ticket, diag);
  const names = [...destinations.all.map(({ host, address }) => ({ name: host, address })), ...destinations.aliases];
  const uncovered = [
    ...new Set(
      names
        .filter(({ name, address }) => isPrivateAddress(address) && name !== address && !name.endsWith('.invalid'))
        .filter(({ name }) => !known.some((suffix) => name === suffix || name.endsWith(`.${suffix}`)))
        .map(({ name }) => suffixOf(name)),
    ),
  ];
  if (known.length + uncovered.length === 0) return { fallback: { value: [], basis: stated }, policies: [] };
  const last = namedResolvers(ticket, diag).at(-1)?.address ?? destinations.assumeResolver().address;
  const entry = (suffix: string): Suffix => {
    const said = ticket.fallback.find((one) => one.suffix === suffix)?.resolver;
    return { suffix, resolver: said ?? last, transport: 'udp' };
  };
  if (known.length === 0) {
    const basis = assumed('something has to answer the private names');
    return { fallback: { value: uncovered.map(entry), basis }, policies: [] };
  }
  return {
    fallback: { value: known.map(entry), basis: diag.suffixes === undefined ? stated : readFrom(diag.suffixes) },
    policies: uncovered.map((suffix, index) => ({
      id: `names-${index + 1}`,
      name: `Names below ${suffix}, assumed`,
      precedence: 200 + index,
      ...{
        filter: 'dns_resolver',
        action: 'resolve',
        traffic: `any(dns.domains[*] == "${suffix}")`,
        resolvers: [last],
      },
    })),
  };
}

/** The zone that a name most likely stands in. */
function suffixOf(name: string): string {
  const labels = name.split('.');
  if (labels.length > 2) return labels.slice(1).join('.');
  return labels.length === 2 && isPrivateName(name, []) ? (labels[1] ?? name) : name;
}
