import { isRange } from '../network/address.ts';
import { canonicalName } from '../network/destination.ts';

/** A host name as environments take it; `undefined` for everything else, addresses too. */
export function readHostName(text: string): string | undefined {
  const name = canonicalName(text);
  if (name.length === 0 || name.length > 253 || isRange(name) || /^[\d.]+$/.test(name)) return undefined;
  return name.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) ? name : undefined;
}

/** Local Domain Fallback takes these from the start (DOMAIN.md §5.3 fact 16). */
export const usualSuffixes: readonly string[] =
  'intranet internal private localdomain domain lan home host corp local localhost home.arpa invalid test'.split(' ');

/** Whether a name is one that public DNS can't know: a single word, or below one of the suffixes. */
export function isPrivateName(name: string, suffixes: readonly string[]): boolean {
  if (!name.includes('.')) return true;
  return [...usualSuffixes, ...suffixes].some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}
