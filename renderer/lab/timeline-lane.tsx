import type { Millis } from '../../app/time/instant.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import { cutTo } from './timeline-labels.ts';
import type { Lane } from './timeline-lanes.ts';
import { NoticeShape, SignInShape } from './timeline-shapes.tsx';
import type { Scale } from './timeline-view.ts';

type Props = {
  readonly lanes: TimelineLanes;
  readonly lane: Lane;
  readonly scale: Scale;
  readonly y: number;
  readonly now: Millis;
};

/** What one lane holds; `y` is its middle. */
export function LaneContent(props: Props) {
  switch (props.lane.kind) {
    case 'signIns':
      return <SignIns {...props} />;
    case 'notices':
      return props.lanes.notices.map(({ id, at, fate, noticeId }) => (
        <NoticeShape key={`${id}${noticeId}`} fate={fate} x={props.scale.x(at)} y={props.y} />
      ));
    case 'refused':
      return <Ticks marks={props.lanes.refused} {...props} />;
    case 'actors':
      return <Tries {...props} />;
    case 'flows':
      return props.lanes.flows.bars.length > 0 ? <Flows {...props} /> : <Crowd {...props} />;
    case 'person':
      return <Person {...props} />;
    case 'device':
      return <Device {...props} />;
    case 'limits':
      return null;
  }
}

/** Each with who it was, where there is room until the next. */
function SignIns({ lanes, scale, y }: Props) {
  const xs = [...lanes.signIns.map(({ at }) => scale.x(at)), scale.left + scale.width];
  return lanes.signIns.map(({ id, is, who = '' }, index) => {
    const x = xs[index] ?? 0;
    return (
      <g key={id}>
        <SignInShape is={is} x={x} y={y} />
        <text className={styles.small} x={x + 9} y={y + 4}>
          {cutTo(who, (xs[index + 1] ?? 0) - x - 16)}
        </text>
      </g>
    );
  });
}

type Marked = { readonly at: Millis; readonly lastAt: Millis; readonly count: number };

/** The more there were, the taller, up to the lane's height. */
function Ticks({ marks, scale, y }: Pick<Props, 'scale' | 'y'> & { readonly marks: readonly Marked[] }) {
  const d = marks.map((mark) => {
    const half = Math.min(5.5, 3 + Math.log10(mark.count) * 1.25);
    return `M${middle(mark, scale)} ${y - half}v${2 * half}`;
  });
  return <path className={styles.refused} d={d.join('')} />;
}

/** A point for what was answered, a tick for what was not. */
function Tries({ lanes, lane, scale, y }: Props) {
  const marks = lanes.actors[lane.index]?.marks ?? [];
  const points = marks
    .filter(({ refused }) => refused === 0)
    .map((mark) => `M${middle(mark, scale) - 1} ${y - 1}h2v2h-2z`);
  return (
    <>
      <path className={styles.point} d={points.join('')} />
      <Ticks marks={marks.filter(({ refused }) => refused > 0)} scale={scale} y={y} />
    </>
  );
}

function middle({ at, lastAt }: Marked, { x }: Scale): number {
  return Math.round((x(at) + x(lastAt)) / 2 - 0.5) + 0.5;
}

/** An open one has no end; one that was closed for idling ends in a cross-bar. */
function Flows({ lanes, lane, scale, y, now }: Props) {
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
function Crowd({ lanes, lane, scale, y }: Props) {
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
function Person({ lanes, scale, y }: Props) {
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

function Device({ lanes, scale, y }: Props) {
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
