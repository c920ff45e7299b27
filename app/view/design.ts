import type { Environment } from '../environment/environment.ts';
import { engineVersion } from '../session/engine-version.ts';
import { evolve } from '../session/evolve.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { destinationOutlooks, nameOutlooks } from './outlook.ts';

export type Expiry = {
  /** Span from the sign-in. */
  readonly after: Millis;
  /** Names of the policies whose limit it is. */
  readonly policies: readonly string[];
  readonly destinations: readonly string[];
  /** Suffixes of private names. */
  readonly names: readonly string[];
};

/** What stops answering, and when, counted from a sign-in, if nobody signs in again. */
export type Design = {
  readonly name: string;
  /** Earliest first. */
  readonly expiries: readonly Expiry[];
  /** What goes on answering whatever the age. */
  readonly never: Pick<Expiry, 'destinations' | 'names'>;
};

type Mortal = { readonly name: string; readonly isName: boolean; readonly expiresAt?: Millis };

/**
 * Lives through an environment on a connected device whose user has just signed in. A destination is reached by its
 * name, as people reach it, so that it dies with the resolver of that name too. What does not answer at the sign-in
 * is in neither part.
 */
export function designOf(environment: Environment): Design {
  const fresh = evolve(undefined, {
    at: environment.clock.startAt,
    type: 'run-started',
    engine: engineVersion,
    environment,
  });
  const state: State = { ...fresh, client: { connected: true } };
  const everything = mortals(state);
  const instants = [...new Set(everything.flatMap(({ expiresAt }) => expiresAt ?? []))].toSorted((a, b) => a - b);
  return {
    name: environment.name,
    expiries: instants.map((at) => {
      const dying = everything.filter(({ expiresAt }) => expiresAt === at);
      return { after: at - state.at, ...grouped(dying), policies: policiesAt(state, dying, at) };
    }),
    never: grouped(everything.filter(({ expiresAt }) => expiresAt === undefined)),
  };
}

function mortals(state: State): readonly Mortal[] {
  const places = destinationOutlooks(state, state.at).map(({ name, judgement }) => ({
    name,
    judgement,
    isName: false,
  }));
  const names = nameOutlooks(state, state.at)
    .filter(({ resolver }) => resolver !== undefined)
    .map(({ suffix, judgement }) => ({ name: suffix, judgement, isName: true }));
  return [...places, ...names]
    .filter(({ judgement }) => judgement.verdict.class === 'none')
    .map(({ name, isName, judgement: { expires } }) => ({
      name,
      isName,
      ...(expires === undefined ? {} : { expiresAt: expires.at }),
    }));
}

/** Whose limit it was: the policies and Access applications that refuse at the instant of the expiry. */
function policiesAt(state: State, dying: readonly Mortal[], at: Millis): readonly string[] {
  const isDying = (name: string) => dying.some((one) => one.name === name);
  const refusing = [
    ...destinationOutlooks(state, at).filter(({ name }) => isDying(name)),
    ...nameOutlooks(state, at).filter(({ suffix }) => isDying(suffix)),
  ].flatMap(({ judgement: { verdict } }) => limitOf(verdict) ?? []);
  return [...new Set(refusing)];
}

function limitOf({
  class: cause,
  policy,
  application,
}: Pick<Verdict, 'class' | 'policy' | 'application'>): string | undefined {
  if (cause === 'access' && application !== undefined) return `Access application ${application}`;
  return cause === 'session' ? policy?.name : undefined;
}

function grouped(some: readonly Mortal[]): Pick<Expiry, 'destinations' | 'names'> {
  const named = (isName: boolean) => some.filter((one) => one.isName === isName).map(({ name }) => name);
  return { destinations: named(false), names: named(true) };
}
