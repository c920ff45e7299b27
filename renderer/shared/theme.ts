import type { Snapshot } from '../../app/view/snapshot-shape.ts';

export type ThemeChoice = Snapshot['theme'];

export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];

/** What the root element is marked with; the tokens do the rest. */
export function marksOf(choice: ThemeChoice, wantsMoreContrast: boolean) {
  return {
    scheme: choice === 'light' || choice === 'dark' ? choice : 'system',
    contrast: choice === 'contrast' || wantsMoreContrast ? 'more' : 'normal',
  } as const;
}

/** The host keeps the choice; the browser has a copy, for the first paint. */
export function readThemeCopy(storage: Pick<Storage, 'getItem'> = window.localStorage): ThemeChoice {
  const stored = storage.getItem('theme');
  return themeChoices.find((choice) => choice === stored) ?? 'system';
}

/** Shows a choice, and keeps a copy of it when it differs from the one there is. */
export function showTheme(choice: ThemeChoice): void {
  if (choice !== readThemeCopy()) window.localStorage.setItem('theme', choice);
  mark(choice);
}

/** Marks the page before the first paint, and again when the system's wish for contrast changes. */
export function startTheme(): void {
  mark(readThemeCopy());
  moreContrast().addEventListener('change', () => mark(readThemeCopy()));
}

const moreContrast = () => window.matchMedia('(prefers-contrast: more)');

function mark(choice: ThemeChoice): void {
  const { scheme, contrast } = marksOf(choice, moreContrast().matches);
  document.documentElement.dataset.scheme = scheme;
  document.documentElement.dataset.contrast = contrast;
}
