import { readFileSync, writeFileSync } from 'node:fs';
import type { KeyStore, StoredKeys } from '../identity/keys.ts';
import { layoutOf } from './data-directory.ts';
import { storageRefusal } from './storage-fault.ts';

/** The identity provider's secrets, in a file that this user alone may read. An unreadable one counts as none. */
export function createKeyFile(dataDirectory: string): KeyStore {
  const path = layoutOf(dataDirectory).keys;
  return {
    read: () => {
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as StoredKeys;
      } catch {
        return undefined;
      }
    },
    write: (keys) => {
      try {
        writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
      } catch (fault) {
        throw storageRefusal(fault, path);
      }
    },
  };
}
