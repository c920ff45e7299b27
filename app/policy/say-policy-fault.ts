import { renderFault } from '../expression/fault.ts';
import type { Policy, PolicyFault } from './policy.ts';

/** In one line: the part, the place in it, what is wrong, and what to write instead. */
export function sayPolicyFault({ part, at, message, hint }: PolicyFault): string {
  const place = at === undefined ? part : `${part}, line ${at.line}, column ${at.column}`;
  return `${place}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Over several lines, with carets below the place where the part has one. */
export function drawPolicyFault(policy: Policy, { code, part, at, message, hint }: PolicyFault): string {
  const text = part === 'traffic' || part === 'identity' || part === 'devicePosture' ? policy[part] : undefined;
  const isOfExpression = code !== 'duration' && code !== 'misplaced-check';
  if (at === undefined || text === undefined || !isOfExpression) {
    return `${part}: ${message}${hint === undefined ? '' : `\nhint: ${hint}`}`;
  }
  return `${part}: ${renderFault({ code, message, ...at, ...(hint === undefined ? {} : { hint }) }, text)}`;
}
