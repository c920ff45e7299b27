import { shell } from 'electron';
import { readWebAddress } from '../web-address.ts';

/** Opens a web address in the system's browser. Rejects for any other kind of address. */
export async function openExternal(url: string): Promise<void> {
  await shell.openExternal(readWebAddress(url));
}
