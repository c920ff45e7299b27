import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { BegunSignIn } from '../../../main/identity/relying-party.ts';
import type { Judgement } from '../../../main/identity/sign-in-result.ts';
import { PlainBrowser } from './plain-browser.ts';
import { acceptAlice, alice, handTimers, leaveStage, rawRequest, setStage } from './stage.ts';

afterEach(leaveStage);

/** Everything up to the redirect that carries the code back. */
async function answerFor(attempt: BegunSignIn, browser = new PlainBrowser()): Promise<URL> {
  return browser.submitUpTo(await browser.get(attempt.url), { person: alice.id }, '/callback');
}

const isOpen = (attempt: BegunSignIn): Promise<boolean> =>
  Promise.race([attempt.result.then(() => false), new Promise<boolean>((answer) => setImmediate(answer, true))]);

describe('the callback address', () => {
  it('turns away an answer with another state and goes on waiting for its own', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const callback = await answerFor(attempt);

    const forged = new URL(callback);
    forged.searchParams.set('state', 'somebody-elses');
    expect((await fetch(forged)).status).toBe(400);
    const doubled = new URL(callback);
    doubled.searchParams.append('state', 'somebody-elses');
    expect((await fetch(doubled)).status).toBe(400);
    expect(await isOpen(attempt)).toBe(true);

    expect((await fetch(callback)).status).toBe(200);
    expect((await attempt.result).outcome).toBe('signed-in');
  });

  it('takes one answer; a second is told that the sign-in is finished', async () => {
    const { signIn } = await setStage();
    let judged = 0;
    const attempt = await signIn.begin({
      judge: async (person) => {
        judged += 1;
        return acceptAlice(person);
      },
    });
    const callback = await answerFor(attempt);
    await fetch(callback);
    const replay = await fetch(callback);
    expect(replay.status).toBe(410);
    expect(await replay.text()).toContain('This sign-in is already finished');
    expect(judged).toBe(1);
  });

  it('takes one answer even when two arrive at once', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const callback = await answerFor(attempt);
    const answers = await Promise.all([fetch(callback), fetch(callback)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('answers GET /callback under its own name and nothing else', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const callback = await answerFor(attempt);
    expect(await rawRequest(callback.href, { host: 'attacker.example' })).toBe(421);
    expect(await rawRequest(callback.href, { host: `localhost:${callback.port}` })).toBe(421);
    expect(await rawRequest(callback.href, { host: callback.host }, 'HEAD')).toBe(405);
    expect(await rawRequest(callback.href, { host: callback.host }, 'POST')).toBe(405);
    expect(await rawRequest(`${callback.origin}//callback${callback.search}`, { host: callback.host })).toBe(404);
    expect(await rawRequest(`${callback.origin}/`, { host: callback.host })).toBe(404);
    expect(await isOpen(attempt)).toBe(true);
  });

  it('shows the page only after the judge has spoken, and tells the result only after the page', async () => {
    const { signIn } = await setStage();
    const asked = new EventEmitter();
    const attempt = await signIn.begin({
      judge: () => new Promise((speak) => asked.emit('asked', speak)),
    });
    const callback = await answerFor(attempt);
    const beingAsked = once(asked, 'asked');
    const page = fetch(callback).then((response) => response.text());
    const [speak]: ((judgement: Judgement) => void)[] = await beingAsked;
    expect(await isOpen(attempt)).toBe(true);

    attempt.cancel();
    speak?.({ accepted: true, message: 'Judged after a while.' });
    expect(await page).toContain('Judged after a while.');
    expect((await attempt.result).outcome).toBe('signed-in');
  });

  it('keeps the judgement when the browser goes away before it', async () => {
    const { signIn } = await setStage();
    const leave = new AbortController();
    const attempt = await signIn.begin({
      judge: async (person) => {
        leave.abort();
        return acceptAlice(person);
      },
    });
    await expect(fetch(await answerFor(attempt), { signal: leave.signal })).rejects.toThrow();
    expect((await attempt.result).outcome).toBe('signed-in');
  });

  it('ends as failed when the judge breaks, without quoting its fault in the browser', async () => {
    const { signIn, log } = await setStage();
    const attempt = await signIn.begin({
      judge: () => Promise.reject(new Error('disk is full at /home/alice')),
    });
    const page = await fetch(await answerFor(attempt));
    expect(page.status).toBe(502);
    expect(await page.text()).not.toContain('/home/alice');
    expect(await attempt.result).toMatchObject({ outcome: 'failed' });
    expect(log.lines.join('\n')).toContain('disk is full');
  });

  it('explains itself for a while after the end, then frees its port', async () => {
    const timers = handTimers();
    const { signIn } = await setStage({ after: timers.after, limitFor: 5, lingerFor: 7 });
    const attempt = await signIn.begin({ judge: acceptAlice });
    const callback = await answerFor(attempt);
    await fetch(callback);
    await attempt.result;
    expect(timers.pending()).toEqual([7]);
    timers.elapse(7);
    await expect(fetch(callback)).rejects.toThrow();
  });

  it('gives each attempt a port of its own, on 127.0.0.1 only', async () => {
    const { signIn } = await setStage();
    const first = new URL((await signIn.begin({ judge: acceptAlice })).url).searchParams.get('redirect_uri') ?? '';
    const second = new URL((await signIn.begin({ judge: acceptAlice })).url).searchParams.get('redirect_uri') ?? '';
    expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(second).not.toBe(first);
  });
});
