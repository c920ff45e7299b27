import type { Emulator } from '../emulator.ts';
import {
  type Asked,
  askedOf,
  authenticatedSince,
  refusalOf,
  silentPerson,
  takesToken,
} from '../identity/provider-behaviour.ts';
import type { Command, ReauthOrigin } from '../session/command.ts';

/** How somebody goes about a sign-in. `personId` is whom they choose, if the provider asks. */
export type SignInAct = {
  readonly personId: string;
  readonly from: ReauthOrigin;
  readonly end: 'finish' | 'cancel' | 'close-tab';
};

export type SignInEnding = {
  /** `loop`: it ended and the age stayed, or its own pages were refused by the expired policy (DESIGN.md §3). */
  readonly verdict: 'ok' | 'rejected' | 'loop';
  /** What the provider asked; absent when it did not get so far. */
  readonly asked?: readonly Asked[];
  /** Why it did not complete. */
  readonly why?: string;
};

/**
 * A sign-in without a browser, by the same rules as the embedded provider's pages: the pages must load, the provider
 * lets somebody in, the client takes the token. Throws `Refusal` when it can't begin.
 */
export async function signIn(emulator: Emulator, act: SignInAct): Promise<SignInEnding> {
  const { personId, from, end } = act;
  const begin: Command = from === 'notice' ? { type: 'click-notice' } : { type: 'start-reauth', from };
  if (emulator.state.reauth?.from !== from) await emulator.submit(begin);
  return finishSignIn(emulator, personId, end);
}

/** Goes on with the sign-in that is open. */
async function finishSignIn(emulator: Emulator, personId: string, end: SignInAct['end']): Promise<SignInEnding> {
  const reauthId = emulator.state.reauth?.id ?? '';
  const abandon = async (why: string, verdict: SignInEnding['verdict'] = 'rejected'): Promise<SignInEnding> => {
    await emulator.submit({ type: 'abandon-reauth', reauthId, why });
    return { verdict, why };
  };
  if (end === 'close-tab') return abandon('its window was closed');
  for (const page of ['team', 'provider'] as const) {
    const events = await emulator.submit({ type: 'open-page', reauthId, page });
    const blocked = events.find((event) => event.type === 'reauth-blocked');
    if (blocked?.type !== 'reauth-blocked') continue;
    return abandon('its page never loaded', blocked.class === 'session' ? 'loop' : 'rejected');
  }
  const { environment } = emulator.state;
  const { trouble, mfa } = environment.identity;
  if (trouble === 'down' || trouble === 'server-error') return abandon('the identity provider failed');
  const silent = silentPerson(emulator.state, emulator.now);
  if (end === 'cancel' && silent === undefined) return abandon('it was cancelled');
  const chosen = silent ?? personId;
  const refused = refusalOf(environment, chosen);
  if (refused !== undefined) return abandon(`the identity provider turned them away: ${refused}`);
  const asked = askedOf(emulator.state, chosen, emulator.now);
  if (asked.includes('mfa') && mfa === 'refused') return { ...(await abandon('the second step failed')), asked };
  const authenticatedFor = emulator.now - authenticatedSince(emulator.state, chosen, asked, emulator.now);
  await emulator.submit({ type: 'note-provider-sign-in', personId: chosen, asked });
  if (!takesToken(environment, authenticatedFor)) return { ...(await abandon('the token was not accepted')), asked };
  return { ...(await complete(emulator, reauthId, chosen)), asked };
}

async function complete(emulator: Emulator, reauthId: string, personId: string): Promise<SignInEnding> {
  const email = emulator.state.environment.people[personId]?.email ?? '';
  const events = await emulator.submit({ type: 'complete-reauth', reauthId, email });
  const refused = events.find((event) => event.type === 'reauth-refused');
  if (refused?.type !== 'reauth-refused') return { verdict: 'ok' };
  return { verdict: refused.why === 'outside-tunnel' ? 'loop' : 'rejected', why: refused.why };
}
