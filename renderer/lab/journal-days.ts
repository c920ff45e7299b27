import { sayInstant } from '../../app/time/calendar.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';

export type JournalDay = { readonly day: string; readonly entries: readonly JournalEntry[] };

/** Entries newest on top, under their day: `Mon 9 Mar`. */
export function daysOf(journal: readonly JournalEntry[]): JournalDay[] {
  const byDay = new Map<string, JournalEntry[]>();
  for (const entry of journal.toReversed()) {
    const day = sayInstant(entry.at).split(' ').slice(0, 3).join(' ');
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return [...byDay].map(([day, entries]) => ({ day, entries }));
}
