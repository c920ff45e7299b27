import { useId } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { useWidth } from '../lab/use-width.ts';
import styles from './design.module.css';
import type { Lane } from './design-lane.ts';

const height = 112;
const floor = height - 18;
const ceiling = 6;

/** What answers against the age of the session: a stair that goes down where something dies. What is dead is hatched. */
export function DesignFigure({ lane, ageTo }: { readonly lane: Lane; readonly ageTo: Millis }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const hatch = useId();
  const x = (age: Millis) => (age / ageTo) * width;
  const y = (left: number) => floor - (left / Math.max(1, lane.total)) * (floor - ceiling);
  const stair = lane.steps.map(({ age, left }) => `H${x(age)}V${y(left)}`).join('');
  const top = y(lane.total);
  return (
    <div ref={frame} className={styles.figure}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={lane.headline}>
          <defs>
            <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <line className={styles.hatch} x1={0} x2={0} y1={0} y2={6} />
            </pattern>
          </defs>
          <path className={styles.alive} d={`M0 ${floor}V${top}${stair}H${width}V${floor}Z`} />
          <path d={`M0 ${top}${stair}H${width}V${top}Z`} fill={`url(#${hatch})`} />
          <path className={styles.stair} d={`M0 ${top}${stair}H${width}`} />
          <line className={styles.floor} x1={0} x2={width} y1={floor} y2={floor} />
          <text className={styles.figureText} x={6} y={floor - 7}>
            {lane.total} answer
          </text>
          {lane.steps.map(({ age, said, left, lost }) => (
            <g key={age}>
              <text className={styles.figureText} x={x(age)} y={height - 4} textAnchor="middle">
                {said}
              </text>
              <text className={styles.loss} x={x(age) + 5} y={y(left) - (y(left) - top < 16 ? -13 : 4)}>
                −{lost}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
