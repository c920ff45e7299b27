import { useState } from 'react';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import { useCall, useTell } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './left.module.css';

const words = texts.programs;

/** One click to a program that goes through the emulator. */
export function ProgramBar({ onMore }: { readonly onMore: () => void }) {
  const call = useCall();
  const tell = useTell();
  const [isOpening, setOpening] = useState(false);
  const open = async (program: ParamsOf<'program.open'>['program']) => {
    setOpening(true);
    const answer = await call('program.open', { program });
    setOpening(false);
    if (answer) tell(words.opened(answer.opened));
  };
  return (
    <section className={styles.programs} aria-label={words.heading}>
      {(['browser', 'terminal'] as const).map((program) => (
        <button
          key={program}
          type="button"
          className={controls.button}
          disabled={isOpening}
          title={words.about[program]}
          onClick={() => void open(program)}
        >
          {words.open[program]}
        </button>
      ))}
      <button type="button" className={controls.quiet} aria-label={words.openSheet} onClick={onMore}>
        {words.more}
      </button>
    </section>
  );
}
