/** One character per byte, as ISO 8859-1. */
export function readLatin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The low byte of each character; callers hand over ASCII. */
export function writeLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** Whether it could be a host name or an address: visible ASCII only, so that it is safe in a log line and a header. */
export function isHostText(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}

/** Lower case and without the final dot: the form in which hosts are compared. */
export function normalHost(host: string): string {
  return host.toLowerCase().replace(/(?<=.)\.$/, '');
}
