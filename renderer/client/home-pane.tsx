import { Switch } from '@base-ui/react/switch';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import { isSwitchLocked, wordsOf } from './generations.ts';
import { useShownConnection } from './use-shown-connection.ts';

export function HomePane({ snapshot }: { readonly snapshot: Snapshot }) {
  const call = useCall();
  const { status, generation } = snapshot.client;
  const shown = useShownConnection(snapshot);
  const isLocked = isSwitchLocked(snapshot);
  return (
    <div className={styles.home}>
      <Switch.Root
        className={styles.bigSwitch}
        aria-label={texts.client.connection}
        checked={status !== 'Disconnected'}
        // Focus has to be able to stay on it, so that it is read out why it does nothing.
        readOnly={isLocked}
        aria-describedby={isLocked ? 'switch-lock' : undefined}
        onCheckedChange={(on) => void call(on ? 'client.connect' : 'client.disconnect', {})}
      >
        <Switch.Thumb className={styles.bigThumb} />
      </Switch.Root>
      <p className={styles.status} aria-live="polite">
        {wordsOf(generation).status[shown.status]}
      </p>
      <p className={shown.status === 'Connecting' ? styles.stage : styles.code}>{shown.detail}</p>
      {isLocked && (
        <p id="switch-lock" className={styles.small}>
          {texts.client.lock.locked}
        </p>
      )}
    </div>
  );
}
