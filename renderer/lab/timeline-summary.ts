import { sayInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sayToMinute } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';
import { sayFate } from './notice-words.ts';
import type { Limit } from './timeline-facts.ts';
import type { View } from './timeline-view.ts';

type Shown = {
  readonly view: View;
  readonly limits: readonly Limit[];
  readonly lanes: TimelineLanes | undefined;
  /** Absent while nobody is signed in. */
  readonly age: Millis | undefined;
};

const words = texts.timeline.summary;

/** What the chart shows, for those who do not see it. */
export function summaryOf({ view, limits, lanes, age }: Shown): string {
  const told = limits.map(({ duration, names }) => texts.timeline.limit(sayToMinute(duration), names.join(', ')));
  return [
    age === undefined ? words.nobody : words.age(sayToMinute(age)),
    told.length === 0 ? words.none : words.limits(told.join('; ')),
    words.shown(sayInstant(view.from), sayInstant(view.to)),
    lanes === undefined ? '' : sayLanes(lanes),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function sayLanes({ signIns, notices, refused, flows, device }: TimelineLanes): string {
  const sum = (marks: readonly { readonly count: number }[]) => marks.reduce((total, { count }) => total + count, 0);
  const fates = [...new Set(notices.map(sayFate))].join(', ');
  const counted = [
    [sum(signIns), words.signIn, words.signIns],
    [sum(notices), words.notice(fates), words.notices(fates)],
    [sum(refused), words.refusedOne, words.refused],
    [flows.most, words.flow, words.flows],
  ] as const;
  const parts = [
    ...counted.filter(([count]) => count > 0).map(([count, one, many]) => numberOf(count, one, many)),
    ...new Set(device.map(({ is }) => texts.timeline.device[is])),
  ];
  return parts.length === 0 ? words.nothing : `${parts.join(', ')}.`;
}
