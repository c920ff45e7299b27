import type { ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';

export type PolicyDraft = ResultOf<'policy.read'>['policy'];
export type PolicyEntry = ResultOf<'policy.list'>['policies'][number];
export type Place = ResultOf<'policy.list'>['destinations'][number];
export type Against = NonNullable<ParamsOf<'policy.try'>['against']>;

/** A policy under somebody's hands. */
export type Draft = {
  /** Of the policy; a new one has a name of its own until it is saved. */
  readonly id: string;
  /** As it was read; absent: it is a new one. */
  readonly was?: PolicyDraft;
  readonly policy: PolicyDraft;
  /** Counts how often it was read or thrown away, so that fields begin anew. */
  readonly round: number;
};

export function isDirty({ was, policy }: Draft): boolean {
  return was === undefined || JSON.stringify(sorted(was)) !== JSON.stringify(sorted(policy));
}

function sorted(policy: PolicyDraft): unknown {
  return Object.entries(policy).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Asked last among the network policies, as a dashboard adds one. */
export function newPolicy(entries: readonly PolicyEntry[]): PolicyDraft {
  return {
    ...{ name: 'New policy', description: '', enabled: true, action: 'allow', filter: 'l4' },
    precedence: lastPrecedence(entries, 'l4') + 100,
    ...{ traffic: '', identity: '', devicePosture: '' },
  };
}

/** A copy is asked right behind its original. */
export function duplicateOf(policy: PolicyDraft): PolicyDraft {
  return { ...policy, name: `${policy.name}, copy`.slice(0, 200), precedence: policy.precedence + 1 };
}

function lastPrecedence(entries: readonly PolicyEntry[], filter: PolicyDraft['filter']): number {
  return Math.max(0, ...entries.filter((entry) => entry.filter === filter).map(({ precedence }) => precedence));
}

/** The check is there once somebody wants it or has said how long. */
export function withCheck(policy: PolicyDraft, enforce: boolean, duration: string): PolicyDraft {
  const { checkSession: _check, ...rest } = policy;
  return !enforce && duration === '' ? rest : { ...rest, checkSession: { enforce, duration } };
}

/** The place that a trial begins with: that of the destination in question, else the first. */
export function usualPlace(places: readonly Place[], destination: string | undefined): Against | undefined {
  const found = places.find((place) => place.destination === destination) ?? places[0];
  return found && { destination: found.destination, port: found.port };
}

export const keyOfPlace = ({ destination, port }: Against) => `${destination}:${port}`;
