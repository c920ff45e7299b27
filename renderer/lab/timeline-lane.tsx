import type { Millis } from '../../app/time/instant.ts';
import type { TimelineLanes } from '../../app/view/timeline-shape.ts';
import styles from './timeline.module.css';
import { cutTo } from './timeline-labels.ts';
import type { Lane } from './timeline-lanes.ts';
import { NoticeShape, SignInShape } from './timeline-shapes.tsx';
import { Crowd, Device, Flows, Person } from './timeline-stretches.tsx';
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
