/** Up to here the host's own search is quick at worst, too. */
const shortNeedle = 64;

/** Where the needle stands first, from `from` on; -1 when nowhere. Takes time in proportion to both lengths at most. */
export function findBytes(text: string, needle: string, from = 0): number {
  if (needle.length <= shortNeedle) return text.indexOf(needle, from);
  const borders = bordersOf(needle);
  let matched = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    while (matched > 0 && needle.charCodeAt(matched) !== code) matched = borders[matched - 1] ?? 0;
    if (needle.charCodeAt(matched) === code) matched += 1;
    if (matched === needle.length) return at + 1 - matched;
  }
  return -1;
}

/** For each prefix, the length of the longest end of it that is also its beginning (Knuth, Morris and Pratt). */
function bordersOf(needle: string): Uint32Array {
  const borders = new Uint32Array(needle.length);
  let length = 0;
  for (let at = 1; at < needle.length; at += 1) {
    while (length > 0 && needle.charCodeAt(length) !== needle.charCodeAt(at)) length = borders[length - 1] ?? 0;
    if (needle.charCodeAt(length) === needle.charCodeAt(at)) length += 1;
    borders[at] = length;
  }
  return borders;
}
