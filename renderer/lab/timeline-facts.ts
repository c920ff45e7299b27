import { day, type Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import type { View } from './timeline-view.ts';

export type Limit = {
  readonly duration: Millis;
  /** Policies, and Access applications. */
  readonly names: readonly string[];
  /** A destination under it. */
  readonly destination?: string;
};
/** One tooth: the age from one sign-in until the next, or until now. */
export type Tooth = { readonly from: Millis; readonly to: Millis; readonly isOver: boolean };

type Source = Pick<Snapshot, 'session' | 'policies' | 'destinations' | 'run'>;

/** Each distinct limit that stands before a destination, ascending. */
export function limitsOf({ policies, destinations, session }: Source): Limit[] {
  const limits = new Map<Millis, { names: Set<string>; destination: string }>();
  const add = (duration: Millis, name: string, destination: string) => {
    const known = limits.get(duration) ?? { names: new Set(), destination };
    limits.set(duration, known);
    known.names.add(name);
  };
  for (const { enabled, duration, name, destinations: decided } of policies.items) {
    if (enabled && duration !== undefined && decided[0] !== undefined) add(duration, name, decided[0]);
  }
  for (const { expiresAt, limit, name } of destinations.items) {
    if (expiresAt === undefined || limit?.class !== 'access' || session === undefined) continue;
    if (session.staleSince === undefined) add(expiresAt - session.authenticatedAt, limit.name, name);
  }
  return [...limits]
    .map(([duration, { names, destination }]) => ({ duration, names: [...names], destination }))
    .sort((one, other) => one.duration - other.duration);
}

/** As far back as is known; before the first answer the present one alone. */
export function teethOf({ session }: Source, lanes: TimelineLanes | undefined, now: Millis): Tooth[] {
  const known = lanes?.teeth ?? [];
  const past = known.filter(({ from }) => from !== session?.authenticatedAt);
  const present = session === undefined ? [] : [{ from: session.authenticatedAt, to: now, isOver: false }];
  const until = session?.authenticatedAt ?? now;
  return [
    ...past.map(({ from, to }) => ({ from, to: Math.max(from, Math.min(to ?? until, until)), isOver: true })),
    ...present,
  ];
}

/** The present sign-in with the expiries it runs into, and the one before where that is not too far off. */
export function fittingView({ session, run, ...rest }: Source, lanes: TimelineLanes | undefined, now: Millis): View {
  const longest = limitsOf({ session, run, ...rest }).at(-1)?.duration ?? day;
  const signedInAt = session?.authenticatedAt ?? run.startedAt;
  const to = Math.max(signedInAt + longest * 1.12, now + (now - signedInAt) * 0.06 + 1);
  const before = lanes?.teeth.findLast(({ from }) => from < signedInAt)?.from ?? run.startedAt;
  const first = before < signedInAt ? Math.max(before, signedInAt - longest * 1.5) : signedInAt;
  return { from: Math.floor(first - (to - first) * 0.03), to: Math.ceil(to) };
}

/** The age at the upper edge. */
export function topOf(limits: readonly Limit[], teeth: readonly Tooth[]): Millis {
  const ages = teeth.map(({ from, to }) => (to - from) * 1.1);
  return Math.max((limits.at(-1)?.duration ?? 0) * 1.3, ...ages, 1);
}

/** When something expires, by the engine's judgement, and when it did: the age outran a limit, or a new sign-in was asked for. */
export function expiriesOf(
  { destinations, session }: Source,
  limits: readonly Limit[],
  teeth: readonly Tooth[],
): { readonly at: Millis; readonly isPast: boolean }[] {
  const now = teeth.at(-1)?.to ?? 0;
  const outrun = teeth.flatMap(({ from, to }) =>
    limits.map(({ duration }) => from + duration).filter((at) => at <= to),
  );
  const past = new Set([...outrun, ...(session?.staleSince === undefined ? [] : [session.staleSince])]);
  const ahead = new Set(destinations.items.flatMap(({ expiresAt = 0 }) => (expiresAt > now ? [expiresAt] : [])));
  return [...[...past].map((at) => ({ at, isPast: true })), ...[...ahead].map((at) => ({ at, isPast: false }))].sort(
    (one, other) => one.at - other.at,
  );
}
