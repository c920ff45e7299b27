import { Popover } from '@base-ui/react/popover';
import { type FormEvent, useId, useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { parseSpan } from '../../app/time/span.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './top-bar.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onAdvance: (by: Millis) => void;
};

export function AdvanceForm({ isOpen, onOpen, onAdvance }: Props) {
  const [text, setText] = useState('');
  const [isFault, setFault] = useState(false);
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const by = parseSpan(text);
    setFault(by === undefined);
    if (by === undefined) return;
    onAdvance(by);
    onOpen(false);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpen}>
      <Popover.Trigger className={controls.button}>{texts.clock.advance}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={controls.above} sideOffset={6} align="end">
          <Popover.Popup className={controls.popup} aria-label={texts.clock.advanceLabel}>
            <form className={styles.form} onSubmit={submit}>
              <label htmlFor={id}>{texts.clock.advanceLabel}</label>
              <input
                id={id}
                className={controls.input}
                value={text}
                placeholder="7d 3h"
                autoComplete="off"
                aria-invalid={isFault}
                aria-describedby={`${id}-hint`}
                onChange={(event) => setText(event.target.value)}
              />
              <button type="submit" className={controls.primary}>
                {texts.clock.advanceGo}
              </button>
              <p id={`${id}-hint`} role={isFault ? 'alert' : undefined}>
                {isFault ? texts.clock.advanceFault : texts.clock.advanceHint}
              </p>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
