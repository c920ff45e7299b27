import { drawMark, ownColour, paintMark } from './mark.ts';

/** The icon of every system, drawn from the one mark, by file name: packages carry them, the app draws its own. */
export function drawIconFiles(): Readonly<Record<string, Buffer>> {
  const pngs = [16, 24, 32, 48, 64, 128, 256, 512].map((size) => [`${size}x${size}.png`, drawMark(size)] as const);
  return { ...Object.fromEntries(pngs), 'icon.ico': encodeIco(), 'icon.icns': encodeIcns() };
}

/** Bitmaps up to 128 and a PNG of 256, as Windows itself writes them; some of its corners read no smaller PNG. */
function encodeIco(): Buffer {
  const images = [16, 24, 32, 48, 64, 128].map((size) => ({ size, data: encodeBitmap(size) }));
  images.push({ size: 256, data: drawMark(256) });
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, data }] of images.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    head.set([size % 256, size % 256], at);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...images.map(({ data }) => data)]);
}

/** A device-independent bitmap: blue, green, red and alpha, rows from the bottom, then a mask that alpha makes idle. */
function encodeBitmap(size: number): Buffer {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(head.length, 0);
  head.writeInt32LE(size, 4);
  // The height counts the mask too.
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const [red, green, blue] = ownColour;
  const pixels = paintMark(size);
  const rows = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const alpha = pixels[((size - 1 - y) * size + x) * 4 + 3] ?? 0;
      rows.set([blue, green, red, alpha], (y * size + x) * 4);
    }
  }
  return Buffer.concat([head, rows, Buffer.alloc(Math.ceil(size / 32) * 4 * size)]);
}

/** Apple's types that hold a PNG, in order of size; a 2x type holds twice the size that it is shown at. */
const icnsTypes = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };

function encodeIcns(): Buffer {
  const entries = Object.entries(icnsTypes).map(([type, size]) => chunk(type, drawMark(size)));
  return chunk('icns', Buffer.concat(entries));
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + data.length, 4);
  return Buffer.concat([head, data]);
}
