import { saySuppression } from '../../app/view/latest-notice.ts';
import type { SnapshotNotice } from '../../app/view/snapshot-shape.ts';

/** What became of a notice, in a word or two. */
export function sayFate({ fate, why }: Pick<SnapshotNotice, 'fate' | 'why'>): string {
  if (fate === 'suppressed') return `not shown: ${saySuppression(why)}`;
  if (fate === 'withdrawn') return 'ended by the branch';
  return fate === 'clicked-late' ? 'clicked late' : fate;
}

const kinds: Readonly<Record<SnapshotNotice['kind'], string>> = {
  expired: '',
  warning: 'warning ahead, ',
  wake: 'again on waking, ',
};

/** What kind of notice it was, ahead of its fate; that of an expired session is the usual one and needs no word. */
export function sayKind({ kind }: Pick<SnapshotNotice, 'kind'>): string {
  return kinds[kind];
}

/** What brought it about, and what came of it since. */
export function sayCause({ host, actor, policyName, refusedSince, real, delivery }: SnapshotNotice): string {
  return [
    `${actor ?? 'A program'} tried ${host} under “${policyName}”`,
    ...(refusedSince > 0 ? [`${refusedSince} refused since`] : []),
    ...(delivery === undefined && !real ? [] : [`real notification: ${delivery ?? 'unknown'}`]),
  ].join(' · ');
}
