import type { Millis } from '../../app/time/instant.ts';
import { sayRoughly, sayToMinute } from '../../app/time/span.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import type { Limit, Tooth } from './timeline-facts.ts';
import { placeLabels } from './timeline-labels.ts';
import type { Scale } from './timeline-view.ts';

/** Pixels down to age 0. */
export const floor = 92;

/** Pixels down to the lanes; in between stand the marks of the calendar and the handle of now. */
export const lanesTop = floor + 26;

export function yOf(top: Millis): (age: Millis) => number {
  return (age) => floor - (age / top) * (floor - 4);
}

type Props = {
  readonly limits: readonly Limit[];
  readonly teeth: readonly Tooth[];
  readonly top: Millis;
  readonly scale: Scale;
  readonly now: Millis;
  readonly to: Millis;
};

/** The age of the session: a saw-tooth that every sign-in sets back, below its limits. Above a limit the ground is hatched. */
export function Age({ limits, teeth, top, scale, now, to }: Props) {
  const { x, left, width } = scale;
  const y = yOf(top);
  const present = teeth.at(-1);
  const labels = placeLabels(
    limits.map(({ duration, names }) => ({ y: y(duration), text: `${sayToMinute(duration)} · ${names.join(', ')}` })),
    { width: width - 8, floor },
  );
  return (
    <>
      {limits.map(({ duration }, at) => (
        <g key={duration} className={styles.limit}>
          <rect x={left} y={0} width={width} height={y(duration)} fill={`url(#hatch-${at % 2})`} />
          <line x1={left} x2={left + width} y1={y(duration)} y2={y(duration)} />
        </g>
      ))}
      <text className={styles.lane} x={0} y={floor - 16}>
        {texts.timeline.lanes.age}
      </text>
      {present && !present.isOver && (
        <text className={styles.figure} x={0} y={floor - 2}>
          {sayRoughly(now - present.from)}
        </text>
      )}
      <line className={styles.floor} x1={left} x2={left + width} y1={floor} y2={floor} />
      <g clipPath="url(#timeline-plot)">
        {present && !present.isOver && (
          <line
            className={styles.forecast}
            x1={x(now)}
            y1={y(now - present.from)}
            x2={x(to)}
            y2={y(Math.max(now, to) - present.from)}
          />
        )}
        <path
          className={styles.age}
          d={teeth
            .map(
              (tooth) =>
                `M${x(tooth.from)} ${y(0)}L${x(tooth.to)} ${y(tooth.to - tooth.from)}${tooth.isOver ? `V${floor}` : ''}`,
            )
            .join('')}
        />
        {present && !present.isOver && (
          <>
            {limits.map(({ duration }) => (
              <circle
                key={duration}
                className={styles.crossing}
                cx={x(present.from + duration)}
                cy={y(duration)}
                r={3.5}
              />
            ))}
            <circle className={styles.here} cx={x(now)} cy={y(now - present.from)} r={3.5} />
          </>
        )}
      </g>
      {labels.map(({ text, x: from, y: base }) => (
        <text key={text} className={styles.label} x={left + 4 + from} y={base}>
          {text}
        </text>
      ))}
    </>
  );
}

export function Hatch({ id, turn, gap = 7 }: { readonly id: string; readonly turn: number; readonly gap?: number }) {
  return (
    <pattern id={id} width={gap} height={gap} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <line className={styles.hatch} x1={0} x2={0} y1={0} y2={gap} />
    </pattern>
  );
}
