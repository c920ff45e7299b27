import { useEffect, useRef } from 'react';
import { isTaken, type Shortcut, shortcutOf } from './shortcuts.ts';

const chordWait = 1200;

export function useShortcuts(run: (shortcut: Shortcut) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    let before: string | undefined;
    let beforeAt = 0;
    const onKey = (event: KeyboardEvent) => {
      const isPalette = shortcutOf(event, undefined) === 'palette';
      if (isPalette ? isOverlaid() : !isForLab(event)) return;
      const previous = event.timeStamp - beforeAt < chordWait ? before : undefined;
      before = event.key;
      beforeAt = event.timeStamp;
      const shortcut = shortcutOf(event, previous);
      if (!shortcut) return;
      event.preventDefault();
      latest.current(shortcut);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether a key means the lab, and neither what has the focus nor a dialog. */
export function isForLab({ key, target }: KeyboardEvent): boolean {
  const element = target instanceof Element ? target : document.body;
  return !isOverlaid() && !isTaken(key, { tagName: element.tagName, role: element.getAttribute('role') });
}

/** A dialog over everything leaves the lab behind it alone. */
function isOverlaid(): boolean {
  return document.querySelector('[data-modal][data-open]') !== null;
}
