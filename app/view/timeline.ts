import type { DayPart, PersonFacts } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import { dayLane } from './day-lane.ts';
import { type Bins, binOf, latestPerBin, spread } from './timeline-bins.ts';
import { flowLane } from './timeline-flows.ts';
import type { RecordedAttempts, TimelineRecord } from './timeline-record.ts';
import type { DeviceStretch, PersonStretch, TimelineAttempts, TimelineLanes } from './timeline-shape.ts';

export type TimelineAround = {
  readonly now: Millis;
  /** As it is planned now. */
  readonly day: readonly DayPart[];
  nameOf(personId: string): string | undefined;
};

/** Those beyond are told together. */
const namedActors = 3;

/** What a run holds between two instants, in lanes that a chart of so many bins can tell apart. */
export function timelineOf(record: TimelineRecord, bins: Bins, around: TimelineAround): TimelineLanes {
  const { from, to } = bins;
  return {
    ...{ from, to },
    ...(record.knownFrom === undefined ? {} : { knownFrom: record.knownFrom }),
    teeth: teethOf(record, bins, around.now),
    signIns: latestPerBin(record.signIns, bins).map(({ personId, email, ...signIn }) => {
      const who = email ?? (personId === undefined ? undefined : (around.nameOf(personId) ?? personId));
      return { ...signIn, ...(who === undefined ? {} : { who }) };
    }),
    notices: latestPerBin(record.notices, bins),
    ...attemptLanes(record.attempts, bins),
    flows: flowLane(record, bins, around.now),
    person: withoutSlivers(personLane(record, bins, around), bins),
    device: withoutSlivers(deviceLane(record, bins, around.now), bins),
  };
}

/** Where several fall into one bin the longest of them. */
function teethOf({ teeth }: TimelineRecord, bins: Bins, now: Millis): TimelineLanes['teeth'] {
  const kept = new Map<number, TimelineLanes['teeth'][number]>();
  const lengthOf = (tooth: TimelineLanes['teeth'][number] | undefined) =>
    tooth === undefined ? -1 : (tooth.to ?? now) - tooth.from;
  for (const tooth of teeth) {
    if ((tooth.to ?? now) < bins.from || tooth.from >= bins.to) continue;
    const bin = Math.max(-1, binOf(bins, tooth.from));
    if (lengthOf(tooth) >= lengthOf(kept.get(bin))) kept.set(bin, tooth);
  }
  return [...kept.values()];
}

type Lanes = Pick<TimelineLanes, 'refused' | 'actors'>;

function attemptLanes(attempts: readonly RecordedAttempts[], bins: Bins): Lanes {
  const refused = new Map<number, TimelineAttempts>();
  const actors = new Map<string | undefined, Map<number, Lanes['actors'][number]['marks'][number]>>();
  for (const attempt of attempts) {
    if (attempt.lastAt < bins.from || attempt.at >= bins.to) continue;
    const { id, host, actor } = attempt;
    for (const { bin, at, lastAt, count } of spread(attempt, bins)) {
      const told = { id, at, lastAt, count, host, class: attempt.class };
      if (!attempt.isAnswered) refused.set(bin, joined(refused.get(bin), told));
      if (actor === undefined) continue;
      const name = actors.has(actor) || actors.size < namedActors ? actor : undefined;
      const lane = actors.get(name) ?? new Map();
      actors.set(name, lane);
      const before = lane.get(bin);
      lane.set(bin, {
        ...joined(before, told),
        refused: (before?.refused ?? 0) + (attempt.isAnswered ? 0 : count),
      });
    }
  }
  const inOrder = <T extends { readonly at: Millis }>(marks: Map<number, T>) =>
    [...marks.values()].toSorted((one, other) => one.at - other.at);
  return {
    refused: inOrder(refused),
    actors: [...actors].map(([name, marks]) => ({ ...(name === undefined ? {} : { name }), marks: inOrder(marks) })),
  };
}

/** Tells of the latest. */
function joined(before: TimelineAttempts | undefined, next: TimelineAttempts): TimelineAttempts {
  if (before === undefined) return next;
  const { id, host, class: cause } = next.lastAt >= before.lastAt ? next : before;
  return {
    ...{ id, host, class: cause, count: before.count + next.count },
    at: Math.min(before.at, next.at),
    lastAt: Math.max(before.lastAt, next.lastAt),
  };
}

function deviceLane({ device }: TimelineRecord, { from, to }: Bins, now: Millis): DeviceStretch[] {
  return device.flatMap(({ at, asleep, online, connected }, index) => {
    const is = asleep ? 'asleep' : online ? (connected ? undefined : 'disconnected') : 'offline';
    const [start, end] = [Math.max(from, at), Math.min(to, device[index + 1]?.at ?? now)];
    return is === undefined || end <= start ? [] : [{ from: start, to: end, is } as const];
  });
}

/** The day as planned, but where somebody set it by hand. */
function personLane({ person }: TimelineRecord, { from, to }: Bins, { now, day }: TimelineAround): PersonStretch[] {
  const byHand = person.flatMap(({ at, facts, until }, index): PersonStretch[] => {
    if (day.length > 0 && until === undefined) return [];
    const end = Math.min(to, until ?? now, person[index + 1]?.at ?? Number.POSITIVE_INFINITY);
    const start = Math.max(from, at);
    return end <= start ? [] : [{ from: start, to: end, is: standingOf(facts) }];
  });
  if (day.length === 0) return byHand;
  const planned = byHand.reduce<readonly PersonStretch[]>(
    (left, hand) => left.flatMap((stretch) => without(stretch, hand)),
    dayLane(day, from, to),
  );
  return [...planned, ...byHand].toSorted((one, other) => one.from - other.from);
}

function standingOf({ atDesk, doNotDisturb, screenLocked }: PersonFacts): PersonStretch['is'] {
  if (!atDesk) return 'away';
  if (screenLocked) return 'locked';
  return doNotDisturb ? 'quiet' : 'desk';
}

function without(stretch: PersonStretch, gap: PersonStretch): PersonStretch[] {
  const before = { ...stretch, to: Math.min(stretch.to, gap.from) };
  const after = { ...stretch, from: Math.max(stretch.from, gap.to) };
  if (gap.to <= stretch.from || gap.from >= stretch.to) return [stretch];
  return [before, after].filter(({ from, to }) => to > from);
}

/** Neighbours that are the same are one; of those too short to be seen, at most one stays in each bin. */
function withoutSlivers<T extends { readonly from: Millis; readonly to: Millis; readonly is: string }>(
  stretches: readonly T[],
  bins: Bins,
): T[] {
  const kept: T[] = [];
  let sliverBin = -1;
  for (const stretch of stretches) {
    const last = kept.at(-1);
    if (last?.is === stretch.is && last.to === stretch.from) {
      kept[kept.length - 1] = { ...last, to: stretch.to };
      continue;
    }
    const bin = binOf(bins, stretch.from);
    const isSliver = binOf(bins, stretch.to) === bin;
    if (isSliver && bin === sliverBin) continue;
    if (isSliver) sliverBin = bin;
    kept.push(stretch);
  }
  return kept;
}
