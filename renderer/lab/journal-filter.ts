import type { JournalKind } from '../../app/view/journal-kinds.ts';
import { texts } from '../shared/texts.ts';

/** What the journal is narrowed to; of no kind means of any. */
export type JournalFilter = { readonly kinds: readonly JournalKind[]; readonly text: string };

export const everything: JournalFilter = { kinds: [], text: '' };

export function isNarrowed({ kinds, text }: JournalFilter): boolean {
  return kinds.length > 0 || text.trim() !== '';
}

export function toggleKind({ kinds, text }: JournalFilter, kind: JournalKind): JournalFilter {
  return { text, kinds: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind] };
}

export function sayKinds({ kinds }: JournalFilter): string {
  const [only] = kinds;
  if (only === undefined) return texts.journal.kind;
  return kinds.length === 1 ? texts.journal.kinds[only] : texts.journal.someKinds(kinds.length);
}
