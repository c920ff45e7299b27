import { forEachComparison, type Test } from '../expression/ast.ts';
import { isBytes, textOf } from '../expression/value.ts';
import { policyParts } from './compiled-policy.ts';
import type { Ruleset } from './ruleset.ts';

const known = new WeakMap<Ruleset, readonly string[]>();

/** Ids of the posture checks that enabled policies name, each once, in their order. */
export function postureChecksOf(ruleset: Ruleset): readonly string[] {
  const before = known.get(ruleset);
  if (before !== undefined) return before;
  const named = new Set<string>();
  for (const { policy, conditions } of ruleset.policies) {
    if (!policy.enabled) continue;
    for (const part of policyParts) {
      const { ast } = conditions[part] ?? {};
      if (ast === undefined) continue;
      forEachComparison(ast, ({ path, test }) => {
        if (path.field.startsWith('device_posture.checks.')) for (const id of valuesIn(test)) named.add(id);
      });
    }
  }
  const checks = [...named];
  known.set(ruleset, checks);
  return checks;
}

function valuesIn(test: Test): readonly string[] {
  if (test.kind === 'order' && isBytes(test.value)) return [textOf(test.value)];
  return test.kind === 'in' && test.set.type === 'Bytes' ? test.set.values.map(textOf) : [];
}
