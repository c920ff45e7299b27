import { numberOf } from '../../app/view/number-of.ts';
import type { Phase } from './policies-in-order.tsx';

type Policy = Phase['told'][number];

const names = { network: 'Network', 'do-not-inspect': 'Do Not Inspect', http: 'HTTP' } as const;

export function phaseTitle({ phase, about }: Phase): string {
  return `${names[phase]} policies, for ${about}`;
}

/** All but those that plainly are for something else. */
export function mattersIn({ result, because }: Policy): boolean {
  if (result === 'disabled') return because.endsWith('it would match.');
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

export const resultWords: Readonly<Record<Policy['result'], string>> = {
  matched: 'matches',
  'no-match': 'no match',
  'identity-failed': 'identity fails',
  'posture-failed': 'posture fails',
  unresolved: 'can’t be evaluated',
  disabled: 'disabled',
  'not-reached': 'not asked',
};
