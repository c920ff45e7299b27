import type { RegexReader } from './regex-reader.ts';

/** How often the piece before may come; without `high`, without end. */
export type Repetition = { readonly low: number; readonly high?: number };

const marks: Readonly<Record<string, Repetition>> = { '*': { low: 0 }, '+': { low: 1 }, '?': { low: 0, high: 1 } };
const highest = 2 ** 32 - 1;

/** Reads `*`, `+`, `?` or `{…}`, and the `?` of a lazy one, which changes nothing about whether there is a match. */
export function takeRepetition(reader: RegexReader, hasItem: boolean): Repetition {
  const start = reader.at;
  const mark = reader.bump();
  if (!hasItem) reader.fail(`nothing stands before ${mark}`, start, `the character itself is written \\${mark}`);
  const repetition = marks[mark] ?? takeCounts(reader, start);
  reader.accept('?');
  return repetition;
}

function takeCounts(reader: RegexReader, start: number): Repetition {
  const low = takeCount(reader, start);
  let high: number | undefined = low;
  if (reader.accept(',')) {
    reader.skipIgnored();
    high = reader.next === '}' ? undefined : takeCount(reader, start);
  }
  if (!reader.accept('}')) failCounts(reader, start);
  reader.skipIgnored();
  if (high !== undefined && high < low) reader.fail('the repetition ends before it begins', start);
  return high === undefined ? { low } : { low, high };
}

function takeCount(reader: RegexReader, start: number): number {
  reader.take(/\p{White_Space}+/uy);
  const count = reader.take(/[0-9]+/y);
  reader.take(/\p{White_Space}+/uy);
  if (count === '') return failCounts(reader, start);
  return Number(count) <= highest ? Number(count) : reader.fail('the repetition is too long', start);
}

function failCounts(reader: RegexReader, start: number): never {
  return reader.fail('this is no repetition', start, 'write {n}, {n,} or {n,m}; a brace itself is written \\{');
}
