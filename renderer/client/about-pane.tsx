import type { RefObject } from 'react';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import type { GenerationWords } from './generations.ts';
import { Pane } from './pane.tsx';
import type { ClientPlace } from './use-place.ts';

type Props = {
  readonly frame: RefObject<HTMLElement | null>;
  readonly words: GenerationWords;
  readonly at: ClientPlace;
};

export function AboutPane({ frame, words, at }: Props) {
  return (
    <Pane title={words.about} isOpen={at.place.pane === 'about'} frame={frame} onClose={() => at.move({ to: 'home' })}>
      <p className={styles.claim}>{texts.client.aboutClaim}</p>
    </Pane>
  );
}
