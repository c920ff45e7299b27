import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Report, RunningEmulator, RunningOptions } from './session.ts';

export type SignInOptions = RunningOptions & { readonly as?: string };

export const asOption = ['--as <email>', 'sign in as this person, without a browser'] as const;

/** Walks a sign-in that was started as `email`, or leaves it to the browser; then waits for its end. */
export async function finishSignIn(
  emulator: Pick<RunningEmulator, 'call'>,
  started: ResultOf<'reauth.start'>,
  email: string | undefined,
  say: (line: string) => void,
): Promise<Report> {
  if (email === undefined) say(`Sign in in the browser window that opens. If none does, open\n${started.url}`);
  const ended = await (email === undefined
    ? waitForEnd(emulator, started.reauthId)
    : walkToEnd(emulator, started, email));
  return { json: ended, text: ended.text, failed: ended.outcome !== 'completed' };
}

/** A walk may wait in front of a page that never comes while the emulator already knows that signing in can't help. */
export async function walkToEnd(
  emulator: Pick<RunningEmulator, 'call'>,
  { url, reauthId }: ResultOf<'reauth.start'>,
  email: string,
): Promise<ResultOf<'reauth.wait'>> {
  const { walkSignIn } = await import('../identity/walk-sign-in.ts');
  const giveUp = new AbortController();
  const ended = waitForEnd(emulator, reauthId);
  const walked = walkSignIn(url, email, giveUp.signal).then(
    () => undefined,
    (fault: unknown) => ({ fault }),
  );
  const failure = await Promise.race([walked, ended.then(() => undefined)]);
  giveUp.abort();
  // One that was broken off never ends by itself; one that has ended does not mind.
  await emulator.call('reauth.cancel', {});
  const result = await ended;
  if (failure !== undefined && result.outcome === 'abandoned') throw failure.fault;
  return result;
}

async function waitForEnd(emulator: Pick<RunningEmulator, 'call'>, reauthId: string): Promise<ResultOf<'reauth.wait'>> {
  for (;;) {
    const result = await emulator.call('reauth.wait', { reauthId, waitFor: 30_000 });
    if (result.outcome !== 'open') return result;
  }
}
