import { afterEach, describe, expect, it } from 'vitest';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { PlainBrowser } from './plain-browser.ts';
import { acceptAlice, alice, bob, handTimers, leaveStage, setStage } from './stage.ts';

afterEach(leaveStage);

describe('signing in', () => {
  it('tells who signed in, with mail, name, groups and the time they proved it', async () => {
    const { signIn } = await setStage();
    const startedAt = Math.floor(Date.now() / 1000) * 1000;
    const attempt = await signIn.begin({ judge: acceptAlice });
    const { finalPage } = await walkSignIn(attempt.url, alice.email);

    expect(await attempt.result).toMatchObject({
      outcome: 'signed-in',
      subject: alice.id,
      email: alice.email,
      name: 'Alice',
      groups: ['engineering', 'on-call'],
    });
    const result = await attempt.result;
    expect(result.outcome === 'signed-in' && result.authTime).toBeGreaterThanOrEqual(startedAt);
    expect(finalPage).toEqual({
      status: 200,
      text: 'Signed in as Alice\nYour session starts anew.\nYou can close this window.',
    });
  });

  it('shows a refused person why, and what to do, in the browser', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const { finalPage } = await walkSignIn(attempt.url, bob.email);

    const reason = 'This device is registered to alice@example.com, not to Bob. Sign in as Alice.';
    expect(finalPage.status).toBe(403);
    expect(finalPage.text).toContain(reason);
    expect(await attempt.result).toEqual({ outcome: 'denied', reason });
  });

  it('asks again in a browser that signed in before, and lets somebody else take over there', async () => {
    const { signIn } = await setStage();
    const browser = new PlainBrowser();
    for (const person of [alice, bob, alice]) {
      const attempt = await signIn.begin({ judge: acceptAlice });
      const chooser = await browser.get(attempt.url);
      expect(chooser.text).toContain('Choose who you are.');
      await browser.submit(chooser, { person: person.id });
      expect((await attempt.result).outcome).toBe(person === alice ? 'signed-in' : 'denied');
    }
  });

  it('ends as cancelled when the person cancels, and says that nothing changed', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const browser = new PlainBrowser();
    const last = await browser.submit(await browser.get(attempt.url), { cancel: 'yes' });

    expect(await attempt.result).toEqual({ outcome: 'cancelled', by: 'person' });
    expect(last.text).toContain('Nothing has changed');
  });

  it('puts the person the client asked for first, and marks them', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice, loginHint: bob.email });
    const { text } = await new PlainBrowser().get(attempt.url);
    expect(text.indexOf('Sign in as Bob')).toBeLessThan(text.indexOf('Sign in as Alice'));
    expect(text.match(/This device’s user/g)).toHaveLength(1);
  });

  it('abandons an open attempt when another begins, and tells its window so', async () => {
    const { signIn } = await setStage();
    const first = await signIn.begin({ judge: acceptAlice });
    const second = await signIn.begin({ judge: acceptAlice });
    expect(await first.result).toEqual({ outcome: 'cancelled', by: 'newer-attempt' });

    expect((await walkSignIn(first.url, alice.email)).finalPage.text).toContain('A newer sign-in took over');
    await walkSignIn(second.url, alice.email);
    expect((await second.result).outcome).toBe('signed-in');
  });

  it('ends as timed out after the limit and never asks the judge then', async () => {
    const timers = handTimers();
    const { signIn } = await setStage({ after: timers.after, limitFor: 300_000 });
    let isJudged = false;
    const attempt = await signIn.begin({
      judge: async () => {
        isJudged = true;
        return { accepted: true, message: '' };
      },
    });
    timers.elapse(300_000);

    expect(await attempt.result).toEqual({ outcome: 'timed-out' });
    expect((await walkSignIn(attempt.url, alice.email)).finalPage.text).toContain('This sign-in took too long');
    expect(isJudged).toBe(false);
  });

  it('can be cancelled by the client', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    attempt.cancel();
    expect(await attempt.result).toEqual({ outcome: 'cancelled', by: 'client' });
  });

  it('says in one sentence that the identity provider is down', async () => {
    const { provider, signIn } = await setStage();
    await provider.stop();
    await expect(signIn.begin({ judge: acceptAlice })).rejects.toMatchObject({
      code: 'identity-provider-unreachable',
      message: `The identity provider at ${provider.issuer} can't be used (nothing answers there). Check that it is running, then sign in again.`,
    });
  });

  it('ends as failed when the provider goes away between the page and the code', async () => {
    const { provider, signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const browser = new PlainBrowser();
    const callback = await browser.submitUpTo(await browser.get(attempt.url), { person: alice.id }, '/callback');
    await provider.stop();
    expect((await browser.get(callback)).status).toBe(502);
    expect(await attempt.result).toMatchObject({ outcome: 'failed' });
  });
});
