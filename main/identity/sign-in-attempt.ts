import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authorization } from './authorization.ts';
import { clientRegistration } from './client-registration.ts';
import { endedPage, foreignPage, judgedPage, methodPage, nothingPage, usedPage } from './ending-pages.ts';
import { describeSafely, type IdentityLog } from './identity-log.ts';
import { type Page, sendPage } from './page.ts';
import type { Judge, SignInResult } from './sign-in-result.ts';

/** One sign-in from its first page to its only end. Whoever ends it first wins; once the judge is asked, the judge does. */
export class SignInAttempt {
  readonly id: string;
  readonly result: Promise<SignInResult>;
  readonly #judge: Judge;
  readonly #log: IdentityLog;
  readonly #resolve: (result: SignInResult) => void;
  #authorization: Authorization | undefined;
  #stage: 'waiting' | 'redeeming' | 'judging' = 'waiting';
  #end: SignInResult | undefined;

  constructor(id: string, judge: Judge, log: IdentityLog) {
    this.id = id;
    this.#judge = judge;
    this.#log = log;
    const { promise, resolve } = deferred<SignInResult>();
    this.result = promise;
    this.#resolve = resolve;
  }

  /** From here on the browser's answer to this request is taken. */
  expect(authorization: Authorization): void {
    this.#authorization = authorization;
  }

  owns(state: string): boolean {
    return this.#authorization !== undefined && isSame(state, this.#authorization.state);
  }

  /** Ends the attempt from outside; too late once it has ended or its person is being judged. */
  abandon(result: SignInResult): void {
    if (this.#stage !== 'judging' && this.#decideEnd(result)) this.#resolve(result);
  }

  /** Answers the browser on the callback address. The result is told only after the page went out, or the browser did. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = `http://${request.headers.host}${request.url}`;
    const page = URL.canParse(address) ? await this.#take(request.method, new URL(address)) : nothingPage;
    const tell = (): void => {
      if (this.#end !== undefined) this.#resolve(this.#end);
    };
    if (response.closed) tell();
    else response.once('close', tell);
    sendPage(response, page);
  }

  async #take(method: string | undefined, callback: URL): Promise<Page> {
    if (callback.pathname !== clientRegistration.callbackPath) return nothingPage;
    if (method !== 'GET') return methodPage;
    const authorization = this.#authorization;
    const [state, ...others] = callback.searchParams.getAll('state');
    const isOurs = state !== undefined && others.length === 0 && this.owns(state);
    if (authorization === undefined || !isOurs) return foreignPage;
    if (this.#end !== undefined) return endedPage(this.#end);
    if (this.#stage !== 'waiting') return usedPage;
    this.#stage = 'redeeming';
    return this.#redeem(authorization, callback);
  }

  async #redeem(authorization: Authorization, callback: URL): Promise<Page> {
    const redeemed = await authorization.redeem(callback);
    if (this.#end !== undefined) return endedPage(this.#end);
    if (redeemed.type === 'cancelled') return this.#endWith({ outcome: 'cancelled', by: 'person' });
    if (redeemed.type === 'failed') return this.#endWith({ outcome: 'failed', reason: redeemed.reason });

    this.#stage = 'judging';
    const { person } = redeemed;
    try {
      const judgement = await this.#judge(person);
      this.#decideEnd(
        judgement.accepted ? { outcome: 'signed-in', ...person } : { outcome: 'denied', reason: judgement.message },
      );
      return judgedPage(person, judgement);
    } catch (fault) {
      this.#log.warn(`${this.id}: the person could not be judged: ${describeSafely(fault)}`);
      return this.#endWith({
        outcome: 'failed',
        reason: 'The emulator could not take this sign-in. Its log says why.',
      });
    }
  }

  #endWith(result: SignInResult): Page {
    this.#decideEnd(result);
    return endedPage(result);
  }

  #decideEnd(result: SignInResult): boolean {
    if (this.#end !== undefined) return false;
    this.#end = result;
    this.#log.info(`${this.id} ended: ${result.outcome}`);
    return true;
  }
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
