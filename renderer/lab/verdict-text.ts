import type { Explanation } from '../../app/bridge/contract.ts';
import { sayExactly } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';

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
    '',
    `${sayExactly(now)} (virtual) · team ${snapshot.environment.team} · ${snapshot.user?.email ?? 'not enrolled'}`,
    `${texts.product} ${snapshot.product.version}`,
  ].join('\n');
}
