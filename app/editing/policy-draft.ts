import { parseGoDuration } from '../policy/duration.ts';
import type { Policy } from '../policy/policy.ts';

/** A policy as a person edits it. What Gateway keeps besides stays as it was. */
export type PolicyDraft = Pick<
  Policy,
  'name' | 'description' | 'enabled' | 'precedence' | 'action' | 'filter' | 'traffic' | 'identity' | 'devicePosture'
> & {
  /** `duration` as Go writes it. */
  readonly checkSession?: { readonly enforce: boolean; readonly duration: string };
};

export function draftOf(policy: Policy): PolicyDraft {
  const { name, description, enabled, precedence, action, filter, traffic, identity, devicePosture } = policy;
  const { checkSession: check } = policy;
  return {
    ...{ name, description, enabled, precedence, action, filter, traffic, identity, devicePosture },
    ...(check === undefined ? {} : { checkSession: { enforce: check.enforce, duration: check.text } }),
  };
}

/**
 * The policy that a draft describes. Of `before`, the policy it was made from, it keeps where that came from, and what its
 * files left open as far as nobody has written that part anew.
 */
export function policyFrom(draft: PolicyDraft, id: string, before?: Policy): Policy {
  const { checkSession: check, ...plain } = draft;
  const { unresolved, checkSession: _check, ...kept } = before ?? {};
  const open = unresolved?.filter(({ part }) => before !== undefined && !isEdited(draft, draftOf(before), part)) ?? [];
  return {
    ...kept,
    ...plain,
    id,
    ...(check === undefined ? {} : { checkSession: sessionCheckOf(check) }),
    ...(open.length === 0 ? {} : { unresolved: open }),
  };
}

function isEdited(draft: PolicyDraft, before: PolicyDraft, part: string): boolean {
  const valueIn = (one: Readonly<Record<string, unknown>>) => JSON.stringify(one[part]);
  return valueIn(draft) !== valueIn(before);
}

function sessionCheckOf({ enforce, duration: text }: NonNullable<PolicyDraft['checkSession']>) {
  const reading = parseGoDuration(text);
  return { enforce, text, ...(reading.ok ? { duration: reading.duration } : {}) };
}
