import { saySuppression } from '../../app/view/latest-notice.ts';
import type { SnapshotNotice } from '../../app/view/snapshot-shape.ts';

/** What became of a notice, in a word or two. */
export function sayFate({ fate, why }: Pick<SnapshotNotice, 'fate' | 'why'>): string {
  if (fate === 'suppressed') return `not shown: ${saySuppression(why)}`;
  return fate === 'clicked-late' ? 'clicked late' : fate;
}

/** What brought it about, and what came of it since. */
export function sayCause({ host, actor, policyName, refusedSince, delivery }: SnapshotNotice): string {
  return [
    `${actor ?? 'A program'} tried ${host} under “${policyName}”`,
    ...(refusedSince > 0 ? [`${refusedSince} refused since`] : []),
    ...(delivery === undefined ? [] : [delivery]),
  ].join(' · ');
}
