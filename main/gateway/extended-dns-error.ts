import type { Verdict } from '../../app/session/verdict.ts';
import { explain } from './explanation.ts';

/** RFC 8914. */
export type ExtendedError = { readonly code: number; readonly text: string };

const blocked = 15;
const prohibited = 18;
const networkError = 23;

/** Why a name stays without an answer, for resolvers that show it. */
export function describeRefusal(verdict: Verdict): ExtendedError {
  const { message, fix, title } = explain(verdict);
  const policy = verdict.policy === undefined ? '' : ` (policy "${verdict.policy.name}")`;
  return { code: codeOf(verdict), text: `${title}${policy}. ${message} ${fix}` };
}

function codeOf({ outcome, class: cause }: Verdict): number {
  if (outcome !== 'refused') return networkError;
  return cause === 'block' ? blocked : prohibited;
}
