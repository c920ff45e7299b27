import { sayDayOfMonth, sayExactly, sayWeekdayTime } from '../../app/time/calendar.ts';
import { day, type Millis } from '../../app/time/instant.ts';
import { sayToMinute } from '../../app/time/span.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import { DayLane, dayLaneHeight } from './day-lane.tsx';
import { sayFate } from './notice-words.ts';
import styles from './timeline.module.css';
import { type TimelineFacts, timelineFacts } from './timeline-facts.ts';
import { useWidth } from './use-width.ts';

const plainHeight = 112;
const floor = plainHeight - 18;

/** The age of the session against its limits: a saw-tooth that every sign-in sets back. */
export function Timeline({ snapshot, now }: { readonly snapshot: Snapshot; readonly now: Millis }) {
  const [frame, width] = useWidth<HTMLElement>();
  const facts = timelineFacts(snapshot, now);
  const height = facts?.stretches.length ? plainHeight + dayLaneHeight : plainHeight;
  const age = snapshot.session ? sayToMinute(now - snapshot.session.authenticatedAt) : '';
  return (
    <section ref={frame} className={styles.timeline} aria-label={texts.timeline.heading} hidden={!facts}>
      {facts && width > 0 && (
        <svg width={width} height={height} role="img" aria-label={`${texts.timeline.heading}: ${age}`}>
          <Drawing facts={facts} now={now} width={width} height={height} />
        </svg>
      )}
    </section>
  );
}

function Drawing({
  facts,
  now,
  width,
  height,
}: {
  readonly facts: TimelineFacts;
  readonly now: Millis;
  readonly width: number;
  readonly height: number;
}) {
  const x = (at: Millis) => ((at - facts.from) / (facts.to - facts.from)) * width;
  const y = (age: Millis) => floor - (age / facts.top) * floor;
  const last = facts.teeth.at(-1);
  const ageAt = (at: Millis) => at - (facts.teeth.findLast((tooth) => tooth.from <= at)?.from ?? at);
  const isAtEdge = x(now) > width - 40;
  const isDaily = (facts.ticks[1] ?? 0) - (facts.ticks[0] ?? 0) >= day;
  return (
    <>
      <defs>
        <Hatch id="hatch-0" turn={45} />
        <Hatch id="hatch-1" turn={-45} />
      </defs>
      {facts.limits.map(({ duration }, at) => (
        <g key={duration} className={styles.limit}>
          <rect x={0} y={0} width={width} height={y(duration)} fill={`url(#hatch-${at % 2})`} />
          <line x1={0} x2={width} y1={y(duration)} y2={y(duration)} />
        </g>
      ))}
      {facts.ticks
        .filter((at) => x(at) > 24 && x(at) < width - 24)
        .map((at) => (
          <text key={at} className={styles.tick} x={x(at)} y={height - 3}>
            {isDaily ? sayDayOfMonth(at) : sayWeekdayTime(at)}
          </text>
        ))}
      <DayLane stretches={facts.stretches} x={x} y={floor + 3} />
      <line className={styles.floor} x1={0} x2={width} y1={floor} y2={floor} />
      {last && (
        <line
          className={styles.ahead}
          x1={x(now)}
          y1={y(now - last.from)}
          x2={x(facts.to)}
          y2={y(facts.to - last.from)}
        />
      )}
      <path
        className={styles.age}
        d={facts.teeth
          .map(({ from, to }) => `M${x(from)} ${y(0)}L${x(to)} ${y(to - from)}V${to === now ? y(to - from) : floor}`)
          .join('')}
      />
      <g className={styles.now}>
        <line x1={x(now)} x2={x(now)} y1={0} y2={floor} />
        {last && <circle cx={x(now)} cy={y(now - last.from)} r={3.5} />}
        <text
          x={x(now) + (isAtEdge ? -6 : 6)}
          y={last && now - last.from > facts.top / 2 ? floor - 5 : 12}
          textAnchor={isAtEdge ? 'end' : 'start'}
        >
          now
        </text>
      </g>
      {facts.limits.map(({ duration, names }) => (
        <text
          key={duration}
          className={styles.label}
          x={2}
          y={y(duration) > floor - 16 ? y(duration) - 4 : y(duration) + 13}
        >
          {sayToMinute(duration)} · {names.join(', ')}
        </text>
      ))}
      {facts.notices.map((notice) => (
        <path
          key={notice.id}
          className={notice.fate === 'missed' || notice.fate === 'suppressed' ? styles.ghost : styles.notice}
          d={`M${x(notice.at)} ${y(ageAt(notice.at)) - 6}l6 6-6 6-6-6z`}
        >
          <title>{`Notice, ${sayFate(notice)}, ${sayExactly(notice.at)}`}</title>
        </path>
      ))}
    </>
  );
}

function Hatch({ id, turn }: { readonly id: string; readonly turn: number }) {
  return (
    <pattern id={id} width={7} height={7} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <line className={styles.hatch} x1={0} x2={0} y1={0} y2={7} />
    </pattern>
  );
}
