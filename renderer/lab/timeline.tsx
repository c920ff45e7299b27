import { useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import { useLab } from './lab-context.tsx';
import { isMarked } from './mark-search.ts';
import styles from './timeline.module.css';
import { Chart } from './timeline-chart.tsx';
import { expiriesOf, fittingView, limitsOf, teethOf, topOf } from './timeline-facts.ts';
import { TimelineHead } from './timeline-head.tsx';
import { laneList } from './timeline-lanes.ts';
import { type Mark, marksOf } from './timeline-marks.ts';
import { NowHandle } from './timeline-now.tsx';
import { summaryOf } from './timeline-summary.ts';
import { scaleOf } from './timeline-view.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { useNowHandle } from './use-now-handle.ts';
import { useTimelineLanes } from './use-timeline-lanes.ts';
import { useTimelineView, useWheel } from './use-timeline-view.ts';
import { useWidth } from './use-width.ts';

/** Left of the chart, for the names of lanes. */
const gutter = 72;

type Props = { readonly snapshot: Snapshot; readonly now: Millis; readonly onJump: (at: Millis) => void };

/** The age of the session against its limits, and below it what happened, over one line of time. */
export function Timeline({ snapshot, now, onJump }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const { selection, select } = useLab();
  const [pointed, setPointed] = useState<Mark>();
  const [lanesBefore, setLanesBefore] = useState<ReturnType<typeof useTimelineLanes>>();
  const timeline = useTimelineView(fittingView(snapshot, lanesBefore, now), now);
  const { view } = timeline;
  const plotWidth = Math.max(10, width - gutter);
  const scale = scaleOf(view, gutter, plotWidth);
  const bins = Math.min(400, Math.max(10, Math.round(plotWidth / 4)));
  const lanes = useTimelineLanes(snapshot, view, bins, now);
  if (lanes !== lanesBefore) setLanesBefore(lanes);

  const limits = limitsOf(snapshot);
  const teeth = teethOf(snapshot, lanes, now);
  const expiries = expiriesOf(snapshot, limits, teeth);
  const expiryAts = expiries.map(({ at }) => at);
  const list = lanes === undefined ? [] : laneList(lanes);
  const marks = marksOf(lanes, list, { limits, teeth, expiries: expiryAts });
  const handle = useNowHandle({ now, view, scale, expiries: expiryAts, reveal: timeline.reveal, jump: onJump });
  useWheel(frame, scale, timeline);
  const keys = useChartKeys({ timeline, about: handle.preview ?? now });

  return (
    <section className={styles.timeline} aria-label={texts.timeline.heading} onKeyDown={keys}>
      <TimelineHead timeline={timeline} about={handle.preview ?? now} pointed={pointed} />
      <div ref={frame} className={styles.frame}>
        {width > 0 && (
          <>
            <Chart
              {...{ lanes, list, marks, scale, limits, teeth, expiries, now, view, pointed }}
              top={topOf(limits, teeth)}
              preview={handle.preview}
              summary={summaryOf({
                view,
                limits,
                lanes,
                age: snapshot.session && now - snapshot.session.authenticatedAt,
              })}
              selected={marks.find((mark) => isMarked(mark, selection))}
              onPoint={setPointed}
              onPick={(mark) => select(mark.selection)}
              onPan={timeline.pan}
            />
            <NowHandle {...{ snapshot, now, view, scale, handle }} />
          </>
        )}
      </div>
    </section>
  );
}
