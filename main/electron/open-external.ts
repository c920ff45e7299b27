import { stat } from 'node:fs/promises';
import { shell } from 'electron';
import { Refusal } from '../../app/errors.ts';
import { readWebAddress } from '../web-address.ts';

/** Opens a web address in the system's browser. Rejects for any other kind of address. */
export async function openExternal(url: string): Promise<void> {
  await shell.openExternal(readWebAddress(url));
}

/** Shows a folder in the system's file manager. Rejects for anything else, which the system might run. */
export async function openFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) throw new Refusal('no-folder', `There is no folder ${path}.`);
  const reason = await shell.openPath(path);
  if (reason !== '') throw new Refusal('no-file-manager', `The folder ${path} could not be opened: ${reason}`);
}
