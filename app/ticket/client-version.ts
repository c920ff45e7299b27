import type { ClientGeneration } from '../environment/environment.ts';
import { findVersion } from './read-facts.ts';

/** Which menus a version has (DOMAIN.md §5.4 facts 17 to 19); `undefined` for what is no version. */
export function generationOf(version: string): ClientGeneration | undefined {
  const [year = 0, month = 0, build] = findVersion(version)?.split('.').map(Number) ?? [];
  if (year === 0) return undefined;
  const release = year * 100 + month;
  if (release <= 2026_01) return 'classic';
  if (release < 2026_06 || (release === 2026_06 && build !== undefined && build < 822)) return 'panel';
  return 'banner';
}
