import { register } from 'node:module';
import { makeConfStore } from '../../../main/adapters/conf-store.ts';
import type { PreferenceStore } from '../../../main/adapters/preferences.ts';

/**
 * Stands in for the module `electron` where Node itself loads electron-store: without this, importing it would try to
 * download Electron.
 */
function fakeElectron(): void {
  const electron = `export default {
    app: { getPath: () => '/nowhere', getVersion: () => '0.1.0' },
    ipcMain: { on() {} },
    shell: {},
  }`;
  const fake = `data:text/javascript,${encodeURIComponent(electron)}`;
  const hooks = `export const resolve = (specifier, context, next) =>
    specifier === 'electron' ? { url: ${JSON.stringify(fake)}, shortCircuit: true } : next(specifier, context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

export function confStore(directory: string): PreferenceStore {
  return makeConfStore(directory, '0.1.0');
}

/** As the Electron shell makes it. */
export async function loadElectronStore(): Promise<(directory: string) => PreferenceStore> {
  fakeElectron();
  const { default: ElectronStore } = await import('electron-store');
  return (directory) => new ElectronStore({ cwd: directory, name: 'preferences', configFileMode: 0o600 });
}
