import type { Explanation } from '../../app/bridge/contract.ts';
import { sayExactly } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { policyResults } from '../../app/view/policy-words.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import { gapsIn, mattersIn, phaseTitle } from './phase-words.ts';
import type { Phase } from './policies-in-order.tsx';

type About = { readonly subject: string; readonly seen: string | undefined; readonly explanation: Explanation };

/** A verdict as plain text, for a ticket. */
export function verdictText(
  snapshot: Pick<Snapshot, 'environment' | 'user' | 'product'>,
  now: Millis,
  about: About,
): string {
  const { subject, seen, explanation } = about;
  const { verdict } = explanation;
  const policy = verdict.policy ? `, policy “${verdict.policy.name}”` : '';
  return [
    subject,
    explanation.summary,
    '',
    `Verdict: ${verdict.outcome}, class ${verdict.class}, stage ${verdict.stage}${policy}`,
    `Age: ${verdict.ageSeconds} s${verdict.limitSeconds === undefined ? '' : ` of ${verdict.limitSeconds} s`}`,
    ...(seen === undefined ? [] : [`${texts.why.saw}: ${seen}`]),
    ...explanation.because.map((reason, at) => `${at + 1}. ${reason}`),
    '',
    `${texts.why.user}: ${explanation.user}`,
    `${texts.why.support}: ${explanation.support}`,
    ...testLines(explanation.test),
    ...(explanation.policies ?? []).flatMap(phaseLines),
    '',
    `${sayExactly(now)} (virtual) · team ${snapshot.environment.team} · ${snapshot.user?.email ?? 'not enrolled'}`,
    `${texts.product} ${snapshot.product.version}`,
  ].join('\n');
}

type Test = NonNullable<Explanation['test']>;

function testLines(test: Test | undefined): readonly string[] {
  if (test === undefined) return [];
  const told = (title: string, one: Omit<Test, 'quick'>) => [
    '',
    `${title}: ${one.do}`,
    `${texts.why.ifSo}: ${one.ifSo}`,
    `${texts.why.ifNot}: ${one.ifNot}`,
  ];
  return [...(test.quick === undefined ? [] : told(texts.why.quick, test.quick)), ...told(texts.why.sure, test)];
}

/** The policies that mattered, with what each condition found; the others are counted. */
function phaseLines(phase: Phase): readonly string[] {
  const shown = phase.told.filter(mattersIn);
  return [
    '',
    `${texts.why.policies}: ${phaseTitle(phase)}`,
    ...shown.flatMap(({ place, name, action, result, because, conditions }) => [
      `${place}. ${name} (${action}): ${policyResults[result]}. ${because}`,
      ...conditions.map(
        ({ text, value, negated, why }) =>
          `   ${value === negated ? '○' : '●'} ${negated ? `not(${text})` : text}: ${why}`,
      ),
    ]),
    ...gapsIn(phase, shown.length),
  ];
}
