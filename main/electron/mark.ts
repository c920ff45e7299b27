import { encodePng } from './png.ts';

export type Colour = readonly [red: number, green: number, blue: number];

export const ownColour: Colour = [0x4c, 0x63, 0xb6];

/** Our mark on a field of 16 × 16: a ring about the middle, its right half filled. renderer/mark.svg says the same. */
export const mark = { middle: 8, radius: 6.5, stroke: 2 } as const;

/** The mark as a PNG. */
export function drawMark(size: number, colour: Colour = ownColour): Buffer {
  return encodePng(size, paintMark(size, colour));
}

/** Its pixels: red, green, blue and alpha of each, row by row from the top. */
export function paintMark(size: number, [red, green, blue]: Colour = ownColour): Uint8Array {
  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      pixels.set([red, green, blue, Math.round(255 * coverAt(x, y, size))], (y * size + x) * 4);
    }
  }
  return pixels;
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

function isInked(x: number, y: number): boolean {
  const { middle, radius, stroke } = mark;
  const distance = Math.hypot(x - middle, y - middle);
  return distance <= radius + stroke / 2 && (distance >= radius - stroke / 2 || x >= middle);
}
