export type NoticeText = { readonly title: string; readonly body: string };

/**
 * The words of the notice, for the real notification and for its drawn twin. Those of the real client are not
 * published (DOMAIN.md §7 Q18); these are the emulator's own.
 */
export function noticeText(team: string): NoticeText {
  return {
    title: 'Sign in again',
    body: `Your session with ${team} has expired. Sign in again to reach private resources.`,
  };
}
