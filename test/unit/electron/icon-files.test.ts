import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawIconFiles } from '../../../main/electron/icon-files.ts';
import { drawMark, mark, ownColour, paintMark } from '../../../main/electron/mark.ts';
import { packageRoot } from '../../../main/package-root.ts';

const files = drawIconFiles();
const ico = files['icon.ico'] as Buffer;
const icns = files['icon.icns'] as Buffer;

function sizeOf(png: Buffer): number {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return png.readUInt32BE(16);
}

/** The images of an .ico by their size. */
function imagesOf(file: Buffer): Map<number, Buffer> {
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const from = file.readUInt32LE(at + 12);
    return [file[at] || 256, file.subarray(from, from + file.readUInt32LE(at + 8))] as const;
  });
  return new Map(entries);
}

/** The parts of an .icns by their type. */
function partsOf(file: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    parts.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + file.readUInt32BE(at + 4)));
  }
  return parts;
}

describe('the icons', () => {
  it('are the mark that the views show', () => {
    const { middle, radius, stroke } = mark;
    const colour = `#${ownColour.map((part) => part.toString(16)).join('')}`;
    const top = middle - radius;
    expect(readFileSync(join(packageRoot, 'renderer/mark.svg'), 'utf8').trim()).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="${middle}" cy="${middle}" r="${radius}" ` +
        `fill="none" stroke="${colour}" stroke-width="${stroke}"/>` +
        `<path d="M${middle} ${top}a${radius} ${radius} 0 0 1 0 ${2 * radius}z" fill="${colour}"/></svg>`,
    );
  });

  it('of Linux are as large as their names say', () => {
    const named = Object.entries(files).filter(([name]) => name.endsWith('.png'));
    expect(named.map(([, png]) => sizeOf(png))).toEqual([16, 24, 32, 48, 64, 128, 256, 512]);
    for (const [name, png] of named) expect(name).toBe(`${sizeOf(png)}x${sizeOf(png)}.png`);
  });

  it('of Windows hold every size that Windows shows, and the largest as a PNG', () => {
    const images = imagesOf(ico);
    expect([...images.keys()]).toEqual([16, 24, 32, 48, 64, 128, 256]);
    expect(images.get(256)?.equals(drawMark(256))).toBe(true);
  });

  it.each([16, 24, 32, 48, 64, 128])('of Windows at %i are the mark, upside down as bitmaps are', (size) => {
    const image = imagesOf(ico).get(size) as Buffer;
    expect([image.readInt32LE(4), image.readInt32LE(8), image.readUInt16LE(14)]).toEqual([size, size * 2, 32]);
    const pixels = paintMark(size);
    const alphaAt = (x: number, y: number) => image[40 + ((size - 1 - y) * size + x) * 4 + 3];
    for (let at = 0; at < size; at += 1) expect(alphaAt(at, size >> 2)).toBe(pixels[((size >> 2) * size + at) * 4 + 3]);
    expect(image.length).toBe(40 + size * size * 4 + Math.ceil(size / 32) * 4 * size);
    const [red, green, blue] = ownColour;
    expect([...image.subarray(40, 43)]).toEqual([blue, green, red]);
  });

  it('of macOS hold every size up to 1024, each in its type', () => {
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes = [...partsOf(icns)].map(([type, png]) => [type, sizeOf(png)]);
    expect(Object.fromEntries(sizes)).toEqual({
      ...{ ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 },
    });
  });

  it('are packed whole', () => {
    for (const png of [files['512x512.png'] as Buffer, partsOf(icns).get('ic10') as Buffer]) {
      const at = png.indexOf('IDAT');
      const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
      expect(rows.length).toBe(sizeOf(png) * (1 + 4 * sizeOf(png)));
    }
  });
});
