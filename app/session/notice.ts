import type { Millis } from '../time/instant.ts';
import type { Notice, State } from './state.ts';
import type { NoticeOutcome, SuppressionReason } from './verdict.ts';

/** What a refused session check makes of the one notice. */
export type NoticeDecision = { readonly outcome: NoticeOutcome; readonly why?: SuppressionReason };

/**
 * Whether a refusal brings the notice: on the first refused attempt after a sign-in (assumption A4), at most once an
 * episode, or once an episode and policy (A3). A suppressed or unseen one counts as used (A5).
 */
export function decideNotice(state: State, policyId: string, at: Millis): NoticeDecision {
  const { session, environment } = state;
  if (session === undefined || at < session.authenticatedAt + environment.assumptions.accessReturnsAfter) {
    return { outcome: 'none' };
  }
  const { noticeScope, unseenNoticeIsUsed } = environment.assumptions;
  const isUsed = state.notices.some(
    (notice) =>
      notice.episode === session.episode &&
      (noticeScope === 'episode' || notice.policyId === policyId) &&
      (unseenNoticeIsUsed || !wentUnseen(notice)),
  );
  if (isUsed) return { outcome: 'none' };
  const why = reasonSuppressed(state);
  return why === undefined ? { outcome: 'shown' } : { outcome: 'swallowed', why };
}

/** Somebody sees a toast who sits there with the screen unlocked. */
export function isSomebodyWatching({ person }: State): boolean {
  return person.atDesk && !person.screenLocked;
}

/** The toast that still stands on the emulated screen, if one does. */
export function visibleNotice(state: State): Notice | undefined {
  const latest = state.notices.at(-1);
  return latest?.fate === 'seen' && latest.episode === state.session?.episode ? latest : undefined;
}

function wentUnseen({ fate }: Notice): boolean {
  return fate === 'suppressed' || fate === 'missed';
}

function reasonSuppressed({ environment, person }: State): SuppressionReason | undefined {
  if (environment.notification.channel === 'none') return 'no-channel';
  if (environment.notification.permission === 'denied') return 'permission-denied';
  return person.doNotDisturb ? 'do-not-disturb' : undefined;
}
