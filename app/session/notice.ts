import type { Millis } from '../time/instant.ts';
import { personAt } from '../world/persons-day.ts';
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
  const { repeatEvery = Number.POSITIVE_INFINITY } = environment.whatIf;
  const isUsed = state.notices.some(
    (notice) =>
      notice.kind !== 'warning' &&
      notice.episode === session.episode &&
      at < notice.at + repeatEvery &&
      (noticeScope === 'episode' || notice.policyId === policyId) &&
      (unseenNoticeIsUsed || !wentUnseen(notice)),
  );
  if (isUsed) return { outcome: 'none' };
  const why = reasonSuppressed(state, at);
  return why === undefined ? { outcome: 'shown' } : { outcome: 'swallowed', why };
}

/** Somebody sees a toast who sits there with the screen unlocked. */
export function isSomebodyWatching(state: State, at: Millis): boolean {
  const { atDesk, screenLocked } = personAt(state, at);
  return atDesk && !screenLocked;
}

/** The toast that still stands on the emulated screen, if one does. */
export function visibleNotice(state: State): Notice | undefined {
  const latest = state.notices.at(-1);
  return latest?.fate === 'seen' && latest.episode === state.session?.episode ? latest : undefined;
}

function wentUnseen({ fate }: Notice): boolean {
  return fate === 'suppressed' || fate === 'missed';
}

/** Why a notice that is due does not show; `undefined` when it does. */
export function reasonSuppressed(state: State, at: Millis): SuppressionReason | undefined {
  const { environment } = state;
  if (environment.notification.channel === 'none') return 'no-channel';
  if (environment.notification.permission === 'denied') return 'permission-denied';
  return personAt(state, at).doNotDisturb ? 'do-not-disturb' : undefined;
}
