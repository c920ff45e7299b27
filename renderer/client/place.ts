import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { Generation, TabId } from './generations.ts';

export type Pointer = 'gear' | 'preferences' | 'profile' | 'account' | 'reauthenticate' | 'banner';

/** Where one can be: windows of the classic client, pages of the newer ones. */
export type PaneId = 'home' | 'preferences' | 'about' | 'profile' | 'account' | 'connectivity' | 'keys' | 'settings';

/** What is open in the client, and what the lab points at. */
export type Place = {
  readonly isMenuOpen: boolean;
  readonly pane: PaneId;
  readonly tab: TabId;
  readonly pointer: Pointer | undefined;
};

export type Move =
  | { readonly to: 'menu'; readonly open: boolean }
  | { readonly to: PaneId }
  | { readonly to: 'tab'; readonly tab: TabId }
  | { readonly to: 'look'; readonly place: Place };

export const home: Place = { isMenuOpen: false, pane: 'home', tab: 'general', pointer: undefined };

const classic: readonly Place[] = [
  { ...home, pointer: 'gear' },
  { ...home, isMenuOpen: true, pointer: 'preferences' },
  { ...home, pane: 'preferences', pointer: 'account' },
  { ...home, pane: 'preferences', tab: 'account', pointer: 'reauthenticate' },
];

const panel: readonly Place[] = [
  { ...home, pointer: 'profile' },
  { ...home, pane: 'profile', pointer: 'account' },
  { ...home, pane: 'account', pointer: 'reauthenticate' },
];

const guides: Readonly<Record<Generation, readonly Place[]>> = { classic, panel, banner: panel };

/** One look at a time on the way to the button; the last stays. A banner on the home screen is the shortest way. */
export function guideOf({ generation, banner }: Pick<Snapshot['client'], 'generation' | 'banner'>): readonly Place[] {
  return banner ? [{ ...home, pointer: 'banner' }] : guides[generation];
}

/** Real milliseconds that each look stays. */
export const guideLook = 1000;

const above: Partial<Record<PaneId, PaneId>> = { account: 'profile', keys: 'connectivity' };

/** The page that one comes back to. */
export function parentOf(pane: PaneId): PaneId {
  return above[pane] ?? 'home';
}

/** Where a move leads; a move of the user's own ends the pointing. */
export function moved(place: Place, move: Move): Place {
  switch (move.to) {
    case 'menu':
      return { ...place, isMenuOpen: move.open, pointer: undefined };
    case 'tab':
      return { ...place, tab: move.tab, pointer: undefined };
    case 'look':
      return move.place;
    case 'home':
      return { ...home, tab: place.tab };
    default:
      return { ...place, isMenuOpen: false, pane: move.to, pointer: undefined };
  }
}
