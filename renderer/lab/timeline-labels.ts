type Wish = { readonly text: string; readonly y: number };
type Place = { readonly text: string; readonly x: number; readonly y: number };

const lineHeight = 13;
/** Of a character at the size of labels, on average. */
const charWidth = 5.7;

/** A label below each rule, ascending limits first; one that would cover another goes beside it, and what has no room is cut. */
export function placeLabels(
  wishes: readonly Wish[],
  { width, floor }: { readonly width: number; readonly floor: number },
): readonly Place[] {
  const placed: (Place & { readonly end: number })[] = [];
  for (const { text, y } of wishes.toReversed()) {
    const base = y > floor - 16 ? y - 4 : y + lineHeight;
    const beside = placed.filter((other) => Math.abs(other.y - base) < lineHeight);
    const x = Math.max(0, ...beside.map(({ end }) => end + 12));
    const shown = cutTo(text, width - x);
    if (shown !== '') placed.push({ text: shown, x, y: base, end: x + shown.length * charWidth });
  }
  return placed;
}

/** Cut where there is no room for all of it; nothing where there is room for next to nothing. */
export function cutTo(text: string, width: number): string {
  const room = Math.floor(width / charWidth);
  if (text.length <= room) return text;
  return room < 4 ? '' : `${text.slice(0, room - 1)}…`;
}
