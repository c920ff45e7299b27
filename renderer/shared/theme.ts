export type ThemeChoice = 'system' | 'light' | 'dark' | 'contrast';

export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];

/** What the root element is marked with; the tokens do the rest. */
export function marksOf(choice: ThemeChoice, wantsMoreContrast: boolean) {
  return {
    scheme: choice === 'light' || choice === 'dark' ? choice : 'system',
    contrast: choice === 'contrast' || wantsMoreContrast ? 'more' : 'normal',
  } as const;
}

export function readThemeChoice(storage: Pick<Storage, 'getItem'> = window.localStorage): ThemeChoice {
  const stored = storage.getItem('theme');
  return themeChoices.find((choice) => choice === stored) ?? 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  window.localStorage.setItem('theme', choice);
  mark(choice);
}

/** Marks the page before the first paint, and again when the system's wish for contrast changes. */
export function startTheme(): void {
  mark(readThemeChoice());
  moreContrast().addEventListener('change', () => mark(readThemeChoice()));
}

const moreContrast = () => window.matchMedia('(prefers-contrast: more)');

function mark(choice: ThemeChoice): void {
  const { scheme, contrast } = marksOf(choice, moreContrast().matches);
  document.documentElement.dataset.scheme = scheme;
  document.documentElement.dataset.contrast = contrast;
}
