import { forEachComparison, type Test } from '../expression/ast.ts';
import { isBytes, textOf } from '../expression/value.ts';
import { policyParts } from '../policy/compiled-policy.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import { wordsOf } from './renamer.ts';

/** `keep`: the words of the literal that must stay, so that it goes on meaning what it meant. */
export type FoundLiteral = { readonly policy: string; readonly literal: string; readonly keep?: string };

/**
 * The literal of the first of these policies that other names are most likely to break: one that holds only a part of a
 * word, else the first there is. `undefined` when none of them holds a text.
 */
export function findLiteral(
  { environment }: State,
  policyIds: readonly string[],
  words: ReadonlySet<string>,
): FoundLiteral | undefined {
  const ruleset = rulesetOf(environment);
  let first: FoundLiteral | undefined;
  for (const id of policyIds) {
    const compiled = ruleset.find(id);
    if (compiled === undefined) continue;
    for (const part of policyParts) {
      const { ast } = compiled.conditions[part] ?? {};
      const literals: string[] = [];
      if (ast !== undefined) forEachComparison(ast, ({ test }) => literals.push(...literalsOf(test)));
      for (const literal of literals) {
        const inside = wordsIn(literal).filter((one) => isPartOfOne(one, words));
        const found = { policy: compiled.policy.name, literal };
        if (inside.length > 0) return { ...found, keep: inside.join(' ') };
        first ??= found;
      }
    }
  }
  return first;
}

/** What is escaped in a pattern is no word, and neither is a single letter. */
function wordsIn(literal: string): readonly string[] {
  return wordsOf(literal.replaceAll(/\\./gs, ' ')).filter(({ length }) => length > 1);
}

function isPartOfOne(part: string, words: ReadonlySet<string>): boolean {
  for (const word of words) if (word.length > part.length && word.includes(part)) return true;
  return false;
}

function literalsOf(test: Test): readonly string[] {
  switch (test.kind) {
    case 'order':
      return isBytes(test.value) ? [textOf(test.value)] : [];
    case 'in':
      return test.set.type === 'Bytes' ? test.set.values.map(textOf) : [];
    case 'contains':
      return [textOf(test.part)];
    case 'matches':
      return [test.pattern];
    case 'wildcard':
      return [textOf(test.pattern)];
    default:
      return [];
  }
}
