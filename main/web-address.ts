/** The address as URLs are written. Throws for any other kind of address: the system would run it. */
export function readWebAddress(text: string): string {
  const { protocol, href } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error(`${protocol} is no web address`);
  return href;
}
