import { shorten } from '../environment/say-issue.ts';
import type { Expression } from '../expression/ast.ts';
import { type PolicyPart, policyParts } from '../policy/compiled-policy.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { findStranger } from './stranger.ts';

/**
 * Patterns of e-mail addresses that strangers fit too: a regex is searched for anywhere in the address, and its dot is
 * any character (DOMAIN.md §3.3 fact 22). Each is shown by an address that really matches.
 */
export function findLooseEmailPatterns({ ruleset }: LintSubject): readonly Finding[] {
  return [...ruleset.inOrder('l4'), ...ruleset.inOrder('http')].flatMap(
    ({ policy, conditions }): readonly Finding[] => {
      if (policy.action !== 'allow' && policy.action !== 'block') return [];
      // Too wide a pattern lets in where it allows, and leaves out where all but it is blocked.
      const letsIn = policy.action === 'allow';
      return policyParts.flatMap((part) => {
        const condition = conditions[part];
        return patternsIn(condition?.ast, true)
          .filter(({ isWanted }) => isWanted === letsIn)
          .flatMap(({ pattern, span }) => {
            const stranger = findStranger(pattern);
            const at = { ...span, ...lineOf(condition?.text ?? '', span.offset) };
            return stranger === undefined ? [] : [sayLoose(aboutPolicy(policy), { part, at }, pattern, stranger)];
          });
      });
    },
  );
}

const longestPattern = 80;

function sayLoose(
  policy: Finding['policy'],
  place: { readonly part: PolicyPart; readonly at: NonNullable<Finding['place']>['at'] & object },
  pattern: string,
  { address, domain }: { readonly address: string; readonly domain: string },
): Finding {
  return {
    ...{ code: 'loose-email-pattern', severity: 'error', policy, place },
    message: `Its pattern "${shorten(pattern, longestPattern)}" also takes ${address}.`,
    fix: `Write it from ^ to $, and every dot as \\.: "^[^@]+@${domain.replaceAll('.', '\\.')}$" takes ${domain} and nothing else.`,
    reason: 'A regex is searched for anywhere in the address, and a bare dot stands for any character.',
  };
}

type Found = { readonly pattern: string; readonly isWanted: boolean; readonly span: Expression['span'] };

function patternsIn(expression: Expression | undefined, isWanted: boolean): readonly Found[] {
  switch (expression?.kind) {
    case undefined:
      return [];
    case 'not':
      return patternsIn(expression.item, !isWanted);
    case 'quantify':
      return patternsIn(expression.item, isWanted);
    case 'combine':
      return expression.items.flatMap((item) => patternsIn(item, isWanted));
    case 'compare': {
      const { path, test, span } = expression;
      return path.field === 'identity.email' && test.kind === 'matches'
        ? [{ pattern: test.pattern, isWanted, span }]
        : [];
    }
  }
}

function lineOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
