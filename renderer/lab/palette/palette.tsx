import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useId, useRef, useState } from 'react';
import controls from '../../shared/controls.module.css';
import sheet from '../../shared/sheet.module.css';
import { paletteTexts as words } from '../../shared/texts/palette.ts';
import { texts } from '../../shared/texts.ts';
import { findActs } from './find-acts.ts';
import styles from './palette.module.css';
import type { PaletteAct } from './palette-act.ts';
import { type PaletteParts, usePaletteActs } from './use-palette-acts.ts';
import { useRecent } from './use-recent.ts';

type Props = PaletteParts & { readonly isOpen: boolean; readonly onClose: () => void };

/** Finds anything that can be done in the lab by words, and does it. */
export function Palette({ isOpen, onClose, ...parts }: Props) {
  const acts = usePaletteActs(parts, isOpen);
  const hint = useId();
  const [text, setText] = useState('');
  const [recent, remember] = useRecent();
  const chosen = useRef<PaletteAct>(undefined);
  const found = findActs(acts, text, recent);
  const choose = (act: PaletteAct) => {
    if (act.why !== undefined) return;
    chosen.current = act;
    onClose();
  };
  const finish = () => {
    setText('');
    const act = chosen.current;
    chosen.current = undefined;
    if (act === undefined) return;
    remember(act.id);
    act.run();
  };
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      onOpenChangeComplete={(open) => !open && finish()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={sheet.backdrop} />
        <Dialog.Popup className={styles.palette} aria-label={words.heading} data-modal>
          <Autocomplete.Root
            inline
            open
            items={found}
            filter={null}
            value={text}
            onValueChange={(next, { reason }) => reason !== 'item-press' && setText(next)}
            itemToStringValue={({ title }: PaletteAct) => title}
            autoHighlight="always"
            keepHighlight
          >
            <Autocomplete.Input
              className={styles.input}
              aria-label={words.ask}
              aria-describedby={hint}
              placeholder={words.ask}
              maxLength={100}
            />
            <Autocomplete.Empty className={styles.empty}>{found.length === 0 && words.none}</Autocomplete.Empty>
            <Autocomplete.List className={styles.list}>
              {(act: PaletteAct) => (
                <Autocomplete.Item
                  key={act.id}
                  value={act}
                  className={`${controls.item} ${styles.act}`}
                  aria-disabled={act.why !== undefined || undefined}
                  data-disabled={act.why !== undefined || undefined}
                  onClick={() => choose(act)}
                >
                  <span className={styles.title}>{act.title}</span>
                  <span className={styles.side}>{act.why ?? (act.keys === undefined ? groupOf(act, recent) : '')}</span>
                  {act.keys !== undefined && <Keys keys={act.keys} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
            <p id={hint} className={styles.hint}>
              {words.hint}
            </p>
            <Dialog.Close className={controls.hidden}>{texts.close}</Dialog.Close>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function groupOf({ id, group }: PaletteAct, recent: readonly string[]): string {
  return recent.includes(id) ? words.recent : words.groups[group];
}

function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={controls.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
