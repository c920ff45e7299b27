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
  else await walk(emulator, url, email);
  const ended = await waitForEnd(emulator, reauthId);
  return { json: ended, text: ended.text, failed: ended.outcome !== 'completed' };
}

async function walk(emulator: RunningEmulator, url: string, email: string): Promise<void> {
  const { walkSignIn } = await import('../identity/walk-sign-in.ts');
  try {
    await walkSignIn(url, email);
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
