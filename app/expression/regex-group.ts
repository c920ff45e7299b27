import { noFlags, type RegexFlags, type RegexReader } from './regex-reader.ts';

/** Steps over `?<name>` or `?P<name>`; false when neither stands here. Nothing reads what a group holds. */
export function acceptName(reader: RegexReader, names: Set<string>, open: number): boolean {
  if (!reader.accept('?P<') && !reader.accept('?<')) return false;
  const start = reader.at;
  const name = reader.take(/[_\p{Alphabetic}][_.[\]\p{Alphabetic}\p{N}]*/uy);
  if (!reader.accept('>')) {
    return reader.fail('this group has no valid name', open, 'a name begins with a letter or _ and ends at >');
  }
  if (names.has(name)) reader.fail(`two groups are named ${name}`, start);
  names.add(name);
  return true;
}

/** Reads flags up to `)`, then they are the whole of it, or up to `:`, then they are those of a group. */
export function acceptFlags(reader: RegexReader, open: number): { flags: RegexFlags; isWhole: boolean } {
  const seen = new Set<string>();
  let flags = reader.flags;
  let isOn = true;
  let last = '';
  for (; reader.next !== ')' && reader.next !== ':'; last = reader.bump()) {
    const { next, at } = reader;
    if (next === '') return reader.fail('this group is never closed', open);
    if (next !== '-' && !(next in noFlags)) reader.fail(`unknown flag ${next}`, at, 'flags are i m s U u x R');
    if (seen.has(next)) reader.fail(`the flag ${next} stands twice`, at);
    seen.add(next);
    if (next === '-') isOn = false;
    else flags = { ...flags, [next]: isOn };
  }
  if (last === '-') reader.fail('no flag follows the hyphen', open);
  const isWhole = reader.bump() === ')';
  if (isWhole && seen.size === 0) reader.fail('no flag follows the question mark', open);
  return { flags, isWhole };
}
