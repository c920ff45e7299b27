/** A sentence with its figures taken out: two that differ in figures only say the same thing aloud. */
export function withoutFigures(text: string): string {
  return text.replaceAll(/\d+([.:]\d+)*( (d|h|min|s)\b)?/g, '#').replaceAll(/#( #)+/g, '#');
}
