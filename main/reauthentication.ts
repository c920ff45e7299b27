import type { ResultOf } from '../app/bridge/contract.ts';
import type { Emulator } from '../app/emulator.ts';
import { Refusal } from '../app/errors.ts';
import { describeEvent } from '../app/explain/describe-event.ts';
import type { Command, ReauthOrigin } from '../app/session/command.ts';
import type { SessionEvent } from '../app/session/event.ts';
import type { State } from '../app/session/state.ts';
import type { BegunSignIn, SignIn } from './identity/relying-party.ts';
import type { Judgement, SignInResult } from './identity/sign-in-result.ts';

export type ReauthResult = ResultOf<'reauth.wait'>;

export type Reauthentication = {
  /** Starts the sign-in; with `open` the system browser is opened too. An open one is abandoned. */
  start(
    from: Exclude<ReauthOrigin, 'notice'>,
    open: boolean,
  ): Promise<{ readonly url: string; readonly reauthId: string }>;
  /** The same, by a click on the notice. Throws `Refusal` when there is none to click. */
  click(open: boolean): Promise<{ readonly url: string; readonly reauthId: string }>;
  /** How a sign-in ended, or `open` when it hasn't after `waitFor` real milliseconds. */
  wait(reauthId: string, waitFor: number): Promise<ReauthResult>;
  cancel(): void;
};

type Open = { readonly reauthId: string; readonly begun: BegunSignIn };

export type ReauthenticationParts = {
  readonly emulator: Emulator;
  readonly signIn: SignIn;
  openInBrowser(url: string): Promise<void>;
};

/** Ties the session to the real sign-in: what the browser flow ends in becomes a command, and the page tells the verdict. */
export function createReauthentication({ emulator, signIn, openInBrowser }: ReauthenticationParts): Reauthentication {
  const ended = new Map<string, Promise<ReauthResult>>();
  let current: Open | undefined;

  const begin = async (command: Command, open: boolean) => {
    const events = await emulator.submit(command);
    const started = events.find((event) => event.type === 'reauth-started');
    if (started?.type !== 'reauth-started') throw new Error('a sign-in was not started');
    const { reauthId } = started;
    let hasPassedAround = false;
    const judgeAndNote = async ({ email }: { readonly email: string }) => {
      const { isAround = false, ...judgement } = await judge(emulator, reauthId, email);
      hasPassedAround = isAround;
      return judgement;
    };
    const begun = await signIn
      .begin({ judge: judgeAndNote, loginHint: emulator.state.session?.email })
      .catch(async (fault: unknown) => {
        await emulator.submit({ type: 'abandon-reauth', reauthId, why: 'the identity provider could not be reached' });
        throw fault;
      });
    current = { reauthId, begun };
    ended.set(
      reauthId,
      begun.result.then((result) => conclude(emulator, reauthId, result, hasPassedAround)),
    );
    if (open) await openInBrowser(begun.url);
    return { url: begun.url, reauthId };
  };

  return {
    start: (from, open) => begin({ type: 'start-reauth', from }, open),
    click: (open) => begin({ type: 'click-notice' }, open),
    wait: async (reauthId, waitFor) => {
      const result = ended.get(reauthId);
      if (result === undefined) throw new Refusal('no-reauth', 'There is no such sign-in. Start one first.');
      const giveUp = new AbortController();
      const blocked = whenBlocked(emulator, reauthId, giveUp.signal);
      return await withinOrOpen([result, blocked], waitFor).finally(() => giveUp.abort());
    },
    cancel: () => current?.begun.cancel(),
  };
}

/** Resolves once the sign-in waits in front of a page that the session check itself refuses: signing in can’t help then. */
function whenBlocked(emulator: Emulator, reauthId: string, givenUp: AbortSignal): Promise<ReauthResult> {
  return new Promise((resolve) => {
    const look = ({ reauth, at }: State) => {
      if (reauth?.id !== reauthId || reauth.blocked?.class !== 'session') return;
      const { text } = describeEvent({ type: 'reauth-blocked', at, reauthId, ...reauth.blocked });
      resolve({ outcome: 'loop', text });
    };
    givenUp.addEventListener('abort', emulator.onChange(look));
    look(emulator.state);
  });
}

async function judge(
  emulator: Emulator,
  reauthId: string,
  email: string,
): Promise<Judgement & { readonly isAround?: boolean }> {
  try {
    const events = await emulator.submit({ type: 'complete-reauth', reauthId, email });
    if (events.some(({ type }) => type === 'reauth-completed')) {
      return { accepted: true, message: 'You are signed in. You can close this window.' };
    }
    if (events.some(({ type }) => type === 'enrolled')) {
      return { accepted: true, message: 'This device is yours now. You can close this window.' };
    }
    if (events.some(({ type }) => type === 'identity-refreshed')) {
      return {
        accepted: true,
        message: 'Your groups were read anew. The session age stays. You can close this window.',
      };
    }
    const refused = events.find((event) => event.type === 'reauth-refused');
    if (refused?.type === 'reauth-refused' && refused.why === 'outside-tunnel') {
      const message = `${describeEvent(refused).text} Ask your administrator to include both.`;
      return { accepted: false, message, isAround: true };
    }
    const registered = emulator.state.session?.email;
    if (refused?.type === 'reauth-refused' && refused.silent) {
      return { accepted: false, message: describeEvent(refused).text };
    }
    return {
      accepted: false,
      message: `You signed in as ${email}, but this device is registered to ${registered ?? 'nobody'}. Nothing has changed. Start again from the client and choose ${registered ?? 'that person'}.`,
    };
  } catch (fault) {
    if (fault instanceof Refusal) return { accepted: false, message: fault.message };
    throw fault;
  }
}

/** Books how the browser flow ended, unless the judge has booked it already. */
async function conclude(
  emulator: Emulator,
  reauthId: string,
  result: SignInResult,
  hasPassedAround: boolean,
): Promise<ReauthResult> {
  if (result.outcome === 'signed-in') return { outcome: 'completed', text: 'Signed in. The session age is 0.' };
  if (result.outcome === 'denied') return { outcome: hasPassedAround ? 'loop' : 'refused', text: result.reason };
  const why = reasonOf(result);
  const [abandoned]: readonly (SessionEvent | undefined)[] = await emulator.submit({
    type: 'abandon-reauth',
    reauthId,
    why,
  });
  const text = abandoned === undefined ? `The sign-in came to nothing: ${why}.` : describeEvent(abandoned).text;
  return { outcome: 'abandoned', text };
}

function reasonOf(result: Exclude<SignInResult, { outcome: 'signed-in' | 'denied' }>): string {
  switch (result.outcome) {
    case 'cancelled':
      return result.by === 'newer-attempt' ? 'another sign-in was started' : 'it was cancelled';
    case 'timed-out':
      return 'nobody finished it in time';
    case 'failed':
      return result.reason.replace(/\.$/, '');
  }
}

async function withinOrOpen(results: readonly Promise<ReauthResult>[], waitFor: number): Promise<ReauthResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReauthResult>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'open', text: 'The sign-in is still open in the browser.' }), waitFor);
  });
  return await Promise.race([...results, late]).finally(() => clearTimeout(timer));
}
