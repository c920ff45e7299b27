import type { Environment } from '../environment/environment.ts';
import type { State } from '../session/state.ts';
import { type Millis, second } from '../time/instant.ts';

/** One thing that a sign-in asks of the person. */
export type Asked = 'account' | 'credentials' | 'mfa';

type Facts = Pick<State, 'environment' | 'browser'>;

/** Who the browser is still signed in as at the provider, and since when; its memory lives in virtual time. */
export function rememberedSignIn({ environment, browser }: Facts, at: Millis): State['browser']['remembered'] {
  const { remembered } = browser;
  if (remembered === undefined || environment.people[remembered.personId] === undefined) return undefined;
  return at < remembered.since + environment.identity.browser.rememberedFor ? remembered : undefined;
}

/** Whom the provider lets in without a question (DOMAIN.md §1.4 fact 24); `undefined` when it asks. */
export function silentPerson(facts: Facts, at: Millis): string | undefined {
  const remembered = rememberedSignIn(facts, at);
  if (remembered === undefined || facts.environment.identity.prompt !== 'none') return undefined;
  return isFreshEnough(facts, remembered.since, at) ? remembered.personId : undefined;
}

/** What the provider asks of a person before it lets them in; nothing when it is silent. */
export function askedOf(facts: Facts, personId: string, at: Millis): readonly Asked[] {
  if (silentPerson(facts, at) === personId) return [];
  const { prompt, mfa } = facts.environment.identity;
  const remembered = rememberedSignIn(facts, at);
  const isKnown = prompt !== 'login' && remembered?.personId === personId && isFreshEnough(facts, remembered.since, at);
  if (isKnown) return ['account'];
  return mfa === 'none' ? ['account', 'credentials'] : ['account', 'credentials', 'mfa'];
}

/** Why the provider itself turns a person away, once it knows who they are. */
export function refusalOf({ identity }: Environment, personId: string): 'locked' | 'denied' | undefined {
  if (identity.locked.includes(personId)) return 'locked';
  return identity.denied.includes(personId) ? 'denied' : undefined;
}

/** When the person last gave credentials, for the token's `auth_time`: now, unless the browser's memory served. */
export function authenticatedSince(facts: Facts, personId: string, asked: readonly Asked[], at: Millis): Millis {
  if (asked.includes('credentials')) return at;
  const remembered = rememberedSignIn(facts, at);
  return remembered?.personId === personId ? remembered.since : at;
}

/** How long a token is good for: the login page's hand-off was documented with it (DOMAIN.md §1.4 fact 31). */
export const tokenLifetime: Millis = 50 * second;

/** Whether a device whose clock is off still takes a token made just now: it must not come from its future, nor be over. */
export function takesTokens({ device, identity, assumptions }: Environment): boolean {
  const { trouble } = identity;
  if (trouble === 'wrong-audience' || trouble === 'wrong-signature' || trouble === 'wrong-clock') return false;
  const { tokenTolerance } = assumptions;
  return device.clockSkew >= -tokenTolerance && device.clockSkew < tokenLifetime + tokenTolerance;
}

function isFreshEnough({ environment }: Facts, since: Millis, at: Millis): boolean {
  const { maxAge } = environment.identity;
  return maxAge === undefined || at - since <= maxAge;
}
