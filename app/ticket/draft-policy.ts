import { isPrivateAddress, rangeHolds } from '../network/address.ts';
import { formatGoDuration } from '../policy/duration.ts';
import type { Millis } from '../time/instant.ts';
import type { DraftDestination } from './draft-destinations.ts';

export type DraftPolicy = {
  readonly id: string;
  readonly name: string;
  readonly precedence: number;
  readonly traffic: string;
  readonly checkSession: string;
};

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

/**
 * The one policy that would explain what fails: an Allow with the stated limit over the private ranges in which it lies, as the usual mistake
 * has it (DOMAIN.md §1.4 fact 23); over what fails alone where something private in those ranges works. `undefined`: nothing fails.
 */
export function draftPolicy(destinations: readonly DraftDestination[], timeout: Millis): DraftPolicy | undefined {
  const failing = destinations.filter(({ fails }) => fails);
  if (failing.length === 0) return undefined;
  const ranges = new Set(
    failing.map(({ address }) => privateRanges.find((range) => rangeHolds(range, address)) ?? address),
  );
  const isSpared = destinations.some(
    ({ works, fails, address }) =>
      works && !fails && isPrivateAddress(address) && [...ranges].some((range) => rangeHolds(range, address)),
  );
  const covered = isSpared ? failing.map(({ address }) => address) : [...ranges];
  return {
    id: 'from-the-ticket',
    name: 'From the ticket, assumed',
    precedence: 100,
    traffic: `net.dst.ip in {${covered.join(' ')}}`,
    checkSession: formatGoDuration(timeout),
  };
}
