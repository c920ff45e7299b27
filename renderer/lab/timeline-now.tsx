import { sayInstant, sayWhen } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import styles from './timeline.module.css';
import { listed, previewOf, sayPreview } from './timeline-preview.ts';
import type { Scale, View } from './timeline-view.ts';
import type { useNowHandle } from './use-now-handle.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly view: View;
  readonly scale: Scale;
  readonly handle: ReturnType<typeof useNowHandle>;
};

const words = texts.timeline;
const knob = 52;

/** Now, to be dragged ahead, and what will have died by then. */
export function NowHandle({ snapshot, now, view, scale, handle }: Props) {
  const { preview, isDragged, events } = handle;
  const at = preview ?? now;
  const told = previewOf(snapshot, now, at);
  const x = Math.min(Math.max(scale.x(at), scale.left), scale.left + scale.width);
  const isInView = at >= view.from && at <= view.to;
  const isLeft = x > scale.left + scale.width / 2;
  return (
    <>
      <div
        {...events}
        id="timeline-now"
        className={styles.knob}
        style={{ left: Math.min(Math.max(x - knob / 2, scale.left), scale.left + scale.width - knob), width: knob }}
        data-away={!isInView || undefined}
        data-dragged={isDragged || undefined}
        role="slider"
        tabIndex={0}
        title={words.nowHint}
        aria-label={words.now}
        aria-valuemin={Math.floor(now / 1000)}
        aria-valuemax={Math.floor(Math.max(view.to, at) / 1000)}
        aria-valuenow={Math.floor(at / 1000)}
        aria-valuetext={preview === undefined ? sayInstant(now) : sayPreview(told)}
      >
        {words.now.toLowerCase()} <span aria-hidden="true">▸</span>
      </div>
      {preview !== undefined && (
        <div className={styles.preview} style={isLeft ? { left: scale.left } : { right: 0 }} aria-hidden="true">
          <strong>{told.when}</strong>
          <p>{told.sentence}</p>
          {told.dying.length === 0 ? (
            <p>{words.preview.nothing}</p>
          ) : (
            <>
              <p>{words.preview.dies}</p>
              <ul>
                {told.dying.slice(0, listed).map(({ name, at: when }) => (
                  <li key={name}>
                    ⊘ {name} <time>{sayWhen(when, at)}</time>
                  </li>
                ))}
                {told.dying.length > listed && <li>{words.more(told.dying.length - listed)}</li>}
              </ul>
            </>
          )}
          {told.besides.map((what) => (
            <p key={what}>{what}</p>
          ))}
          <p className={styles.hint}>{isDragged ? words.preview.letGo : words.preview.enter}</p>
        </div>
      )}
    </>
  );
}
