import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SignInPage } from '../../app/identity/sign-in-route.ts';
import type { Behaviour } from './behaviour.ts';
import { noticePage, type Page, sendPage } from './page.ts';

/** Real milliseconds. */
export type AdmissionSpans = { readonly heldFor: number; readonly slowBy: number };

export const usualSpans: AdmissionSpans = { heldFor: 30_000, slowBy: 5000 };

/**
 * Lets a request through to its page, or has it meet what the environment has in store: a refused page, a provider that
 * is down, slow or broken. Answers whether the page is to be answered still. The page of the team domain, which the
 * authorization endpoint stands for, knows no trouble of the provider's; a posted form goes over the connection that its
 * page came by.
 */
export async function admitRequest(
  behaviour: Pick<Behaviour, 'admit' | 'trouble'>,
  {
    page,
    state,
    isPosted,
  }: { readonly page: SignInPage; readonly state: string | undefined; readonly isPosted: boolean },
  response: ServerResponse,
  { heldFor, slowBy }: AdmissionSpans,
): Promise<boolean> {
  const admission = isPosted ? loads : await behaviour.admit(page, state);
  if (admission.type === 'hangs') return cutAfter(response, heldFor);
  if (admission.type === 'cut') return cutAfter(response, 0);
  if (admission.type === 'explained') return answerWith(response, refusedPage(admission.summary, admission.advice));
  if (page === 'team') return true;
  switch (behaviour.trouble()) {
    case 'down':
      return cutAfter(response, 0);
    case 'server-error':
      return answerWith(response, brokenPage);
    case 'slow':
      await waitFor(response, slowBy);
      return !response.closed;
    default:
      return true;
  }
}

/**
 * Whether a person opens this in a window of their own. A page elsewhere that has it fetched, framed or loaded ahead must
 * not move a sign-in; what is no browser doesn't send these headers (Fetch Metadata Request Headers).
 */
export function isOpenedByPerson({ headers }: IncomingMessage): boolean {
  const destination = headers['sec-fetch-dest'];
  const isAhead = [headers['sec-purpose'], headers.purpose].some((purpose) => String(purpose).includes('prefetch'));
  return (destination === undefined || destination === 'document') && !isAhead;
}

const loads = { type: 'loads' } as const;

/** No byte ever comes; the connection is cut in the end, or goes with the browser's patience. */
async function cutAfter(response: ServerResponse, span: number): Promise<false> {
  await waitFor(response, span);
  response.destroy();
  return false;
}

/** Until the span is over or the browser has gone. */
async function waitFor(response: ServerResponse, span: number): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([
    delay(span, undefined, { signal: waiting.signal }).catch(() => {}),
    once(response, 'close', { signal: waiting.signal }).catch(() => {}),
  ]);
  waiting.abort();
}

function answerWith(response: ServerResponse, page: Page): false {
  sendPage(response, page);
  return false;
}

function refusedPage(summary: string, advice: string): Page {
  return noticePage(403, 'bad', 'This sign-in page is refused', [summary, advice]);
}

const brokenPage = noticePage(500, 'bad', 'The identity provider failed', [
  'It answered with an error, because this environment says so. Nobody was signed in and the session age stays.',
  'Wait until the provider works again, then start again from the client. You can close this window.',
]);
