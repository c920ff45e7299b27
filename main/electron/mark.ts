import { encodePng } from './png.ts';

export type Colour = readonly [red: number, green: number, blue: number];

export const ownColour: Colour = [0x4c, 0x63, 0xb6];

/** Our mark as a PNG: the ring, half filled, of renderer/mark.svg. `icon.png` is this at 512. */
export function drawMark(size: number, [red, green, blue]: Colour = ownColour): Buffer {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      pixels.set([red, green, blue, Math.round(255 * coverAt(x, y, size))], (y * size + x) * 4);
    }
  }
  return encodePng(size, pixels);
}

const samples = [0.125, 0.375, 0.625, 0.875];

/** How much of a pixel is inked, from 0 to 1. */
function coverAt(x: number, y: number, size: number): number {
  let hits = 0;
  for (const dy of samples) {
    for (const dx of samples) if (isInked(((x + dx) / size) * 16, ((y + dy) / size) * 16)) hits += 1;
  }
  return hits / samples.length ** 2;
}

/** On a field of 16 × 16. */
function isInked(x: number, y: number): boolean {
  const square = (x - 8) ** 2 + (y - 8) ** 2;
  return square <= 7.5 ** 2 && (square >= 5.5 ** 2 || x >= 8);
}
