import type { Emulator } from '../app/emulator.ts';
import { Refusal } from '../app/errors.ts';
import { describeEvent } from '../app/explain/describe-event.ts';
import type { Command, ReauthOrigin } from '../app/session/command.ts';
import type { State } from '../app/session/state.ts';
import type { BegunSignIn, SignIn } from './identity/relying-party.ts';
import type { SignInResult } from './identity/sign-in-result.ts';
import { judgeSignIn, type ReauthResult } from './judge-sign-in.ts';

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
  /** Which sign-in made the authorization request with this state; `undefined`: none that can still end in a session. */
  idOf(state: string | undefined): string | undefined;
  cancel(): void;
};

type Open = { readonly reauthId: string; readonly begun: BegunSignIn };

export type ReauthenticationParts = {
  readonly emulator: Emulator;
  readonly signIn: SignIn;
  openInBrowser(url: string): Promise<void>;
};

/** Sign-ins whose end can still be asked for. */
const mostKept = 100;

/** Ties the session to the real sign-in: what the browser flow ends in becomes a command, and the page tells the verdict. */
export function createReauthentication({ emulator, signIn, openInBrowser }: ReauthenticationParts): Reauthentication {
  const ended = new Map<string, Promise<ReauthResult>>();
  let current: Open | undefined;
  // A cancel may come while the provider is still being asked where its pages are.
  let cancels = 0;

  const begin = async (command: Command, open: boolean) => {
    const cancelsBefore = cancels;
    const events = await emulator.submit(command);
    const started = events.find((event) => event.type === 'reauth-started');
    if (started?.type !== 'reauth-started') throw new Error('a sign-in was not started');
    const { reauthId } = started;
    let judged: ReauthResult | undefined;
    const begun = await signIn
      .begin({
        judge: async (person) => {
          const { judgement, result } = await judgeSignIn(emulator, reauthId, person);
          judged = result;
          return judgement;
        },
        loginHint: emulator.state.session?.email,
      })
      .catch(async (fault: unknown) => {
        await emulator.submit({ type: 'abandon-reauth', reauthId, why: 'the identity provider could not be reached' });
        throw fault;
      });
    // One that was overtaken while it began must not stand in the place of the newer.
    if (emulator.state.reauth?.id === reauthId) current = { reauthId, begun };
    if (cancels > cancelsBefore) begun.cancel();
    const end = begun.result.then((result) => {
      if (current?.begun === begun) current = undefined;
      return judged ?? bookEnd(emulator, reauthId, result);
    });
    ended.set(reauthId, end);
    for (const oldest of ended.keys()) if (ended.size > mostKept) ended.delete(oldest);
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
    idOf: (state) => (state !== undefined && current?.begun.owns(state) ? current.reauthId : undefined),
    cancel: () => {
      cancels += 1;
      current?.begun.cancel();
    },
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

/** Books the end of a sign-in that nobody judged. */
async function bookEnd(emulator: Emulator, reauthId: string, result: SignInResult): Promise<ReauthResult> {
  const why = reasonOf(result);
  const [abandoned] = await emulator.submit({ type: 'abandon-reauth', reauthId, why });
  const text = abandoned === undefined ? `The sign-in came to nothing: ${why}.` : describeEvent(abandoned).text;
  return { outcome: 'abandoned', text };
}

function reasonOf(result: SignInResult): string {
  switch (result.outcome) {
    case 'cancelled':
      return result.by === 'newer-attempt' ? 'another sign-in was started' : 'it was cancelled';
    case 'timed-out':
      return 'nobody finished it in time';
    case 'failed':
      return result.reason.replace(/\.$/, '');
    // The judge has spoken then, and was heard.
    case 'signed-in':
    case 'denied':
      return 'it was judged already';
  }
}

async function withinOrOpen(results: readonly Promise<ReauthResult>[], waitFor: number): Promise<ReauthResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ReauthResult>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'open', text: 'The sign-in is still open in the browser.' }), waitFor);
  });
  return await Promise.race([...results, late]).finally(() => clearTimeout(timer));
}
