import ElectronStore from 'electron-store';
import type { PreferenceStore } from '../adapters/preferences.ts';

/** The preferences file as Electron keeps it; `conf-store.ts` reads and writes the same. */
export function makeElectronStore(directory: string): PreferenceStore {
  return new ElectronStore<Record<string, unknown>>({
    cwd: directory,
    name: 'preferences',
    configFileMode: 0o600,
    clearInvalidConfig: false,
  });
}
