import type { Environment } from '../environment/environment.ts';
import { compileRuleset, type Ruleset } from '../policy/ruleset.ts';

type Compiled = { readonly lists: Environment['lists']; readonly ruleset: Ruleset };

const compiled = new WeakMap<Environment['policies'], Compiled>();

/** The compiled policies of an environment: a cache, never part of the state. Edits of other things keep it. */
export function rulesetOf({ policies, lists }: Environment): Ruleset {
  const known = compiled.get(policies);
  if (known?.lists === lists) return known.ruleset;
  const ruleset = compileRuleset(policies, lists);
  compiled.set(policies, { lists, ruleset });
  return ruleset;
}
