import { useState } from 'react';
import { sayDay, sayWeekdayTime } from '../../app/time/calendar.ts';
import { day, type Millis } from '../../app/time/instant.ts';
import { saySpan } from '../../app/time/span.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import { TimelineKey } from './timeline-key.tsx';
import type { Mark } from './timeline-marks.ts';
import { type TimelineView, zoomStep } from './use-timeline-view.ts';

type Props = {
  readonly timeline: TimelineView;
  readonly about: Millis;
  readonly pointed: Mark | undefined;
};

const words = texts.timeline;

/** What is pointed at, else what is shown; and the way to show more or less of it without a wheel. */
export function TimelineHead({ timeline, about, pointed }: Props) {
  const { view, isFitted, zoom, fit } = timeline;
  const [isKeyOpen, setKeyOpen] = useState(false);
  const say = view.to - view.from >= 3 * day ? sayDay : sayWeekdayTime;
  const range = words.range(say(view.from), say(view.to), saySpan(view.to - view.from));
  return (
    <div className={styles.head}>
      <p className={styles.readout} title={pointed?.text}>
        {pointed?.text ?? range}
      </p>
      <p className={controls.hidden} aria-live="polite">
        {range}
      </p>
      <button type="button" className={controls.quiet} aria-label={words.zoomOut} onClick={() => zoom(zoomStep, about)}>
        −
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label={words.zoomIn}
        onClick={() => zoom(1 / zoomStep, about)}
      >
        +
      </button>
      <button type="button" className={controls.quiet} disabled={isFitted} onClick={fit}>
        {words.fit}
      </button>
      <button type="button" className={controls.quiet} onClick={() => setKeyOpen(true)}>
        {words.key.open}
      </button>
      <TimelineKey isOpen={isKeyOpen} onClose={() => setKeyOpen(false)} />
    </div>
  );
}
