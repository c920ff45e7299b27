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
      const target = event.target instanceof Element ? event.target : document.body;
      // A dialog over everything leaves the lab behind it alone.
      if (document.querySelector('[data-modal][data-open]') !== null) return;
      const isPalette = shortcutOf(event, undefined) === 'palette';
      if (!isPalette && isTaken(event.key, { tagName: target.tagName, role: target.getAttribute('role') })) return;
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
