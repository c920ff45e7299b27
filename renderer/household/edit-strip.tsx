import { sayExactly } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './edit-strip.module.css';
import { pendingOf } from './pending.ts';

const words = texts.edits;

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly acts: { undo(): void; redo(): void; to(at: Millis): void };
};

/** What was edited, what would be taken back, and what is still on its way. */
export function EditStrip({ snapshot, now, acts }: Props) {
  const { undo, redo } = snapshot.edits;
  const pending = pendingOf(snapshot.edits, now);
  if (undo === undefined && redo === undefined && pending === undefined) return null;
  return (
    <section className={styles.strip} aria-label={words.heading}>
      <EditButton label={words.undo} what={undo} keys={words.undoKeys} onClick={acts.undo} />
      <EditButton label={words.redo} what={redo} keys={words.redoKeys} onClick={acts.redo} />
      {pending && (
        <p className={styles.pending} title={sayExactly(pending.at)}>
          <span>{pending.text}</span>
          <button type="button" className={controls.quiet} onClick={() => acts.to(pending.at)}>
            {words.jump}
          </button>
        </p>
      )}
    </section>
  );
}

type ButtonProps = {
  readonly label: string;
  readonly what: string | undefined;
  readonly keys: string;
  readonly onClick: () => void;
};

function EditButton({ label, what, keys, onClick }: ButtonProps) {
  if (what === undefined) return null;
  return (
    <button
      type="button"
      className={`${controls.button} ${styles.edit}`}
      title={`${label}: ${what} (${keys})`}
      onClick={onClick}
    >
      {label}
      <span className={styles.what}>{what}</span>
    </button>
  );
}
