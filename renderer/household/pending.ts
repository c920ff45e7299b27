import type { Millis } from '../../app/time/instant.ts';
import { sayLeft } from '../../app/time/span.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { toWholeSecond } from '../shared/virtual-clock.ts';

export type Pending = { readonly text: string; readonly at: Millis };

/** What acts next of the edits on their way; the edit itself is named where the undo beside it does not name it. */
export function pendingOf({ pending, undo }: Snapshot['edits'], now: Millis): Pending | undefined {
  const ahead = pending.filter(({ at }) => at > now).toSorted((one, other) => one.at - other.at);
  const next = ahead[0];
  if (next === undefined) return undefined;
  const together = [...new Set(ahead.filter(({ at }) => at === next.at).map(({ said }) => said))];
  const subject = together.length === 1 ? 'Acts' : `${together.length} edits act`;
  const what = together.length === 1 && next.said !== undo ? `: ${next.said}` : '';
  const rest = ahead.some(({ at }) => at > next.at) ? ', the rest later' : '';
  // `now` is shown in whole seconds, so what is ahead of it is counted from whole seconds too.
  return { text: `${subject} in ${sayLeft(toWholeSecond(next.at) - now)}${rest}${what}`, at: next.at };
}
