import { minute } from '../time/instant.ts';
import { sayRoughly } from '../time/span.ts';
import { type Act, offerSignIn } from './act.ts';
import { nextExpiryOf } from './next-expiry.ts';
import type { Facts } from './sentence-facts.ts';
import { quote } from './sentence-words.ts';
import type { SnapshotDestination } from './snapshot-shape.ts';
import { isSoon, policyOf } from './standing.ts';

/** What expires next, if anything does, and the ways to get there. */
export function saysExpiry(facts: Facts): { said: string[]; acts: Act[]; soon: boolean } {
  const { snapshot, now, destinations } = facts;
  const next = nextExpiryOf(snapshot, now);
  if (next === undefined) {
    const isChecked = destinations.some((destination) => destination.checked);
    return {
      said: [isChecked ? 'Nothing expires.' : 'Nothing expires: no policy that is in use carries a session check.'],
      acts: [],
      soon: false,
    };
  }
  const limits = [...new Set(next.destinations.flatMap(({ limit }) => (limit ? [sayLimit(limit)] : [])))];
  const under = limits.length === 0 ? '' : `, under ${limits.join(' and ')}`;
  const durations = next.destinations.map((destination) => policyOf(snapshot, destination)?.duration ?? 0);
  const is =
    next.destinations.length < 2 || next.isInternalNetwork ? 'The first thing to expire is' : 'The first to expire are';
  const before: Act[] =
    next.at - now > minute ? [{ do: 'jump-before-expiry', label: 'Jump to 1 min before', at: next.at - minute }] : [];
  return {
    said: [`${is} ${next.subject}, in ${sayRoughly(next.at - now)}${under}.`],
    acts: [
      { do: 'jump-past-expiry', label: 'Jump to just after the expiry', at: next.at + minute },
      ...before,
      ...offerSignIn(snapshot),
    ],
    soon: isSoon(next.at, Math.max(0, ...durations), now),
  };
}

function sayLimit({ class: cause, name }: NonNullable<SnapshotDestination['limit']>): string {
  return cause === 'access' ? `the Access application ${quote(name)}` : quote(name);
}
