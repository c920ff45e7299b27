import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../app/emulator.ts';
import { Refusal } from '../../../app/errors.ts';
import { type SignInAct, signIn } from '../../../app/scenario/sign-in.ts';
import { hour } from '../../../app/time/instant.ts';
import { start, world } from '../../support/worlds.ts';

async function expired(changes: object = {}): Promise<Emulator> {
  const emulator = new Emulator({ log: { append: async () => {} }, time: { now: () => 0 } });
  await emulator.submit({ type: 'start-run', environment: world(changes) });
  await emulator.submit({ type: 'advance', to: start + 169 * hour, jump: true });
  return emulator;
}

const asAlice: SignInAct = { personId: 'alice', from: 'settings', end: 'finish' };

async function signInWith(changes: object, act: Partial<SignInAct> = {}) {
  const emulator = await expired(changes);
  const ending = await signIn(emulator, { ...asAlice, ...act });
  const isRenewed = emulator.state.session?.authenticatedAt === emulator.now;
  return { ...ending, isRenewed, isOpen: emulator.state.reauth !== undefined, browser: emulator.state.browser };
}

const done = { verdict: 'ok', isRenewed: true, isOpen: false };
const failed = { verdict: 'rejected', isRenewed: false, isOpen: false };

describe('a sign-in', () => {
  it.each([
    ['plain', {}, { ...done, asked: ['account', 'credentials'] }],
    ['with a second step', { identity: { mfa: 'asked' } }, { ...done, asked: ['account', 'credentials', 'mfa'] }],
    ['that the browser remembers', { identity: { browser: { remembers: 'alice' } } }, { ...done, asked: [] }],
    [
      'that the browser has forgotten meanwhile',
      { identity: { browser: { remembers: 'alice', rememberedFor: '169h' } } },
      { ...done, asked: ['account', 'credentials'] },
    ],
    [
      'older at the provider than the client takes',
      { identity: { maxAge: '168h', browser: { remembers: 'alice' } } },
      { ...done, asked: ['account', 'credentials'] },
    ],
    [
      'where the provider always asks who',
      { identity: { prompt: 'select-account', mfa: 'asked', browser: { remembers: 'alice' } } },
      { ...done, asked: ['account'] },
    ],
    [
      'where the provider always asks for everything',
      { identity: { prompt: 'login', browser: { remembers: 'alice' } } },
      { ...done, asked: ['account', 'credentials'] },
    ],
    ['whose second step fails', { identity: { mfa: 'refused' } }, failed],
    ['of a locked account', { identity: { locked: ['alice'] } }, failed],
    ['of somebody who is not let in', { identity: { denied: ['alice'] } }, failed],
    ['while the provider is down', { identity: { trouble: 'down' } }, failed],
    ['while the provider fails', { identity: { trouble: 'server-error' } }, failed],
    ['at a slow provider', { identity: { trouble: 'slow' } }, done],
    ['with a token for somebody else’s client', { identity: { trouble: 'wrong-audience' } }, failed],
    ['with a token of a wrong signature', { identity: { trouble: 'wrong-signature' } }, failed],
    ['with a token of another time', { identity: { trouble: 'wrong-clock' } }, failed],
    ['on a device whose clock is a minute off', { device: { clockSkew: '-60s' } }, done],
    ['on a device whose clock is further off', { device: { clockSkew: '61s' } }, failed],
    ['by the wrong user’s browser', { identity: { browser: { remembers: 'bob' } } }, { ...failed, asked: [] }],
    [
      'whose provider lies behind the expired policy',
      {
        identity: { host: 'sso.corp.internal' },
        destinations: { sso: { host: 'sso.corp.internal', address: '10.20.0.5', ports: { 443: 'https' } } },
      },
      { ...failed, verdict: 'loop' },
    ],
    [
      'around the tunnel, in Include mode',
      { client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } } },
      { ...failed, verdict: 'loop' },
    ],
    [
      'through the tunnel, in Include mode',
      { client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8', '*.cloudflareaccess.com'] } } },
      done,
    ],
    [
      'around the tunnel, where that is assumed to count',
      {
        client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } },
        assumptions: { includeNeedsProvider: false },
      },
      done,
    ],
  ])('%s ends as it must', async (_what, changes, expected) => {
    expect(await signInWith(changes)).toMatchObject(expected);
  });

  it('that is cancelled or closed changes nothing, and the browser remembers nobody', async () => {
    expect(await signInWith({}, { end: 'cancel' })).toMatchObject({ ...failed, browser: {} });
    expect(await signInWith({}, { end: 'close-tab' })).toMatchObject({ ...failed, browser: {} });
  });

  it('is remembered by the browser even when the client refuses it', async () => {
    expect(await signInWith({}, { personId: 'bob' })).toMatchObject({
      ...failed,
      browser: { remembered: { personId: 'bob' } },
    });
  });

  it('can’t begin where there is no browser', async () => {
    await expect(signInWith({ device: { browser: false } })).rejects.toThrow(Refusal);
  });
});
