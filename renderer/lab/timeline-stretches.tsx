import type { Millis } from '../../app/time/instant.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import { cutTo } from './timeline-labels.ts';
import type { Lane } from './timeline-lanes.ts';
import type { Scale } from './timeline-view.ts';

type Props = {
  readonly lanes: TimelineLanes;
  readonly lane: Lane;
  readonly scale: Scale;
  /** The middle of the lane. */
  readonly y: number;
  readonly now: Millis;
};

/** An open one has no end; one that was closed for idling ends in a cross-bar. */
export function Flows({ lanes, lane, scale, y, now }: Props) {
  const top = y - lane.height / 2 + 3;
  return lanes.flows.bars.map(({ id, from, to, row, ended, port }) => {
    const [start, end] = [
      scale.x(from),
      Math.max(scale.x(from) + 2, scale.x(ended === undefined ? Math.max(to, now) : to)),
    ];
    const bar = top + row * 5;
    return (
      <g key={`${id} ${from} ${row} ${port}`}>
        <rect className={styles.flow} x={start} y={bar} width={end - start} height={3} />
        {ended === 'idle' && <path className={styles.cap} d={`M${end} ${bar - 1.5}v6`} />}
        {ended === undefined && <path className={styles.flow} d={`M${end} ${bar - 1.5}l4 3-4 3z`} />}
      </g>
    );
  });
}

/** How many were open, as a height. */
export function Crowd({ lanes, lane, scale, y }: Props) {
  const { crowd, most } = lanes.flows;
  const bottom = y + lane.height / 2 - 2;
  const tall = lane.height - 4;
  const d = crowd.map(({ from, to, open }) => {
    const height = Math.max(1, (open / most) * tall);
    return `M${scale.x(from)} ${bottom}v${-height}H${scale.x(to)}v${height}z`;
  });
  return (
    <>
      <path className={styles.crowd} d={d.join('')} />
      <text className={styles.small} x={scale.left + 3} y={y + 3}>
        {texts.timeline.crowd(most)}
      </text>
    </>
  );
}

const words = texts.timeline;

/** Where a class says nothing else. */
const stripes = 'url(#hatch-tight)';

/** Full at the desk, hollow where nothing may disturb, hatched behind a locked screen, a line while away, nothing at night. */
export function Person({ lanes, scale, y }: Props) {
  return lanes.person.map(({ from, to, is }) => {
    const [x, width] = [scale.x(from), Math.max(1, scale.x(to) - scale.x(from))];
    if (is === 'night') return null;
    const isLine = is === 'lunch' || is === 'away';
    const look = is === 'work' || is === 'desk' ? styles.full : is === 'locked' ? styles.striped : styles.open;
    return (
      <g key={from}>
        {isLine ? (
          <rect className={styles.full} x={x} y={y + 2} width={width} height={1.5} />
        ) : (
          <rect className={look} fill={stripes} x={x} y={y - 3.5} width={width} height={7} />
        )}
        {isLine && <Inside text={words.person[is]} x={x} y={y - 0.5} width={width} />}
      </g>
    );
  });
}

export function Device({ lanes, scale, y }: Props) {
  const looks = { asleep: styles.striped, offline: styles.open, disconnected: styles.dashed } as const;
  return lanes.device.map(({ from, to, is }) => {
    const [x, width] = [scale.x(from), Math.max(2, scale.x(to) - scale.x(from))];
    return (
      <g key={from}>
        <rect className={looks[is]} fill={stripes} x={x} y={y - 5.5} width={width} height={11} />
        <Inside text={words.device[is]} x={x} y={y + 4} width={width} />
      </g>
    );
  });
}

function Inside({
  text,
  x,
  y,
  width,
}: {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}) {
  const shown = cutTo(text, width - 8);
  return shown === text ? (
    <text className={styles.small} x={x + 4} y={y}>
      {shown}
    </text>
  ) : null;
}
