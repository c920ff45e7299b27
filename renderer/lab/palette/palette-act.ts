import type { paletteTexts } from '../../shared/texts/palette.ts';

export type PaletteGroup = keyof typeof paletteTexts.groups;

/** Something to do, as the palette offers it. */
export type PaletteAct = {
  readonly id: string;
  readonly title: string;
  /** Other words for it. */
  readonly words: string;
  readonly group: PaletteGroup;
  /** Keys that do it, as the list of shortcuts says them. */
  readonly keys?: string;
  /** Why it can’t be done now. */
  readonly why?: string;
  run(): void;
};

export function because(isSo: boolean, why: string): { readonly why?: string } {
  return isSo ? { why } : {};
}
