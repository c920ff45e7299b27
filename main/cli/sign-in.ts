import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Report, RunningEmulator, RunningOptions } from './session.ts';

export type SignInOptions = RunningOptions & { readonly as?: string };

export const asOption = ['--as <email>', 'sign in as this person, without a browser'] as const;

/** Walks a sign-in that was started as `email`, or leaves it to the browser; then waits for its end. */
export async function finishSignIn(
  emulator: RunningEmulator,
  { url, reauthId }: ResultOf<'reauth.start'>,
  email: string | undefined,
  say: (line: string) => void,
): Promise<Report> {
  if (email === undefined) say(`Sign in in the browser window that opens. If none does, open\n${url}`);
  const ended = await (email === undefined
    ? waitForEnd(emulator, reauthId)
    : walkToEnd(emulator, url, reauthId, email));
  return { json: ended, text: ended.text, failed: ended.outcome !== 'completed' };
}

/** A walk that waits in front of a page which never comes ends as soon as the emulator knows. */
async function walkToEnd(
  emulator: RunningEmulator,
  url: string,
  reauthId: string,
  email: string,
): Promise<ResultOf<'reauth.wait'>> {
  const giveUp = new AbortController();
  const waited = waitForEnd(emulator, reauthId);
  const walked = walk(emulator, url, email, giveUp.signal).then(() => waited);
  // Any other end is told by the walk, or comes with it.
  const blocked = waited.then((result) => (result.outcome === 'loop' ? result : walked));
  const ended = await Promise.race([blocked, walked]);
  giveUp.abort();
  await walked.catch(() => {});
  return ended;
}

async function walk(emulator: RunningEmulator, url: string, email: string, signal: AbortSignal): Promise<void> {
  const { walkSignIn } = await import('../identity/walk-sign-in.ts');
  try {
    await walkSignIn(url, email, signal);
  } catch (fault) {
    // Nobody else knows that this sign-in will never end.
    await emulator.call('reauth.cancel', {});
    throw fault;
  }
}

async function waitForEnd(emulator: RunningEmulator, reauthId: string): Promise<ResultOf<'reauth.wait'>> {
  for (;;) {
    const result = await emulator.call('reauth.wait', { reauthId, waitFor: 30_000 });
    if (result.outcome !== 'open') return result;
  }
}
