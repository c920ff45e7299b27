import type { Environment, FallbackDomain } from '../environment/environment.ts';
import type { RecordType } from '../session/command.ts';
import type { LookupAnswer } from '../session/event.ts';
import { canonicalName, destinationNamed, isPrivate } from './destination.ts';

/** The Local Domain Fallback entry that takes a name, the longest suffix first (DOMAIN.md §5.3 fact 11). */
export function fallbackFor(environment: Environment, name: string): FallbackDomain | undefined {
  const wanted = canonicalName(name);
  return environment.dns.localDomainFallback
    .filter(({ suffix }) => wanted === suffix || wanted.endsWith(`.${suffix}`))
    .toSorted((a, b) => b.suffix.length - a.suffix.length)[0];
}

/** What a resolver that knows the private zones answers. */
export function answerPrivately(environment: Environment, name: string, type: RecordType): LookupAnswer {
  return answerFrom(environment, name, type, () => true);
}

/** What public DNS answers: it knows nothing of private addresses. */
export function answerPublicly(environment: Environment, name: string, type: RecordType): LookupAnswer {
  return answerFrom(environment, name, type, (privately) => !privately);
}

function answerFrom(
  environment: Environment,
  name: string,
  type: RecordType,
  knows: (isPrivate: boolean) => boolean,
): LookupAnswer {
  const found = destinationNamed(environment, name);
  if (found === undefined || !knows(isPrivate(found.destination))) return { kind: 'no-such-name' };
  const { address } = found.destination;
  const holds = address.includes(':') ? 'AAAA' : 'A';
  if (type !== holds && type !== 'ANY') return { kind: 'no-data' };
  return { kind: 'addresses', addresses: [address], timeToLive: environment.dns.timeToLive };
}
