import type { Environment } from '../environment/environment.ts';
import type { ListTable } from '../expression/list-table.ts';
import type { Policy, PolicyFault } from '../policy/policy.ts';
import type { Ruleset } from '../policy/ruleset.ts';
import type { Reach } from './reach.ts';

/** All that is looked for. */
export const findingCodes = [
  'whole-private-range',
  'resolver-in-check',
  'resolver-by-one-transport',
  'provider-in-check',
  'team-domain-in-check',
  'include-without-provider',
  'excluded-destination',
  'ipv4-only-cover',
  'http-check-undecrypted',
  'two-session-limits',
  'unreachable-check',
  'stricter-below-broader',
  'unreadable-duration',
  'misplaced-check',
  'unresolved-list',
  'unreadable-condition',
  'field-of-other-phase',
  'equal-precedence',
  'missing-catch-all-block',
  'unchecked-baseline',
  'unit-slip',
  'baseline-outside-range',
  'unequal-baselines',
  'check-not-enforced',
  'disabled-check',
  'check-on-target',
  'loose-email-pattern',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** Where in a policy: a part of it and, where the part is an expression, the place in its text. */
export type FindingPlace = {
  readonly part: 'traffic' | 'identity' | 'devicePosture' | 'checkSession';
  readonly at?: NonNullable<PolicyFault['at']>;
};

/** Something about a set of policies that will hurt: `error` locks people out or opens what should be closed. */
export type Finding = {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning';
  readonly policy: { readonly id: string; readonly name: string; readonly source?: Policy['source'] };
  readonly place?: FindingPlace;
  /** What is so, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Why it matters, with where the fact comes from. */
  readonly reason: string;
};

export type LintSubject = {
  readonly ruleset: Ruleset;
  readonly lists: ListTable;
  readonly reach: Reach;
  /** Where the policies act; absent when policies alone are looked at. */
  readonly environment?: Environment;
};

/** One thing that is looked for; each has a file of its own in this folder. */
export type Lint = (subject: LintSubject) => readonly Finding[];

export function aboutPolicy({ id, name, source }: Policy): Finding['policy'] {
  return { id, name, ...(source === undefined ? {} : { source }) };
}

/** The place of a fault that an expression, or the session check, has. */
export function placeOf({ part, at }: PolicyFault): { readonly place?: FindingPlace } {
  if (part !== 'traffic' && part !== 'identity' && part !== 'devicePosture' && part !== 'checkSession') return {};
  return { place: { part, ...(at === undefined ? {} : { at }) } };
}
