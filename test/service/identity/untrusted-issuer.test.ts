import { afterEach, describe, expect, it } from 'vitest';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { type Claims, startRogueIssuer, type Tampering } from './rogue-issuer.ts';
import { acceptAlice, leaveStage, openSignIn } from './stage.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await leaveStage();
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function signInAt(tampering: Tampering) {
  const rogue = await startRogueIssuer(tampering);
  closing.push(rogue.close);
  let judged = 0;
  const attempt = await openSignIn({ issuer: () => rogue.issuer, demands }).begin({
    judge: (person) => {
      judged += 1;
      return acceptAlice(person);
    },
  });
  return { attempt, rogue, judged: () => judged };
}

/** The person has to have given credentials within the last minute. */
const demands = () => ({ maxAge: 60_000, clockSkew: 0, tolerance: 30_000 });

const without = (name: string) => (claims: Claims) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
const withClaims = (changed: Claims) => (claims: Claims) => ({ ...claims, ...changed });
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

describe('an identity provider that is not to be trusted', () => {
  it('is believed as long as it tells the truth', async () => {
    const { attempt } = await signInAt({});
    await walkSignIn(attempt.url, 'alice@example.com');
    expect(await attempt.result).toMatchObject({
      outcome: 'signed-in',
      email: 'alice@example.com',
      groups: ['engineering'],
    });
  });

  it.each<readonly [string, Tampering, string]>([
    ['another nonce', { claims: withClaims({ nonce: 'replayed' }) }, 'nonce'],
    ['no nonce', { claims: without('nonce') }, 'nonce'],
    ['another audience', { claims: withClaims({ aud: 'another-app' }) }, 'aud'],
    ['another issuer', { claims: withClaims({ iss: 'http://127.0.0.1:9' }) }, 'iss'],
    ['a token that has expired', { claims: withClaims({ exp: secondsAgo(3600) }) }, 'exp'],
    ['a signature by an unpublished key', { withForeignKey: true }, 'signature'],
    ['no signature', { alg: 'none' }, 'alg'],
    [
      'a sign-in of an hour ago',
      { claims: withClaims({ auth_time: secondsAgo(3600) }) },
      'last End-User authentication',
    ],
    ['no time of sign-in', { claims: without('auth_time') }, 'auth_time'],
    ['a token from the future', { claims: withClaims({ iat: secondsAgo(-3600) }) }, 'in the future'],
    ['no mail address', { claims: without('email') }, 'email is missing'],
    ['groups that are no list', { claims: withClaims({ groups: 'everyone' }) }, 'groups is missing or odd'],
    [
      'an answer in another issuer’s name',
      { callback: (url) => url.searchParams.set('iss', 'http://127.0.0.1:9') },
      'iss',
    ],
    ['an error of its own', { callback: (url) => url.searchParams.set('error', 'server_error') }, 'server_error'],
  ])('is not believed with %s', async (_what, tampering, reason) => {
    const { attempt, judged } = await signInAt(tampering);
    const { finalPage } = await walkSignIn(attempt.url, 'alice@example.com');
    const result = await attempt.result;
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(result.outcome === 'failed' && result.reason).toContain(reason);
    expect(finalPage.text).toContain('Sign-in did not work');
    expect(judged()).toBe(0);
  });

  it.each(['http://attacker.example/', 'https://127.0.0.1/', 'http://localhost:1/'])(
    'does not lead a walk to %s',
    async (leadsTo) => {
      const { attempt } = await signInAt({ leadsTo });
      await expect(walkSignIn(attempt.url, 'alice@example.com')).rejects.toMatchObject({ code: 'not-loopback' });
    },
  );

  it('does not lead a walk in circles', async () => {
    const { attempt } = await signInAt({ leadsTo: '/auth' });
    await expect(walkSignIn(attempt.url, 'alice@example.com')).rejects.toMatchObject({ code: 'redirect-loop' });
  });
});
