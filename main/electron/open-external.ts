import { shell } from 'electron';

/** Opens a web address in the system's browser. Rejects for any other kind of address: the system would run it. */
export async function openExternal(url: string): Promise<void> {
  const { protocol, href } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is no web address`);
  await shell.openExternal(href);
}
