import { type KeyboardEvent, useState } from 'react';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { stepFrom } from './mark-search.ts';
import styles from './timeline.module.css';
import type { Mark } from './timeline-marks.ts';
import type { Scale } from './timeline-view.ts';

type Props = {
  readonly marks: readonly Mark[];
  readonly places: { x(mark: Mark): number; y(mark: Mark): number };
  readonly scale: Scale;
  readonly selected: Mark | undefined;
  readonly onPoint: (mark: Mark | undefined) => void;
  readonly onPick: (mark: Mark) => void;
};

const ways = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
} as const;

/** One stop for the keyboard that goes from mark to mark; it shows and says what it stands at. */
export function Cursor({ marks, places, scale, selected, onPoint, onPick }: Props) {
  const [stood, setStood] = useState<Mark>();
  const [isHeld, setHeld] = useState(false);
  const mark = isHeld ? follow(marks, stood) : (selected ?? follow(marks, stood));
  if (mark === undefined) return null;
  const move = (event: KeyboardEvent) => {
    const way = event.shiftKey ? undefined : ways[event.key as keyof typeof ways];
    const next = way && stepFrom(marks, mark, way);
    if (next === undefined) return;
    event.preventDefault();
    setStood(next);
    onPoint(next);
  };
  const name = texts.timeline.placed(mark.text, marks.indexOf(mark) + 1, marks.length);
  const x = Math.min(Math.max(places.x(mark), scale.left), scale.left + scale.width);
  return (
    <fieldset className={styles.marks} aria-label={texts.timeline.marks}>
      <button
        type="button"
        className={styles.cursor}
        style={{ left: x, top: places.y(mark) }}
        aria-label={name}
        aria-pressed={mark === selected}
        onKeyDown={move}
        onFocus={() => {
          setStood(mark);
          setHeld(true);
          onPoint(mark);
        }}
        onBlur={() => {
          setHeld(false);
          onPoint(undefined);
        }}
        onClick={() => onPick(mark)}
      />
      <p className={controls.hidden} aria-live="polite">
        {isHeld ? name : ''}
      </p>
    </fieldset>
  );
}

/** The same mark, or what took its place when the marks were drawn anew. */
function follow(marks: readonly Mark[], stood: Mark | undefined): Mark | undefined {
  if (stood === undefined) return marks[0];
  const lane = marks.filter((mark) => mark.lane === stood.lane);
  const off = (mark: Mark) => Math.abs(mark.at - stood.at);
  return marks.find(({ key }) => key === stood.key) ?? lane.sort((one, other) => off(one) - off(other))[0] ?? marks[0];
}
