import { asciiBytes, joinBytes } from './chunked.ts';

export type HelloPlan = {
  readonly sni?: string;
  readonly extensions?: readonly (readonly [type: number, data: Uint8Array])[];
};

const vector = (size: number, bytes: Uint8Array) =>
  joinBytes(
    Array.from({ length: size }, (_, index) => (bytes.length >> (8 * (size - 1 - index))) & 0xff),
    bytes,
  );
const extension = (type: number, data: Uint8Array) => joinBytes([type >> 8, type & 0xff], vector(2, data));

/** A ClientHello message, without records. */
export function writeHello({ sni, extensions = [] }: HelloPlan): Uint8Array {
  const named = sni === undefined ? [] : [extension(0, vector(2, joinBytes([0], vector(2, asciiBytes(sni)))))];
  const others = extensions.map(([type, data]) => extension(type, data));
  const body = joinBytes(
    [3, 3],
    new Uint8Array(32).fill(7),
    vector(1, new Uint8Array(32)),
    vector(2, Uint8Array.of(0x13, 1)),
    vector(1, Uint8Array.of(0)),
    vector(2, joinBytes(...others, ...named)),
  );
  return joinBytes([1], vector(3, body));
}

/** Puts a message in records of the given sizes, the last one repeated. */
export function writeRecords(message: Uint8Array, sizes: readonly number[]): Uint8Array {
  const records: Uint8Array[] = [];
  for (let at = 0, index = 0; at < message.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? message.length;
    records.push(joinBytes([22, 3, 1], vector(2, message.subarray(at, at + size))));
    at += size;
  }
  return joinBytes(...records);
}
