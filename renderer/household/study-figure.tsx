import styles from './study.module.css';
import type { StudyAxis, StudyLane } from './study-lane.ts';

const height = 34;
const middle = height / 2;

type Props = {
  readonly lane: StudyLane;
  readonly axis: StudyAxis;
  readonly width: number;
  /** Id of the hatching. */
  readonly hatch: string;
};

/** One lane: a cross where something is refused first, a diamond where somebody could know, a hatched bar between. */
export function StudyFigure({ lane, axis, width, hatch }: Props) {
  const x = (at: number) => ((at - axis.from) / (axis.to - axis.from)) * width;
  const { refused, seen, unaware, design, said } = lane;
  if (width === 0) return null;
  return (
    <svg width={width} height={height} role="img" aria-label={`${design}: ${said}`}>
      {axis.ticks.map((at) => (
        <line key={at} className={styles.grid} x1={x(at)} x2={x(at)} y1={0} y2={height} />
      ))}
      <line className={styles.base} x1={0} x2={width} y1={middle} y2={middle} />
      {unaware && (
        <rect
          className={styles.unaware}
          x={x(unaware.from)}
          y={middle - 6}
          width={(unaware.to === undefined ? width + 4 : x(unaware.to)) - x(unaware.from)}
          height={12}
          fill={`url(#${hatch})`}
        />
      )}
      {refused !== undefined && (
        <path className={styles.refused} d={`M${x(refused) - 6} ${middle - 6}l12 12m0 -12l-12 12`} />
      )}
      {seen !== undefined && <path className={styles.seen} d={`M${x(seen)} ${middle - 8}l8 8-8 8-8-8z`} />}
    </svg>
  );
}

export function StudyHatch({ id }: { readonly id: string }) {
  return (
    <svg width={0} height={0} aria-hidden="true" className={styles.defs}>
      <defs>
        <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className={styles.hatch} x1={0} x2={0} y1={0} y2={5} />
        </pattern>
      </defs>
    </svg>
  );
}
