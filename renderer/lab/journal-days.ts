import { sayDay } from '../../app/time/calendar.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';

export type JournalDay = { readonly day: string; readonly entries: readonly JournalEntry[] };

/** Entries latest on top, the later written first of two at one instant, under their day: `Mon 9 Mar`. */
export function daysOf(journal: readonly JournalEntry[]): JournalDay[] {
  const byDay = new Map<string, JournalEntry[]>();
  for (const entry of journal.toReversed().toSorted((one, other) => other.at - one.at)) {
    const day = sayDay(entry.at);
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return [...byDay].map(([day, entries]) => ({ day, entries }));
}
