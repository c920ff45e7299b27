import type { Millis } from '../../app/time/instant.ts';
import { sayLeft } from '../../app/time/span.ts';
import type { Snapshot, SnapshotName } from '../../app/view/snapshot-shape.ts';
import { standingOfName } from '../../app/view/standing.ts';
import controls from '../shared/controls.module.css';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { causeWords } from './cause-words.ts';
import { useLab } from './lab-context.tsx';
import styles from './lists.module.css';
import { sayExpiry } from './policy-words.ts';
import { sampleName, samplePublicName } from './selection.ts';

type Props = { readonly snapshot: Snapshot; readonly name: SnapshotName; readonly now: Millis };

export function NameRow({ snapshot, name, now }: Props) {
  const { selection, select, resolve } = useLab();
  const { suffix, resolver, expiresAt } = name;
  const standing = standingOfName(name, now);
  const isSelected = selection?.kind === 'name' && selection.suffix === suffix;
  const label = resolver === undefined ? texts.destinations.publicNames : `*.${suffix}`;
  const sample = resolver === undefined ? samplePublicName : sampleName(snapshot, suffix);
  const word =
    standing === 'dead'
      ? causeWords[name.answers ? 'session' : name.class]
      : expiresAt === undefined
        ? texts.destinations.words[standing]
        : sayLeft(expiresAt - now);
  return (
    <li className={styles.row} data-selected={isSelected || undefined} data-standing={standing}>
      <button
        type="button"
        className={styles.pick}
        aria-pressed={isSelected}
        title={resolver && `Asked of ${resolver}`}
        onClick={() => select({ kind: 'name', suffix })}
      >
        <StateShape shape={standing} />
        <span className={styles.host}>{label}</span>
        <span className={controls.hidden}>{texts.destinations.words[standing]}</span>
        <span className={styles.left} title={expiresAt === undefined ? undefined : sayExpiry(expiresAt, now)}>
          {word}
        </span>
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label={`${texts.destinations.resolve} ${sample}`}
        onClick={() => resolve(suffix, sample)}
      >
        {texts.destinations.resolve}
      </button>
    </li>
  );
}
