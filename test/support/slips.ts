import fc from 'fast-check';

/** What slips in while somebody writes: a part of a text is put in, cut out, doubled or replaced, or something else. */
export type Slip = { readonly how: string; readonly at: number; readonly length: number; readonly text: string };

/** One to four of them. `other` is one more way beside the four; a part is at most `longest` characters. */
export function slipsOf(odd: fc.Arbitrary<string>, other: string, longest: number): fc.Arbitrary<Slip[]> {
  return fc.array(
    fc.record({
      how: fc.constantFrom('insert', 'cut', 'double', 'replace', other),
      at: fc.nat(),
      length: fc.integer({ min: 1, max: longest }),
      text: odd,
    }),
    { minLength: 1, maxLength: 4 },
  );
}

/** Lets the slips happen, one on top of the other; `otherwise` is the way that is not among the four. */
export function slip(text: string, slips: readonly Slip[], otherwise: (text: string, slip: Slip) => string): string {
  return slips.reduce((sofar, one) => {
    const from = one.at % (sofar.length + 1);
    const to = from + one.length;
    const [before, part, after] = [sofar.slice(0, from), sofar.slice(from, to), sofar.slice(to)];
    switch (one.how) {
      case 'insert':
        return before + one.text + part + after;
      case 'cut':
        return before + after;
      case 'double':
        return before + part + part + after;
      case 'replace':
        return before + one.text + after;
      default:
        return otherwise(sofar, one);
    }
  }, text);
}
