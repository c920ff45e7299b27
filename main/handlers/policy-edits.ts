import { randomUUID } from 'node:crypto';
import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { deletePolicy, inOrder, movePolicy, policyById, savePolicy } from '../../app/editing/edit-policies.ts';
import { draftOf } from '../../app/editing/policy-draft.ts';
import { tryPolicy } from '../../app/editing/try-policy.ts';
import type { Emulator } from '../../app/emulator.ts';
import type { Policy, PolicyFilter } from '../../app/policy/policy.ts';
import { sayPolicyFault } from '../../app/policy/say-policy-fault.ts';
import { rulesetOf } from '../../app/session/ruleset-of.ts';
import type { Edits } from '../edits.ts';

type PolicyEditHandlers = Pick<
  Handlers,
  'policy.list' | 'policy.read' | 'policy.save' | 'policy.delete' | 'policy.move' | 'policy.try'
>;

export type PolicyEditParts = { readonly emulator: Emulator; readonly edits: Edits };

/** Policies one by one, as an administrator's dashboard has them. Each change is one edit, which undo takes back. */
export function createPolicyEditHandlers({ emulator, edits }: PolicyEditParts): PolicyEditHandlers {
  const change = (next: (policies: readonly Policy[]) => readonly Policy[], now: boolean, said?: string) => {
    const planned = edits.planned();
    const policies = next(planned.policies);
    return edits.apply({ ...planned, policies }, { now, ...(said === undefined ? {} : { said }) });
  };
  const nameOf = (id: string) => policyById(edits.planned().policies, id).name;
  return {
    'policy.list': async () => {
      const planned = edits.planned();
      const { faults } = rulesetOf(planned);
      return {
        policies: filters
          .flatMap((filter) => inOrder(planned.policies, filter))
          .map((policy) => entryOf(policy, (faults.get(policy.id) ?? []).map(sayPolicyFault))),
        destinations: Object.entries(planned.destinations).flatMap(([destination, { host, ports }]) =>
          Object.keys(ports).map((port) => ({ destination, host, port: Number(port) })),
        ),
      };
    },
    'policy.read': async ({ id }) => ({ policy: draftOf(policyById(edits.planned().policies, id)) }),
    'policy.save': async ({ id = randomUUID(), policy, was, now = false }) => {
      const said = was === undefined ? `“${policy.name}” added` : undefined;
      return { ...(await change((policies) => savePolicy(policies, id, policy, was), now, said)), id };
    },
    'policy.delete': async ({ id, now = false }) =>
      change((policies) => deletePolicy(policies, id), now, `“${nameOf(id)}” deleted`),
    'policy.move': async ({ id, to, now = false }) =>
      change((policies) => movePolicy(policies, id, to), now, `“${nameOf(id)}” asked ${to}`),
    'policy.try': async ({ id = '', policy, against }) => {
      const trial = tryPolicy(emulator.state, edits.planned(), policy, { id, against, at: emulator.now });
      const { faults, neverMatches, duration } = trial;
      return {
        ...{ faults: [...faults], neverMatches },
        ...(duration === undefined ? {} : { duration }),
        ...(trial.against === undefined ? {} : { against: outcomeOf(trial.against) }),
      };
    },
  };
}

/** Network policies first: they are the ones that sessions end by. */
const filters: readonly PolicyFilter[] = ['l4', 'http', 'dns', 'egress', 'dns_resolver'];

function entryOf(policy: Policy, faults: string[]): ResultOf<'policy.list'>['policies'][number] {
  const { id, name, enabled, precedence, action, filter, checkSession } = policy;
  return {
    ...{ id, name, enabled, precedence, action, filter },
    ...(checkSession?.enforce === true ? { duration: checkSession.text } : {}),
    faults,
  };
}

type Against = NonNullable<ReturnType<typeof tryPolicy>['against']>;

function outcomeOf({ alone, verdict, summary, expiresAt }: Against): ResultOf<'policy.try'>['against'] {
  return {
    ...{ alone, outcome: verdict.outcome, class: verdict.class, checked: verdict.checked, summary },
    ...(verdict.policy === undefined ? {} : { policy: verdict.policy }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
