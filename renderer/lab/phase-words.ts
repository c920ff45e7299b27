import { numberOf } from '../../app/view/number-of.ts';
import { phaseNames } from '../../app/view/policy-words.ts';
import type { Phase } from './policies-in-order.tsx';

type Policy = Phase['told'][number];

export function phaseTitle({ phase, about }: Phase): string {
  return `${phaseNames[phase]} policies, for ${about}`;
}

/** All but those that plainly are for something else. */
export function mattersIn({ result, wouldMatch }: Policy): boolean {
  if (result === 'disabled') return wouldMatch === true;
  return result !== 'no-match' && result !== 'not-reached';
}

/** What is left out of a phase, by reason. `shown`: how many are not. */
export function gapsIn(phase: Phase, shown: number): readonly string[] {
  const { otherDestinations, notReached, told, total } = phase;
  const isAll = told.length === shown && shown + phase.more + phase.offset >= total;
  if (isAll) return [];
  const others = told.length - shown;
  return [
    ...(otherDestinations === 0 ? [] : [`${numberOf(otherDestinations, 'policy', 'policies')} for other destinations`]),
    ...(others === 0 ? [] : [`${numberOf(others, 'policy', 'policies')} before the match that did not match`]),
    ...(notReached === 0 ? [] : [`${numberOf(notReached, 'policy', 'policies')} after the match, not asked`]),
  ];
}
