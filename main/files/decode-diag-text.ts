const marks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/**
 * The text of a diagnostic file: UTF-8, or UTF-16 as Windows writes it, with or without a byte order mark; line ends become `\n`.
 * `undefined`: it is no text.
 */
export function decodeDiagText(bytes: Uint8Array): string | undefined {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  const text = new TextDecoder(marked?.[0] ?? guessEncoding(bytes)).decode(bytes);
  return text.includes('\0') ? undefined : text.replaceAll(/\r\n?/g, '\n');
}

/** Every other byte of English in UTF-16 is 0. */
function guessEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const sample = bytes.subarray(0, 400);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 4 && even === 0) return 'utf-16le';
  return even > sample.length / 4 && odd === 0 ? 'utf-16be' : 'utf-8';
}
