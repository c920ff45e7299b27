/** CRC-32 (IEEE 802.3) of a text's UTF-8, as Go's `crc32.ChecksumIEEE`. */
export function checksumOf(text: string): number {
  let rest = 0xff_ff_ff_ff;
  for (const byte of bytesOf(text)) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xed_b8_83_20 : rest >>> 1;
  }
  return (rest ^ 0xff_ff_ff_ff) >>> 0;
}

function bytesOf(text: string): number[] {
  return [...encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{fffd}')).matchAll(/%([0-9A-F]{2})|(.)/g)].map(
    ([, hex, plain]) => (hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16)),
  );
}
