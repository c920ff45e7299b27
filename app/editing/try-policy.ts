import type { Environment } from '../environment/environment.ts';
import { summarise } from '../explain/explain.ts';
import { compilePolicy, evaluatePolicy, type PolicyResult } from '../policy/compiled-policy.ts';
import { type DurationReading, parseGoDuration } from '../policy/duration.ts';
import type { Policy } from '../policy/policy.ts';
import { sayPolicyFault } from '../policy/say-policy-fault.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { type Against, attemptAt, contextAgainst } from './destination-trial.ts';
import { listTableFor } from './list-tables.ts';
import { type PolicyDraft, policyFrom } from './policy-draft.ts';

/** What a draft would come to, were it saved and in force. */
export type PolicyTrial = {
  /** What keeps it from ever matching, or is ignored in it. */
  readonly faults: readonly string[];
  readonly neverMatches: boolean;
  readonly duration?: DurationReading;
  readonly against?: {
    /** What the policy by itself says of the attempt. */
    readonly alone: PolicyResult | 'disabled';
    readonly verdict: Omit<Verdict, 'notice' | 'noticeWhy'>;
    /** The verdict in one sentence. */
    readonly summary: string;
    readonly expiresAt?: Millis;
  };
};

/** `id`: the policy whose place the draft takes. `planned`: the environment with every edit in it. */
export function tryPolicy(
  state: State,
  planned: Environment,
  draft: PolicyDraft,
  { id, against, at }: { readonly id: string; readonly against: Against | undefined; readonly at: Millis },
): PolicyTrial {
  const before = planned.policies.find((policy) => policy.id === id);
  const policy = policyFrom(draft, id, before);
  const compiled = compilePolicy(policy, listTableFor(planned.lists));
  const check = draft.checkSession;
  return {
    faults: compiled.faults.map(sayPolicyFault),
    neverMatches: compiled.isUnresolved,
    ...(check === undefined || check.duration === '' ? {} : { duration: parseGoDuration(check.duration) }),
    ...(against === undefined
      ? {}
      : {
          against: {
            alone: policy.enabled
              ? evaluatePolicy(compiled, contextAgainst(state, planned, against))
              : ('disabled' as const),
            ...judgeWith(state, putIn(planned, policy), against, at),
          },
        }),
  };
}

function putIn(planned: Environment, policy: Policy): Environment {
  const { policies } = planned;
  const isKnown = policies.some(({ id }) => id === policy.id);
  return {
    ...planned,
    policies: isKnown ? policies.map((one) => (one.id === policy.id ? policy : one)) : [...policies, policy],
  };
}

function judgeWith(state: State, environment: Environment, against: Against, at: Millis) {
  const attempt = attemptAt(environment, against);
  const { verdict, expires } = judgeConnection({ ...state, environment }, attempt, at, { useCache: false });
  const summary = summarise({ ...verdict, notice: 'none' }, `${attempt.host}:${attempt.port}`);
  return { verdict, summary, ...(expires === undefined ? {} : { expiresAt: expires.at }) };
}
