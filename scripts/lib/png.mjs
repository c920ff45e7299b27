import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The picture in at most 256 colours, which is all that a page of text and shapes needs: the most frequent, and for
 * the rest what comes nearest. Takes 8 bits a channel, not interlaced, as browsers write it; the alpha is dropped.
 */
export function shrinkPng(png) {
  const chunks = readChunks(png);
  const header = Buffer.from(chunks.find(({ type }) => type === 'IHDR').data);
  const width = header.readUInt32BE(0);
  const step = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || step === undefined || header[12] !== 0) throw new Error('this kind of PNG is not read');
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const rows = unfilter(inflateSync(packed), width * step, step).map((row) => coloursOf(row, step));
  const { palette, indexOf } = paletteOf(rows);
  header[9] = 3;
  const body = Buffer.concat(rows.map((row) => Buffer.from([0, ...row.map(indexOf)])));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(body, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Colours as one number each: red, green, blue. */
function coloursOf(row, step) {
  return Array.from({ length: row.length / step }, (_, at) => row.readUIntBE(at * step, 3));
}

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function paletteOf(rows) {
  const counts = new Map();
  for (const row of rows) for (const colour of row) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort(([one, often], [other, more]) => more - often || one - other);
  const palette = byCount.slice(0, 256).map(([colour]) => colour);
  const known = new Map(palette.map((colour, index) => [colour, index]));
  const indexOf = (colour) => {
    if (!known.has(colour)) known.set(colour, nearest(palette, colour));
    return known.get(colour);
  };
  return { palette, indexOf };
}

function nearest(palette, colour) {
  const wanted = channelsOf(colour);
  const far = palette.map((one) => channelsOf(one).reduce((sum, value, at) => sum + (value - wanted[at]) ** 2, 0));
  return far.indexOf(Math.min(...far));
}

function readChunks(png) {
  const chunks = [];
  for (let at = signature.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** W3C PNG §9: each byte was told as its difference from what stands left of it, above it, or both. */
function unfilter(data, stride, step) {
  const rows = [];
  let above = Buffer.alloc(stride);
  for (let at = 0; at < data.length; at += stride + 1) {
    const row = Buffer.from(data.subarray(at + 1, at + 1 + stride));
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : row[x - step];
      const corner = x < step ? 0 : above[x - step];
      row[x] += [0, left, above[x], (left + above[x]) >> 1, paeth(left, above[x], corner)][data[at]];
    }
    rows.push(row);
    above = row;
  }
  return rows;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
