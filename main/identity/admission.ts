import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SignInPage } from '../../app/identity/sign-in-route.ts';
import type { Behaviour } from './behaviour.ts';
import { noticePage, type Page, sendPage } from './page.ts';
import { isSignInPath } from './sign-in-pages.ts';

/** Real milliseconds. */
export type AdmissionSpans = { readonly heldFor: number; readonly slowBy: number };

export const usualSpans: AdmissionSpans = { heldFor: 30_000, slowBy: 5000 };

/**
 * Lets a request through to its page, or has it meet what the environment has in store: a refused page, a provider that
 * is down, slow or broken. Answers whether the page is to be answered still.
 */
export async function admitRequest(
  behaviour: Pick<Behaviour, 'admit' | 'trouble'>,
  request: IncomingMessage,
  response: ServerResponse,
  { heldFor, slowBy }: AdmissionSpans,
): Promise<boolean> {
  const page = pageOf(request);
  if (page === undefined) return true;
  const admission = await behaviour.admit(page);
  if (admission.type === 'hangs') return cutAfter(response, heldFor);
  if (admission.type === 'explained') return answerWith(response, refusedPage(admission.summary, admission.advice));
  if (page === 'team') return true;
  switch (behaviour.trouble()) {
    case 'down':
      return cutAfter(response, 0);
    case 'server-error':
      return answerWith(response, brokenPage);
    case 'slow':
      await delay(slowBy);
      return true;
    default:
      return true;
  }
}

/** The authorization endpoint stands for the team domain; it leads to the provider's own pages. */
function pageOf({ method, url = '' }: IncomingMessage): SignInPage | undefined {
  if (method !== 'GET') return undefined;
  if (isSignInPath(url)) return 'provider';
  return /^\/auth\?/.test(url) ? 'team' : undefined;
}

/** No byte ever comes; the connection is cut in the end, or goes with the browser's patience. */
async function cutAfter(response: ServerResponse, span: number): Promise<false> {
  const waiting = new AbortController();
  await Promise.race([
    delay(span, undefined, { signal: waiting.signal }).catch(() => {}),
    once(response, 'close', { signal: waiting.signal }).catch(() => {}),
  ]);
  waiting.abort();
  response.destroy();
  return false;
}

function answerWith(response: ServerResponse, page: Page): false {
  sendPage(response, page);
  return false;
}

function refusedPage(summary: string, advice: string): Page {
  return noticePage(403, 'bad', 'This sign-in page is refused', [summary, advice]);
}

const brokenPage = noticePage(500, 'bad', 'The identity provider failed', [
  'It answered with an error, as the environment wants it to. Nothing has changed. Start again from the client later.',
]);
