import { sayWhen } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { saySpan, sayToMinute } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { TimelineAttempts, TimelineLanes, TimelineNotice } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';
import { causeWords } from './cause-words.ts';
import { sayFate } from './notice-words.ts';
import type { Selection } from './selection.ts';
import type { Limit, Tooth } from './timeline-facts.ts';
import { type Lane, outlives } from './timeline-lanes.ts';

/** Something on the timeline that can be pointed at. */
export type Mark = {
  readonly key: string;
  /** Its place in the list of lanes; -1 for what stands beside the age. */
  readonly lane: number;
  readonly row: number;
  readonly at: Millis;
  readonly to: Millis;
  /** Of the session, for what stands beside it. */
  readonly age?: Millis;
  readonly text: string;
  readonly selection: Selection;
};

type Facts = {
  readonly limits: readonly Limit[];
  readonly teeth: readonly Tooth[];
  readonly expiries: readonly Millis[];
};

const words = texts.timeline;

/** Everything that is drawn, in order of time within its lane. */
export function marksOf(lanes: TimelineLanes | undefined, list: readonly Lane[], facts: Facts): readonly Mark[] {
  const limits = limitMarks(facts);
  if (lanes === undefined) return limits;
  const past = (
    at: Millis,
    to: Millis,
    id: string,
    text: string,
    isAttempt: boolean,
    saidAt: Millis = at,
  ): Omit<Mark, 'lane' | 'row'> => ({
    key: `${isAttempt ? '' : 'told '}${id} ${at}`,
    ...{ at, to, text: `${sayWhen(saidAt, lanes.to)} ${text}` },
    selection: { kind: 'entry', id: id === '' ? `${at} ${text}` : id, told: { at: saidAt, text, isAttempt } },
  });
  const marksIn = ({ kind, index }: Lane): (Omit<Mark, 'lane' | 'row'> & { readonly row?: number })[] => {
    switch (kind) {
      case 'signIns':
        return lanes.signIns.map(({ id, at, is, who, count }) =>
          past(at, at, id, withOthers(words.signIns[is](who ?? words.somebody), count), false),
        );
      case 'notices':
        return lanes.notices.map((notice) =>
          past(notice.at, notice.at, notice.id, sayNotice(notice), notice.id !== ''),
        );
      case 'refused':
        return lanes.refused.map((mark) =>
          past(
            mark.at,
            mark.lastAt,
            mark.id,
            withOthers(words.refused(mark.host, causeWords[mark.class]), mark.count),
            true,
            mark.lastAt,
          ),
        );
      case 'actors': {
        const { name, marks = [] } = lanes.actors[index] ?? {};
        return marks.map((mark) => past(mark.at, mark.lastAt, mark.id, sayTries(name, mark), true, mark.lastAt));
      }
      case 'flows':
        return [
          ...lanes.flows.bars.map((flow) => ({
            ...past(flow.from, flow.to, flow.id, sayFlow(flow, facts.expiries), flow.id !== ''),
            row: flow.row,
          })),
          ...lanes.flows.crowd.map(({ from, to, open }) =>
            past(from, to, '', words.crowded(numberOf(open, 'flow', 'flows')), false),
          ),
        ];
      case 'person':
      case 'device':
        return lanes[kind].map(({ from, to, is }) => {
          const what =
            kind === 'person'
              ? words.person[is as keyof typeof words.person]
              : words.device[is as keyof typeof words.device];
          return past(from, to, '', words.until(capital(what), sayWhen(to, from)), false);
        });
    }
  };
  return [
    ...limits,
    ...list.flatMap((lane, place) =>
      marksIn(lane).map((mark) => ({ row: 0, ...mark, key: `${lane.kind}${lane.index} ${mark.key}`, lane: place })),
    ),
  ];
}

function limitMarks({ limits, teeth }: Facts): Mark[] {
  const present = teeth.at(-1);
  if (present === undefined || present.isOver) return [];
  return limits.flatMap(({ duration, names, destination }): Mark[] => {
    if (destination === undefined) return [];
    const at = present.from + duration;
    const text = `${sayToMinute(duration)}, ${sayWhen(at, present.to)}. ${words.expires(names.map((name) => `“${name}”`).join(', '))}`;
    return [
      {
        key: `limit ${duration}`,
        lane: -1,
        row: 0,
        at,
        to: at,
        age: duration,
        text,
        selection: { kind: 'destination', name: destination },
      },
    ];
  });
}

/** Of equal ones. */
function counted(text: string, count: number): string {
  return count === 1 ? text : `${text} ${words.times(count)}.`;
}

/** Told is the latest in its bin; what else is there may differ. */
function withOthers(text: string, count: number): string {
  return count === 1 ? text : `${text} ${words.andMore(count - 1)}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function sayNotice(notice: TimelineNotice): string {
  const { policy, host, count } = notice;
  return withOthers(words.notice(sayFate(notice), policy, host), count);
}

function sayTries(name: string | undefined, { host, count, refused }: TimelineAttempts & { readonly refused: number }) {
  const tried =
    name === undefined
      ? withOthers(words.tried(capital(words.others), host), count)
      : counted(words.tried(name, host), count);
  return refused === 0 ? tried : `${tried} ${words.ofWhichRefused(refused)}`;
}

function sayFlow(flow: TimelineLanes['flows']['bars'][number], expiries: readonly Millis[]): string {
  const { host, port, from, to, ended, count } = flow;
  return [
    counted(words.flow(`${host}:${port}`, saySpan(to - from)), count),
    words.flowEnds[ended ?? 'open'],
    ...(outlives(flow, expiries) ? [words.crosses] : []),
  ].join(' ');
}
