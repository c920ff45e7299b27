import type { Environment } from '../environment/environment.ts';
import type { State } from '../session/state.ts';
import { hour, type Millis, second } from '../time/instant.ts';

/** One thing that a sign-in asks of the person. */
export type Asked = 'account' | 'credentials' | 'mfa';

/** What one authorization request asks for beyond the environment (OpenID Connect Core §3.1.2.1). */
export type Demand = { readonly prompt?: 'select-account' | 'login'; readonly maxAge?: Millis };

type Facts = Pick<State, 'environment' | 'browser'>;

const strictness = ['none', 'select-account', 'login'] as const;

/** The facts as a request that demands something meets them: the stricter of the two counts. */
export function withDemand({ environment, browser }: Facts, demand: Demand): Facts {
  const { identity } = environment;
  const prompts = [identity.prompt, demand.prompt ?? 'none'];
  const prompt = strictness.findLast((each) => prompts.includes(each)) ?? 'none';
  const maxAge = Math.min(identity.maxAge ?? Number.POSITIVE_INFINITY, demand.maxAge ?? Number.POSITIVE_INFINITY);
  const limited = maxAge === Number.POSITIVE_INFINITY ? {} : { maxAge };
  return { browser, environment: { ...environment, identity: { ...identity, prompt, ...limited } } };
}

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

/** How far a provider’s wrong clock is ahead; negative: behind. */
export const wrongClockSkew: Millis = -26 * hour;

/**
 * Whether the device takes a token made just now for somebody who gave credentials `authenticatedFor` ago: by its own
 * clock the token must not come from the future, nor be over, nor tell of a sign-in older than it takes.
 */
export function takesToken({ device, identity, assumptions }: Environment, authenticatedFor: Millis): boolean {
  const { trouble, maxAge = Number.POSITIVE_INFINITY } = identity;
  if (trouble === 'wrong-audience' || trouble === 'wrong-signature') return false;
  const { tokenTolerance } = assumptions;
  const ahead = device.clockSkew - (trouble === 'wrong-clock' ? wrongClockSkew : 0);
  const isOver = ahead >= tokenLifetime + tokenTolerance || ahead + authenticatedFor > maxAge + tokenTolerance;
  return ahead >= -tokenTolerance && !isOver;
}

function isFreshEnough({ environment }: Facts, since: Millis, at: Millis): boolean {
  const { maxAge } = environment.identity;
  return maxAge === undefined || at - since <= maxAge;
}
