import { noticePage, type Page } from './page.ts';
import type { Judgement, SignedInPerson, SignInResult } from './sign-in-result.ts';

const close = 'You can close this window.';
const again = 'Start again from the client. You can close this window.';

/** What the person sees once they were judged. */
export function judgedPage({ name }: SignedInPerson, { accepted, title, message, advice }: Judgement): Page {
  const paragraphs = [message, ...(advice === undefined ? [] : [advice]), close];
  return accepted
    ? noticePage(200, 'good', title ?? `Signed in as ${name}`, paragraphs)
    : noticePage(403, 'bad', title ?? 'Sign-in was refused', paragraphs);
}

/** What the person sees when nobody was judged, and what any later request to the same address sees. */
export function endedPage(result: SignInResult): Page {
  switch (result.outcome) {
    case 'cancelled':
      return result.by === 'newer-attempt'
        ? noticePage(410, 'neutral', 'A newer sign-in took over', [
            'Go on in the other window. You can close this one.',
          ])
        : noticePage(200, 'neutral', 'Sign-in was cancelled', ['Nothing has changed: the session age stays.', again]);
    case 'failed':
      return noticePage(502, 'bad', 'Sign-in did not work', [
        result.reason,
        'Nothing has changed: the session age stays.',
        again,
      ]);
    case 'timed-out':
      return noticePage(410, 'neutral', 'This sign-in took too long', [
        'Nobody finished it, so it was given up. The session age stays.',
        again,
      ]);
    case 'signed-in':
    case 'denied':
      return usedPage;
  }
}

export const usedPage: Page = noticePage(410, 'neutral', 'This sign-in is already finished', [again]);

export const foreignPage: Page = noticePage(400, 'bad', 'This answer belongs to another sign-in', [again]);

export const nothingPage: Page = noticePage(404, 'neutral', 'There is nothing here', [again]);

export const methodPage: Page = noticePage(405, 'bad', 'Not possible here', [again]);
