import { Refusal } from '../../app/errors.ts';
import { type Authorization, requestAuthorization, type SignInDemands } from './authorization.ts';
import { clientRegistration } from './client-registration.ts';
import type { IdentityLog } from './identity-log.ts';
import { type LoopbackListener, listenOnLoopback } from './loopback-listener.ts';
import { SignInAttempt } from './sign-in-attempt.ts';
import type { Judge, SignInResult } from './sign-in-result.ts';
import { pageStaysFor, personMayTake } from './sign-in-spans.ts';

export type SignInOptions = {
  /** Asked anew for each attempt: the embedded provider, or an outside one that knows us by another name. */
  readonly issuer: () => string | { readonly url: string; readonly clientId: string; readonly scope: string };
  readonly demands?: () => SignInDemands;
  readonly log: IdentityLog;
  /** How long a person may take, in milliseconds of real time. */
  readonly limitFor?: number;
  /** How long the callback address still explains itself after the end. */
  readonly lingerFor?: number;
  /** Runs something later, once, unless the returned function is called first. */
  readonly after?: (milliseconds: number, run: () => void) => () => void;
  readonly now?: () => number;
};

export type BegunSignIn = {
  readonly attemptId: string;
  /** For the system browser. Holds the attempt's state and nonce: don't log it. */
  readonly url: string;
  readonly result: Promise<SignInResult>;
  /** Whether this attempt made the authorization request with this state. */
  owns(state: string): boolean;
  /** Ends the attempt, unless it has ended or its person is being judged. */
  cancel(): void;
};

export type SignIn = {
  /**
   * Begins a sign-in and abandons the one before it. `judge` is asked once, with an identity that passed every check, and
   * the browser shows its answer. Throws a `Refusal` when the identity provider can't be reached.
   */
  begin(request: { readonly judge: Judge; readonly loginHint?: string | undefined }): Promise<BegunSignIn>;
  /** Abandons what is open and frees every port; nothing can begin afterwards. */
  stop(): Promise<void>;
};

/** The native app's side of a sign-in (RFC 8252): the system browser, and a loopback address of its own per attempt. */
export function createSignIn(options: SignInOptions): SignIn {
  const { log, limitFor = personMayTake, lingerFor = pageStaysFor, after = afterRealTime, now = Date.now } = options;
  const listeners = new Set<LoopbackListener>();
  let count = 0;
  let current: SignInAttempt | undefined;
  let isStopped = false;

  const listen = async (attempt: SignInAttempt): Promise<LoopbackListener> => {
    const listener = await listenOnLoopback({ log, answer: (request, response) => attempt.answer(request, response) });
    listeners.add(listener);
    if (isStopped) await drop(listener);
    return listener;
  };
  const drop = async (listener: LoopbackListener): Promise<void> => {
    listeners.delete(listener);
    await listener.close();
  };
  const authorize = (listener: LoopbackListener, loginHint: string | undefined): Promise<Authorization> => {
    const issuer = options.issuer();
    const { id: clientId, scope } = clientRegistration;
    const target = typeof issuer === 'string' ? { url: issuer, clientId, scope } : issuer;
    const redirectUri = `${listener.origin}${clientRegistration.callbackPath}`;
    const demands = options.demands?.() ?? { clockSkew: 0, tolerance: 30_000 };
    return requestAuthorization({ ...target, issuer: target.url, redirectUri, loginHint, demands, now });
  };

  return {
    begin: async ({ judge, loginHint }) => {
      if (isStopped) throw new Refusal('stopped', 'The emulator is closing. Start it again to sign in.');
      current?.abandon({ outcome: 'cancelled', by: 'newer-attempt' });
      count += 1;
      const attempt = new SignInAttempt(`sign-in ${count}`, judge, log);
      current = attempt;
      log.info(`${attempt.id} began`);

      const listener = await listen(attempt);
      const authorization = await authorize(listener, loginHint).catch(async (fault: unknown) => {
        attempt.abandon({ outcome: 'failed', reason: 'The identity provider could not be reached.' });
        await drop(listener);
        throw fault;
      });
      attempt.expect(authorization);

      const stopWaiting = after(limitFor, () => attempt.abandon({ outcome: 'timed-out' }));
      void attempt.result.then(() => {
        stopWaiting();
        // the browser may come back to this address: it finds an explanation there, not a dead port
        after(lingerFor, () => void drop(listener));
      });
      return {
        attemptId: attempt.id,
        url: authorization.url,
        result: attempt.result,
        owns: (state) => attempt.owns(state),
        cancel: () => attempt.abandon({ outcome: 'cancelled', by: 'client' }),
      };
    },
    stop: async () => {
      isStopped = true;
      current?.abandon({ outcome: 'cancelled', by: 'client' });
      await Promise.all([...listeners].map(drop));
    },
  };
}

function afterRealTime(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds).unref();
  return () => clearTimeout(timer);
}
