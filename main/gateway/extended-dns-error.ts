import type { ClientGeneration } from '../../app/environment/environment.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import { explainFailure } from './explanation.ts';

/** RFC 8914. */
export type ExtendedError = { readonly code: number; readonly text: string };

const blocked = 15;
const prohibited = 18;
const networkError = 23;

/** Why a name stays without an answer, for resolvers that show it. In ASCII: `dig` shows other characters as numbers. */
export function describeRefusal(verdict: Verdict, name: string, generation: ClientGeneration): ExtendedError {
  const { message, fix } = explainFailure(verdict, name, generation);
  const text = `${message} ${fix}`.replaceAll(/[“”]/g, '"').replaceAll('’', "'").replaceAll('›', '>');
  return { code: codeOf(verdict), text: text.replaceAll(/[^\x20-\x7e]/g, '?') };
}

function codeOf({ outcome, class: cause }: Verdict): number {
  if (outcome !== 'refused') return networkError;
  return cause === 'block' ? blocked : prohibited;
}
