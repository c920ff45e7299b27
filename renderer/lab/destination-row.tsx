import type { Millis } from '../../app/time/instant.ts';
import { sayLeft } from '../../app/time/span.ts';
import type { Snapshot, SnapshotDestination } from '../../app/view/snapshot-shape.ts';
import { causeAt, standingOf } from '../../app/view/standing.ts';
import controls from '../shared/controls.module.css';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { causeWords } from './cause-words.ts';
import { useLab } from './lab-context.tsx';
import styles from './lists.module.css';
import { sayExpiry } from './policy-words.ts';
import { addressOf } from './selection.ts';

type Props = { readonly snapshot: Snapshot; readonly destination: SnapshotDestination; readonly now: Millis };

export function DestinationRow({ snapshot, destination, now }: Props) {
  const { selection, attempt, select, visit } = useLab();
  const { name, expiresAt } = destination;
  const standing = standingOf(snapshot, destination, now);
  const isSelected = selection?.kind === 'destination' && selection.name === name;
  const isUnderWay =
    attempt?.selection.kind === 'destination' && attempt.selection.name === name && attempt.seen === undefined;
  const word =
    standing === 'dead'
      ? causeWords[causeAt(destination, now)]
      : expiresAt === undefined
        ? texts.destinations.words[standing]
        : sayLeft(expiresAt - now);
  return (
    <li className={styles.row} data-selected={isSelected || undefined} data-standing={standing}>
      <button
        type="button"
        className={styles.pick}
        aria-pressed={isSelected}
        onClick={() => select({ kind: 'destination', name })}
      >
        <StateShape shape={standing} />
        <span className={styles.host}>{addressOf(destination)}</span>
        <span className={controls.hidden}>{texts.destinations.words[standing]}</span>
        <span className={styles.left} title={expiresAt === undefined ? undefined : sayExpiry(expiresAt, now)}>
          {word}
        </span>
      </button>
      <button
        type="button"
        className={controls.quiet}
        disabled={isUnderWay}
        aria-label={`${texts.destinations.visit} ${destination.host}`}
        onClick={() => visit(destination)}
      >
        {texts.destinations.visit}
      </button>
    </li>
  );
}
