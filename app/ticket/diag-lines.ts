/** A line of a file; `number` counts from 1. */
export type Line = { readonly number: number; readonly text: string };

/** More of either says nothing that is looked for. */
const mostLines = 20_000;
const longestLine = 1_000;

/** The lines that hold something, without what stands beyond the limits. Line ends of any system. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const line of text.split('\n', mostLines)) {
    number += 1;
    const kept = line.slice(0, longestLine).replace(/\r$/, '');
    if (kept.trim() !== '') lines.push({ number, text: kept });
  }
  return lines;
}
