import type { Environment } from '../environment/environment.ts';
import { compileRuleset, type Ruleset } from '../policy/ruleset.ts';

const rulesets = new WeakMap<Environment, Ruleset>();

/** The compiled policies of an environment: a cache, never part of the state. */
export function rulesetOf(environment: Environment): Ruleset {
  const known = rulesets.get(environment);
  if (known !== undefined) return known;
  const ruleset = compileRuleset(environment.policies, environment.lists);
  rulesets.set(environment, ruleset);
  return ruleset;
}
