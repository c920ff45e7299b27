import { sayWhen } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { isDead, standingOfName } from '../../app/view/standing.ts';
import { findDestination, type Selection } from './selection.ts';

/** What is being explained, as a question. */
export function questionOf(snapshot: Snapshot, selection: Selection, now: Millis): string | undefined {
  if (selection.kind === 'destination') {
    const found = findDestination(snapshot, selection.name);
    return (
      found && `Why ${isDead(found, now) ? 'is' : 'does'} ${found.host} ${isDead(found, now) ? 'dead' : 'answer'}?`
    );
  }
  if (selection.kind === 'name') {
    const found = snapshot.names.find(({ suffix }) => suffix === selection.suffix);
    if (!found) return undefined;
    const what = found.resolver === undefined ? 'public names' : `names below ${found.suffix}`;
    return standingOfName(found, now) === 'dead' ? `Why do ${what} not resolve?` : `Why do ${what} resolve?`;
  }
  const entry = selection.told ?? snapshot.journal.find(({ id }) => id === selection.id);
  return entry && `${sayWhen(entry.at, now)} ${entry.text}`;
}
