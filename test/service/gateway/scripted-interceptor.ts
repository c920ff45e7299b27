import type { ConnectionAttempt, LookupAttempt } from '../../../app/session/command.ts';
import type { Verdict } from '../../../app/session/verdict.ts';
import type { ConnectionDecision, Interceptor, LookupDecision } from '../../../main/gateway/interceptor.ts';

/** Stands for the engine: decides as told, gives every allowed connection a flow, and remembers what it was asked. */
export type ScriptedInterceptor = Interceptor & {
  readonly attempts: ConnectionAttempt[];
  readonly lookups: LookupAttempt[];
  readonly opened: string[];
  readonly closed: string[];
  readonly touches: Map<string, number>;
  reads: boolean;
  decide(attempt: ConnectionAttempt): Omit<ConnectionDecision, 'flowId'>;
  answer(attempt: LookupAttempt): LookupDecision;
};

export function verdict(facts: Partial<Verdict> = {}): Verdict {
  return {
    outcome: 'allowed',
    class: 'none',
    stage: 'network',
    checked: true,
    trace: [],
    ageSeconds: 0,
    notice: 'none',
    ...facts,
  };
}

export const expired = verdict({
  outcome: 'refused',
  class: 'session',
  ageSeconds: 612_000,
  limitSeconds: 604_800,
  policy: { id: 'p1', name: 'Private range, "weekly" <b>' },
});

export function scriptInterceptor(script: Pick<ScriptedInterceptor, 'decide' | 'answer'>): ScriptedInterceptor {
  const scripted: ScriptedInterceptor = {
    ...script,
    attempts: [],
    lookups: [],
    opened: [],
    closed: [],
    touches: new Map(),
    reads: false,
    generation: () => 'classic',
    async requestConnection(attempt) {
      scripted.attempts.push(attempt);
      const decision = scripted.decide(attempt);
      if (decision.target === undefined) return decision;
      const flowId = `flow-${scripted.attempts.length}`;
      scripted.opened.push(flowId);
      return { ...decision, flowId };
    },
    async resolveName(attempt) {
      scripted.lookups.push(attempt);
      return scripted.answer(attempt);
    },
    touchFlow: (flowId) => scripted.touches.set(flowId, (scripted.touches.get(flowId) ?? 0) + 1),
    closeFlow: (flowId) => scripted.closed.push(flowId),
    readsClientBytes: () => scripted.reads,
    inspects: () => false,
  };
  return scripted;
}
