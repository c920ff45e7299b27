import { Switch } from '@base-ui/react/switch';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import { codeShown, wordsOf } from './generations.ts';

export function HomePane({ snapshot }: { readonly snapshot: Snapshot }) {
  const call = useCall();
  const { status, generation } = snapshot.client;
  return (
    <div className={styles.home}>
      <Switch.Root
        className={styles.bigSwitch}
        aria-label={texts.client.connection}
        checked={status !== 'Disconnected'}
        onCheckedChange={(on) => void call(on ? 'client.connect' : 'client.disconnect', {})}
      >
        <Switch.Thumb className={styles.bigThumb} />
      </Switch.Root>
      <p className={styles.status} aria-live="polite">
        {wordsOf(generation).status[status]}
      </p>
      <p className={styles.code}>{codeShown(snapshot)}</p>
    </div>
  );
}
