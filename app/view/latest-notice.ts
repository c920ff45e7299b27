import { sayWhen } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import type { Snapshot, SnapshotNotice } from './snapshot-shape.ts';

/** The latest notice since the last sign-in. */
export function latestNoticeOf(snapshot: Snapshot): SnapshotNotice | undefined {
  const since = snapshot.session?.authenticatedAt ?? Number.NEGATIVE_INFINITY;
  return snapshot.notices.items.filter((notice) => notice.at >= since).sort((one, other) => other.at - one.at)[0];
}

/** What became of it, in a sentence; also for when there is none yet. */
export function sayLatestNotice(notice: SnapshotNotice | undefined, now: Millis): string {
  if (!notice) return 'Nobody has tried since, so no notice was posted yet.';
  const at = sayWhen(notice.at, now);
  if (notice.fate === 'suppressed')
    return `One notice was due at ${at} and was not shown: ${saySuppression(notice.why)}.`;
  return `One notice was posted at ${at} and ${fates[notice.fate]}.`;
}

/** Why a notice was kept back, in words. */
export function saySuppression(why: string | undefined): string {
  return why === undefined ? 'the reason is not known' : (suppressions[why] ?? why);
}

const fates: Readonly<Record<SnapshotNotice['fate'], string>> = {
  due: 'is on its way',
  seen: 'was seen, and nobody has acted on it',
  missed: 'nobody was at the desk',
  suppressed: 'was not shown',
  dismissed: 'was dismissed',
  clicked: 'was clicked',
  'clicked-late': 'was clicked late',
  withdrawn: 'stood on the screen when this run branched off, which ended it',
  abandoned: 'was clicked, and the sign-in was given up',
};

const suppressions: Readonly<Record<string, string>> = {
  'no-channel': 'this device has no place to show one',
  'permission-denied': 'the client may not show notifications',
  'do-not-disturb': 'do not disturb was on',
  'screen-locked': 'the screen was locked',
};
