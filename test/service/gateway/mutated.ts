import fc from 'fast-check';

type Change =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'remove' | 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'cut'; readonly at: number };

const at = fc.nat(10_000);

const change: fc.Arbitrary<Change> = fc.oneof(
  // Bytes that stand for ends, lengths and versions are worth more than others.
  fc.record({
    kind: fc.constant('set' as const),
    at,
    byte: fc.oneof(fc.constantFrom(0, 1, 4, 5, 10, 13, 32, 127, 255), fc.nat(255)),
  }),
  fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({
    kind: fc.constantFrom('remove' as const, 'repeat' as const),
    at,
    length: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at }),
);

/** So many messages made of valid ones by one to four changes; the same ones for the same seed. */
export function mutate(valid: readonly Uint8Array[], count: number, seed: number): readonly Buffer[] {
  const cases = fc.tuple(fc.constantFrom(...valid), fc.array(change, { minLength: 1, maxLength: 4 }));
  return fc
    .sample(cases, { numRuns: count, seed })
    .map(([bytes, changes]) => changes.reduce(apply, Buffer.from(bytes)));
}

function apply(bytes: Buffer, step: Change): Buffer {
  const place = bytes.length === 0 ? 0 : step.at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (step.kind) {
    case 'set':
      return Buffer.concat([before, Buffer.of(step.byte), after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, step.bytes, after]);
    case 'remove':
      return Buffer.concat([before, after.subarray(step.length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, step.length), after]);
    case 'cut':
      return before;
  }
}
