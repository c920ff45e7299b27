import type { Environment } from '../environment/environment.ts';
import type { ListTable } from '../expression/list-table.ts';
import type { Policy } from '../policy/policy.ts';
import type { Ruleset } from '../policy/ruleset.ts';

/** Something about a set of policies that will hurt: `error` locks people out or opens what should be closed. */
export type Finding = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly policy: { readonly id: string; readonly name: string; readonly source?: Policy['source'] };
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
  /** Where the policies act; absent when policies alone are looked at. */
  readonly environment?: Environment;
};

/** One thing that is looked for; each has a file of its own in this folder. */
export type Lint = (subject: LintSubject) => readonly Finding[];

export function aboutPolicy({ id, name, source }: Policy): Finding['policy'] {
  return { id, name, ...(source === undefined ? {} : { source }) };
}
