import Conf from 'conf';
import type { PreferenceStore } from './preferences.ts';

/** The preferences file without Electron; `electron-store`, given the same directory and name, reads and writes the same. */
export function makeConfStore(directory: string, version: string): PreferenceStore {
  return new Conf<Record<string, unknown>>({
    cwd: directory,
    configName: 'preferences',
    projectVersion: version,
    configFileMode: 0o600,
    clearInvalidConfig: false,
  });
}
