import type { SessionEvent } from '../session/event.ts';

/** How the names of one world are called in the other; the identity for a world that has those already. */
export type Translation = {
  policy(id: string): string;
  application(name: string): string;
};

/** What must come out alike under other names: which events, when, and every verdict with its policy and its notice. */
export function gistOf(event: SessionEvent, { policy, application }: Translation): readonly unknown[] {
  const { type, at } = event;
  switch (type) {
    case 'connection-decided':
    case 'lookup-decided': {
      const { verdict, count, lastAt } = event;
      const { outcome, class: cause, stage, checked, ageSeconds, limitSeconds, inGrace, notice, noticeWhy } = verdict;
      const by = verdict.policy === undefined ? '' : policy(verdict.policy.id);
      const within = verdict.application === undefined ? '' : application(verdict.application);
      const said = [outcome, cause, stage, checked, ageSeconds, limitSeconds, inGrace, notice, noticeWhy];
      return [type, at, lastAt, count, by, within, ...said, type === 'lookup-decided' ? event.answer.kind : ''];
    }
    case 'notice-due':
      return [type, at, event.noticeId, event.kind, policy(event.policyId)];
    case 'notice-posted':
      return [type, at, event.noticeId, event.seen];
    case 'notice-suppressed':
      return [type, at, event.noticeId, event.why];
    case 'flow-opened':
      return [type, at, event.flow.id];
    case 'flow-closed':
      return [type, at, event.flowId, event.why];
    case 'reauth-refused':
      return [type, at, event.why];
    case 'reauth-blocked':
      return [type, at, event.class];
    case 'environment-edited':
      return [type, at, event.parts.map(({ takesEffectAt }) => takesEffectAt)];
    case 'person-changed':
      return [type, at, event.facts, event.until];
    case 'clock-jumped':
      return [type, at, event.to];
    default:
      return [type, at];
  }
}
