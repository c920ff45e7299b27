import type { Environment } from '../environment/environment.ts';
import { plannedEnvironment } from '../session/edit.ts';
import type { State } from '../session/state.ts';
import type { Finding } from './finding.ts';
import { lintPolicies } from './lint.ts';

export type FindingCount = { readonly errors: number; readonly warnings: number };

type Known = { readonly pending: State['edits']['pending']; readonly findings: readonly Finding[] };

const known = new WeakMap<Environment, Known>();

/** What is found in the environment with every edit in it, those on their way too. Looked for anew after an edit only. */
export function plannedFindings(state: Pick<State, 'environment' | 'edits'>): readonly Finding[] {
  const { environment, edits } = state;
  const before = known.get(environment);
  if (before?.pending === edits.pending) return before.findings;
  const planned = plannedEnvironment(state);
  const findings = lintPolicies(planned, planned);
  known.set(environment, { pending: edits.pending, findings });
  return findings;
}

export function countFindings(findings: readonly Finding[]): FindingCount {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** Those of `after` of which there was none of the kind about the policy before. */
export function newFindings(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ code, policy }: Finding) => `${code} ${policy.id}`;
  const keys = new Set(before.map(keyOf));
  return after.filter((finding) => !keys.has(keyOf(finding)));
}
