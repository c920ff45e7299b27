import { Popover } from '@base-ui/react/popover';
import { useEffect, useState } from 'react';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './tour.module.css';

const words = texts.tour;

type StopName = keyof typeof words.stops;
const stops = Object.keys(words.stops) as StopName[];
const sides = {
  client: 'right',
  sentence: 'bottom',
  'timeline-now': 'bottom',
  'destinations-list': 'right',
  why: 'left',
} as const satisfies Record<StopName, string>;

/** The part of the lab that a stop is about. */
function partOf(stop: StopName): Element | null {
  const element = document.getElementById(stop);
  return element?.closest('section, aside') ?? element;
}

/** Walks from part to part of the lab. It comes when it is called, and Escape leaves it. */
export function Tour({ onLeave }: { readonly onLeave: () => void }) {
  const [at, setAt] = useState(0);
  const stop = stops[at] ?? 'client';
  const [title, text] = words.stops[stop];
  const isLast = at === stops.length - 1;
  useMarked(stop);
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { reason }) => {
        // A click beside it tries out what it speaks of.
        if (!isOpen && reason !== 'outside-press' && reason !== 'focus-out') onLeave();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          className={controls.above}
          anchor={() => partOf(stop)}
          side={sides[stop]}
          sideOffset={10}
          collisionPadding={12}
        >
          <Popover.Popup className={`${controls.popup} ${styles.stop}`}>
            <div aria-live="polite">
              <p className={styles.step}>{words.step(at + 1, stops.length)}</p>
              <Popover.Title className={styles.title}>{title}</Popover.Title>
              <Popover.Description>{text}</Popover.Description>
            </div>
            <div className={styles.acts}>
              <button type="button" className={controls.primary} onClick={() => (isLast ? onLeave() : setAt(at + 1))}>
                {isLast ? words.done : words.next}
              </button>
              {at > 0 && (
                <button type="button" className={controls.button} onClick={() => setAt(at - 1)}>
                  {words.back}
                </button>
              )}
              {!isLast && (
                <button type="button" className={controls.quiet} onClick={onLeave}>
                  {words.leave}
                </button>
              )}
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Outlines the part, and brings it into view where the page scrolls. */
function useMarked(stop: StopName): void {
  useEffect(() => {
    const part = partOf(stop);
    if (part === null) return;
    const mark = styles.marked ?? '';
    part.classList.add(mark);
    part.scrollIntoView({ block: 'nearest' });
    return () => part.classList.remove(mark);
  }, [stop]);
}
