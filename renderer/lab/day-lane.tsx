import { sayWeekdayTime } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { DayStretch } from '../../app/view/day-lane.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';

/** How much taller the timeline is with it. */
export const dayLaneHeight = 12;

const thick = 7;

type Props = {
  readonly stretches: readonly DayStretch[];
  readonly x: (at: Millis) => number;
  readonly y: number;
};

/** The person's day: full while at work, hollow in a meeting, a line while away, nothing at night. */
export function DayLane({ stretches, x, y }: Props) {
  return (
    <g>
      {stretches
        .filter(({ is }) => is !== 'night')
        .map(({ is, from, to }) => (
          <rect
            key={from}
            className={is === 'meeting' ? styles.meeting : styles.work}
            x={x(from)}
            y={is === 'work' || is === 'meeting' ? y : y + thick - 2}
            width={Math.max(0, x(to) - x(from))}
            height={is === 'work' || is === 'meeting' ? thick : 2}
          >
            <title>{`${texts.conditions.parts[is]}, ${sayWeekdayTime(from)} to ${sayWeekdayTime(to)}`}</title>
          </rect>
        ))}
    </g>
  );
}
