import type { ClientGeneration } from '../environment/environment.ts';

/** From the home screen to the button that signs in again, as one reads it aloud (DOMAIN.md §5.4 facts 17 to 19). */
export const waysIn: Readonly<Record<ClientGeneration, readonly string[]>> = {
  classic: ['the gear', 'Preferences', 'Account', 'Re-Authenticate Session'],
  panel: ['Profile', 'Account information', 'Re-Authenticate'],
  banner: ['Profile', 'Account information', 'Re-Authenticate'],
};

/** The pages on the way: `Preferences › Account`. */
export function sayWayIn(generation: ClientGeneration): string {
  return waysIn[generation]
    .slice(0, -1)
    .filter((step) => step !== 'the gear')
    .join(' › ');
}
