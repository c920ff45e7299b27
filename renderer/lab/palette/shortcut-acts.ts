import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { paletteTexts } from '../../shared/texts/palette.ts';
import { texts } from '../../shared/texts.ts';
import { type Shortcut, shortcutOf } from '../shortcuts.ts';
import { because, type PaletteAct } from './palette-act.ts';

/** Everything that has a shortcut, from the list that tells of them. */
export function shortcutActs(snapshot: Snapshot, run: Readonly<Record<Shortcut, () => void>>): readonly PaletteAct[] {
  return Object.entries(texts.shortcuts.about).flatMap(([keys, title]) => {
    const shortcut = shortcutFor(keys);
    if (shortcut === undefined || shortcut === 'palette') return [];
    return [
      {
        ...{ id: shortcut, title, keys, words: paletteTexts.synonyms[shortcut] ?? '' },
        group: shortcut === 'next' || shortcut === 'advance' || shortcut === 'freeze-or-follow' ? 'clock' : 'lab',
        ...whyNot(snapshot, shortcut),
        run: run[shortcut],
      } satisfies PaletteAct,
    ];
  });
}

/** `keys` as the list of shortcuts writes them: `g s`, `Ctrl Shift Z`. */
export function shortcutFor(keys: string): Shortcut | undefined {
  const parts = keys.split(' ');
  const isHeld = (part: string) => part === 'Ctrl' || part === 'Shift';
  const [first = '', second] = parts.filter((part) => !isHeld(part));
  const press = {
    key: (second ?? first) === 'Space' ? ' ' : (second ?? first),
    ctrlKey: parts.includes('Ctrl'),
    shiftKey: parts.includes('Shift'),
    ...{ metaKey: false, altKey: false },
  };
  return shortcutOf(press, second === undefined ? undefined : first);
}

function whyNot({ edits, clock }: Snapshot, shortcut: Shortcut): { readonly why?: string } {
  if (shortcut === 'undo') return because(edits.undo === undefined, paletteTexts.why.undo);
  if (shortcut === 'redo') return because(edits.redo === undefined, paletteTexts.why.redo);
  return shortcut === 'next' ? because(clock.next === undefined, paletteTexts.why.next) : {};
}
