import { memo } from 'react';
import { sayDayOfMonth, sayWeekdayTime } from '../../app/time/calendar.ts';
import { day, type Millis } from '../../app/time/instant.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import { Age, floor, Hatch, lanesTop, yOf } from './timeline-age.tsx';
import { Cursor } from './timeline-cursor.tsx';
import type { expiriesOf, Limit, Tooth } from './timeline-facts.ts';
import { cutTo } from './timeline-labels.ts';
import { LaneContent } from './timeline-lane.tsx';
import { heightOf, type Lane } from './timeline-lanes.ts';
import type { Mark } from './timeline-marks.ts';
import { type Scale, ticksOf, type View } from './timeline-view.ts';
import { usePointing } from './use-pointing.ts';

type Props = {
  readonly lanes: TimelineLanes | undefined;
  readonly list: readonly Lane[];
  readonly marks: readonly Mark[];
  readonly scale: Scale;
  readonly limits: readonly Limit[];
  readonly teeth: readonly Tooth[];
  readonly expiries: ReturnType<typeof expiriesOf>;
  readonly top: Millis;
  readonly now: Millis;
  readonly view: View;
  readonly preview: Millis | undefined;
  readonly summary: string;
  readonly pointed: Mark | undefined;
  readonly selected: Mark | undefined;
  readonly onPoint: (mark: Mark | undefined) => void;
  readonly onPick: (mark: Mark) => void;
  readonly onPan: (by: Millis) => void;
};

export function Chart(props: Props) {
  const { lanes, list, marks, scale, limits, teeth, expiries, top, now, view, preview, summary } = props;
  const { left, width, x } = scale;
  const height = lanesTop + heightOf(list);
  const knownFrom = lanes?.knownFrom;
  const y = yOf(top);
  const places = { y: (mark: Mark) => placeOf(mark, list, y), x: (mark: Mark) => (x(mark.at) + x(mark.to)) / 2 };
  const pointing = usePointing({ ...props, y });
  return (
    <div className={styles.chart} data-pointed={props.pointed !== undefined || undefined} {...pointing}>
      <svg width={left + width} height={height} role="img" aria-label={summary}>
        <defs>
          <Hatch id="hatch-0" turn={45} />
          <Hatch id="hatch-1" turn={-45} />
          <Hatch id="hatch-tight" turn={45} gap={3.5} />
          <clipPath id="timeline-plot">
            <rect x={left} y={0} width={width} height={height} />
          </clipPath>
        </defs>
        <Age {...{ limits, teeth, top, scale, now }} to={view.to} />
        {knownFrom !== undefined && (
          <Unknown from={scale.left} to={x(knownFrom)} y={lanesTop} height={height - lanesTop} />
        )}
        <Ticks view={view} scale={scale} handle={x(preview ?? now)} />
        <g clipPath="url(#timeline-plot)">
          {expiries.map(({ at, isPast }) => (
            <line
              key={`${at} ${isPast}`}
              className={isPast ? styles.expired : styles.expiry}
              x1={x(at)}
              x2={x(at)}
              y1={lanesTop - 2}
              y2={height}
            />
          ))}
        </g>
        <g clipPath="url(#timeline-plot)">
          <line className={styles.now} x1={x(now)} x2={x(now)} y1={0} y2={height} />
        </g>
        {lanes !== undefined && <Lanes {...{ lanes, list, scale, now }} />}
        <g clipPath="url(#timeline-plot)">
          {preview !== undefined && (
            <>
              <rect className={styles.ahead} x={x(now)} y={0} width={x(preview) - x(now)} height={height} />
              <line className={styles.then} x1={x(preview)} x2={x(preview)} y1={0} y2={height} />
            </>
          )}
          {props.selected && (
            <rect
              className={styles.selected}
              x={x(props.selected.at) - 7}
              y={places.y(props.selected) - 7}
              width={x(props.selected.to) - x(props.selected.at) + 14}
              height={14}
              rx={3}
            />
          )}
        </g>
      </svg>
      <Cursor {...{ marks, places, scale }} selected={props.selected} onPoint={props.onPoint} onPick={props.onPick} />
    </div>
  );
}

const Lanes = memo(
  ({
    lanes,
    list,
    scale,
    now,
  }: {
    readonly lanes: TimelineLanes;
    readonly list: readonly Lane[];
    readonly scale: Scale;
    readonly now: Millis;
  }) =>
    list.map((lane) => {
      const middle = lanesTop + lane.top + lane.height / 2;
      return (
        <g key={`${lane.kind} ${lane.index}`}>
          <text className={styles.lane} x={0} y={middle + 4}>
            {cutTo(lane.label, scale.left - 6)}
          </text>
          <line
            className={styles.floor}
            x1={0}
            x2={scale.left + scale.width}
            y1={lanesTop + lane.top}
            y2={lanesTop + lane.top}
          />
          <g clipPath="url(#timeline-plot)">
            <LaneContent lanes={lanes} lane={lane} scale={scale} y={middle} now={now} />
          </g>
        </g>
      );
    }),
  (one, other) =>
    one.lanes === other.lanes &&
    one.scale.at(0) === other.scale.at(0) &&
    one.scale.at(1000) === other.scale.at(1000) &&
    one.scale.width === other.scale.width &&
    (one.now === other.now || one.lanes.flows.bars.every(({ ended }) => ended !== undefined)),
);

/** Where the journal does not reach back to. */
function Unknown({ from, to, y, height }: Record<'from' | 'to' | 'y' | 'height', number>) {
  if (to <= from) return null;
  return (
    <g>
      <rect className={styles.unknown} x={from} y={y} width={to - from} height={height} />
      <text className={styles.small} x={from + 4} y={y + 11}>
        {cutTo(texts.timeline.notKept, to - from - 8)}
      </text>
    </g>
  );
}

type TicksProps = {
  readonly view: View;
  readonly scale: Scale;
  /** Where the handle of now stands; it covers what is below it. */
  readonly handle: number;
};

function Ticks({ view, scale, handle }: TicksProps) {
  const ticks = ticksOf(view, scale.width);
  const isDaily = (ticks[1] ?? 0) - (ticks[0] ?? 0) >= day;
  return ticks.map((at) => {
    const x = scale.x(at);
    const isFree = x > scale.left + 22 && x < scale.left + scale.width - 22 && Math.abs(x - handle) > 46;
    return (
      <g key={at}>
        <line className={styles.floor} x1={x} x2={x} y1={floor} y2={floor + 3} />
        {isFree && (
          <text className={styles.tick} x={x} y={floor + 16}>
            {isDaily ? sayDayOfMonth(at) : sayWeekdayTime(at)}
          </text>
        )}
      </g>
    );
  });
}

function placeOf(mark: Mark, list: readonly Lane[], y: (age: Millis) => number): number {
  const lane = list[mark.lane];
  if (lane === undefined) return y(mark.age ?? 0);
  if (lane.kind === 'flows') return lanesTop + lane.top + 4.5 + mark.row * 5;
  return lanesTop + lane.top + lane.height / 2;
}
