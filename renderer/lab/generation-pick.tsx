import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Badge } from '../shared/badge.tsx';
import { Pick } from '../shared/pick.tsx';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';
import styles from './desk.module.css';

const words = texts.desk;

/** Which generation of the client the user has. */
export function GenerationPick({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  const { generation } = snapshot.client;
  return (
    <div className={styles.generation}>
      <Pick
        label={words.generation}
        value={generation}
        options={words.generations}
        onPick={(next) => set('client.generation', next)}
      />
      <Badge label={words.assumed} about={words.assumedAbout[generation]} />
    </div>
  );
}
