import type { Explanation } from '../../app/bridge/contract.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { phaseNames, policyResults } from '../../app/view/policy-words.ts';
import { joinParagraphs, wrapText } from './text.ts';

type PhaseTold = NonNullable<Explanation['policies']>[number];
type PolicyTold = PhaseTold['told'][number];
type ConditionTold = PolicyTold['conditions'][number];

/** Every policy in order, phase by phase: what came of it, why, and its conditions below. */
export function sayPolicies(phases: readonly PhaseTold[]): string {
  return joinParagraphs(...phases.map(sayPhase));
}

function sayPhase(phase: PhaseTold): string[] {
  const { told, total, about, more, offset, notReached } = phase;
  const lines = [`${phaseNames[phase.phase]} policies in order, for ${about} (${total} in all)`];
  let place = offset === 0 ? 0 : (told[0]?.place ?? 1) - 1;
  const width = String(total).length;
  for (const policy of told) {
    lines.push(...sayGap(place, policy.place, width), ...sayPolicy(policy, width));
    place = policy.place;
  }
  if (more > 0)
    lines.push(`  – ${' '.repeat(width)}  ${numberOf(more, 'more policy is', 'more policies are')} not shown`);
  else lines.push(...sayGap(place, total - notReached + 1, width));
  if (notReached > 0 && told.at(-1)?.result !== 'not-reached') {
    lines.push(`  – ${' '.repeat(width)}  ${numberOf(notReached, 'policy', 'policies')} after the match, not asked`);
  }
  return lines;
}

/** Places that are left out between two that are told. */
function sayGap(before: number, place: number, width: number): string[] {
  const count = place - before - 1;
  if (count < 1) return [];
  return [`  – ${' '.repeat(width)}  ${numberOf(count, 'policy', 'policies')} for other destinations`];
}

const marks: Readonly<Record<PolicyTold['result'], string>> = {
  matched: '✓',
  'no-match': '✗',
  'identity-failed': '✗',
  'posture-failed': '✗',
  unresolved: '▲',
  disabled: '–',
  'not-reached': '–',
};

function sayPolicy(policy: PolicyTold, width: number): string[] {
  const { place, name, action, result, because, conditions, faults } = policy;
  const indent = ' '.repeat(width + 6);
  return [
    `  ${marks[result]} ${String(place).padStart(width)}  ${name} (${action}): ${policyResults[result]}`,
    ...(result === 'not-reached' ? [] : wrapText(because, indent)),
    ...conditions.flatMap((condition) => sayCondition(condition, indent)),
    ...faults.flatMap((fault) => wrapText(`▲ ${sayFault(fault)}`, indent)),
  ];
}

function sayFault({ part, message, hint, at }: PolicyTold['faults'][number]): string {
  const where = at === undefined ? part : `${part}, line ${at.line}, column ${at.column}`;
  return `${where}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

const parts = { traffic: '', identity: 'identity: ', devicePosture: 'posture: ' } as const;

function sayCondition({ part, text, value, negated, actual, missing }: ConditionTold, indent: string): string[] {
  const mark = value === negated ? '✗' : '✓';
  const written = text.replaceAll(/\s+/g, ' ');
  const found = actual === undefined ? (missing === undefined ? '' : '  [no value]') : `  [${actual}]`;
  const [first = '', ...others] = wrapText(
    `${parts[part]}${negated ? `not(${written})` : written}${found}`,
    `${indent}  `,
  );
  return [`${indent}${mark} ${first.trimStart()}`, ...others];
}
