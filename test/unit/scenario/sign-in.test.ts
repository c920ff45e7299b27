import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../app/emulator.ts';
import { Refusal } from '../../../app/errors.ts';
import { type SignInAct, signIn } from '../../../app/scenario/sign-in.ts';
import { hour } from '../../../app/time/instant.ts';
import { signInCases } from '../../support/sign-in-cases.ts';
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

const failed = { verdict: 'rejected', isRenewed: false, isOpen: false };

describe('a sign-in', () => {
  it.each(signInCases)('%s ends as it must', async (_what, changes, expected) => {
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
