import type { DesktopNotifier } from './desktop-notifier.ts';

/** Posts nothing and says so, with `why` as its reason. */
export function createSilentNotifier(why: string): DesktopNotifier {
  return {
    post: () => Promise.resolve({ delivery: 'failed', reason: `not posted: ${why}` }),
    onClick: () => () => undefined,
    stop: () => undefined,
  };
}
