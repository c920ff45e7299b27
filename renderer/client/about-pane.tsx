import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { wordsOf } from './generations.ts';
import { Pane } from './pane.tsx';

export function AboutPane({ frame, snapshot, at }: ClientProps) {
  const { about } = wordsOf(snapshot.client.generation);
  return (
    <Pane title={about} isOpen={at.place.pane === 'about'} frame={frame} onClose={() => at.move({ to: 'home' })}>
      <p className={styles.claim}>{texts.client.aboutClaim}</p>
    </Pane>
  );
}
