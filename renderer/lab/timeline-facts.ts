import { day, hour, type Millis, minute } from '../../app/time/instant.ts';
import { type DayStretch, dayLane } from '../../app/view/day-lane.ts';
import type { Snapshot, SnapshotNotice } from '../../app/view/snapshot-shape.ts';

export type Limit = { readonly duration: Millis; readonly names: readonly string[] };
/** One tooth: the age from one sign-in until the next, or until now. */
export type Tooth = { readonly from: Millis; readonly to: Millis };

export type TimelineFacts = {
  readonly from: Millis;
  readonly to: Millis;
  /** The age at the upper edge. */
  readonly top: Millis;
  readonly teeth: readonly Tooth[];
  /** Ascending. */
  readonly limits: readonly Limit[];
  readonly notices: readonly SnapshotNotice[];
  readonly ticks: readonly Millis[];
  /** The person's day, as planned. */
  readonly stretches: readonly DayStretch[];
};

type Source = Pick<Snapshot, 'session' | 'policies' | 'notices' | 'journal' | 'run' | 'day'>;

/** What the timeline draws; absent while there is no session or no limit to draw it against. */
export function timelineFacts(snapshot: Source, now: Millis): TimelineFacts | undefined {
  const { session } = snapshot;
  const limits = limitsOf(snapshot);
  const longest = limits.at(-1)?.duration;
  if (!session || longest === undefined) return undefined;
  const end = Math.max(session.authenticatedAt + longest * 1.12, now + (now - session.authenticatedAt) * 0.06);
  const teeth = teethOf(snapshot, session.authenticatedAt, now);
  const previous = teeth.at(-2)?.from ?? Number.POSITIVE_INFINITY;
  const margin = (end - session.authenticatedAt) * 0.04;
  const from = Math.max(Math.min(previous, session.authenticatedAt) - margin, session.authenticatedAt - longest * 1.5);
  const inside = ({ at }: SnapshotNotice) => at >= from && at <= now;
  return {
    from,
    to: end,
    top: Math.max(longest * 1.3, ...teeth.map((tooth) => (tooth.to - tooth.from) * 1.1)),
    teeth: teeth.filter((tooth) => tooth.to > from),
    limits,
    notices: snapshot.notices.items.filter(inside),
    ticks: ticksBetween(from, end),
    stretches: dayLane(snapshot.day, from, end),
  };
}

/** Of enabled policies that decide a destination; equal durations share a rule. */
function limitsOf({ policies }: Source): Limit[] {
  const byDuration = new Map<Millis, string[]>();
  for (const { enabled, duration, name, destinations } of policies.items) {
    if (!enabled || duration === undefined || destinations.length === 0) continue;
    byDuration.set(duration, [...(byDuration.get(duration) ?? []), name]);
  }
  return [...byDuration]
    .map(([duration, names]) => ({ duration, names }))
    .sort((one, other) => one.duration - other.duration);
}

/** Earlier sign-ins are known from the journal alone, as far back as it reaches. */
function teethOf({ journal, run }: Source, authenticatedAt: Millis, now: Millis): Tooth[] {
  const starts = journal.filter(({ type }) => type === 'reauth-completed').map(({ at }) => at);
  const reachesBack = journal.some(({ type }) => type === 'run-started');
  const known = [...(reachesBack ? [run.startedAt] : []), ...starts].filter((at) => at < authenticatedAt);
  const all = [...known, authenticatedAt].sort((one, other) => one - other);
  return all.map((from, at) => ({ from, to: all[at + 1] ?? now }));
}

const steps = [10 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 28 * day] as const;

/** At most eight instants at even places of the calendar. */
export function ticksBetween(from: Millis, to: Millis): Millis[] {
  const step = steps.find((candidate) => (to - from) / candidate <= 8) ?? 28 * day;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, at) => first + at * step);
}
