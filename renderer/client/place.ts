import type { TabId } from './generations.ts';

export type Pointer = 'gear' | 'preferences' | 'account' | 'reauthenticate';

/** What is open in the client, and what the lab points at. */
export type Place = {
  readonly isMenuOpen: boolean;
  readonly pane: 'home' | 'preferences' | 'about';
  readonly tab: TabId;
  readonly pointer: Pointer | undefined;
};

export type Move =
  | { readonly to: 'menu'; readonly open: boolean }
  | { readonly to: 'preferences' | 'about' | 'home' }
  | { readonly to: 'tab'; readonly tab: TabId }
  | { readonly to: 'guide'; readonly step: number };

export const home: Place = { isMenuOpen: false, pane: 'home', tab: 'general', pointer: undefined };

/** One look at a time on the way to the button; the last stays. */
export const guide: readonly Place[] = [
  { ...home, pointer: 'gear' },
  { ...home, isMenuOpen: true, pointer: 'preferences' },
  { ...home, pane: 'preferences', pointer: 'account' },
  { ...home, pane: 'preferences', tab: 'account', pointer: 'reauthenticate' },
];

/** Real milliseconds that each look stays. */
export const guideLook = 1000;

/** Where a move leads; a move of the user's own ends the pointing. */
export function moved(place: Place, move: Move): Place {
  switch (move.to) {
    case 'menu':
      return { ...place, isMenuOpen: move.open, pointer: undefined };
    case 'tab':
      return { ...place, tab: move.tab, pointer: undefined };
    case 'guide':
      return guide[move.step] ?? place;
    case 'home':
      return { ...home, tab: place.tab };
    default:
      return { ...place, isMenuOpen: false, pane: move.to, pointer: undefined };
  }
}
