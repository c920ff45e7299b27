import type { HclSource } from './hcl-source.ts';

/** A text between the values of a template. */
export type TemplateText = { value: string; readonly line: number; readonly startsLine: boolean };

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** What a part of the source stands for: `$${` and `%%{` for `${` and `%{`, and in quotes the escapes with `\`. */
export function decodeText(source: HclSource, form: 'quoted' | 'heredoc', from: number, to: number): string {
  const text = source.text.slice(from, to);
  if (form === 'quoted') {
    if (/[\r\n]/.test(text)) failOpenString(source, from + text.search(/[\r\n]/));
    return text.replaceAll(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S]|$)|([$%])\2\{/g, (whole, code, sign, at) =>
      sign === undefined ? decodeEscape(source, whole, code, from + at) : `${sign}{`,
    );
  }
  return text.replaceAll(/([$%])\1\{|[$%]\{/g, (_, sign, at) => {
    if (sign !== undefined) return `${sign}{`;
    // The grammar loses a value right behind a line's first word when that begins like the heredoc's last one.
    return source.fail(`a line of this heredoc begins like its end`, 'name the end otherwise', from + at);
  });
}

export function failOpenString(source: HclSource, at: number): never {
  return source.fail('a string in quotes ends on its line', 'write \\n for a new line, or a heredoc', at);
}

function decodeEscape(source: HclSource, whole: string, code: string, at: number): string {
  const simple = escapes.get(code);
  if (simple !== undefined) return simple;
  const point = Number.parseInt(code.slice(1), 16);
  return whole.length >= 6 && point <= 0x10ffff ? String.fromCodePoint(point) : failEscape(source, at);
}

export function failEscape(source: HclSource, at: number): never {
  return source.fail('unknown escape in a string', 'known are \\n \\r \\t \\" \\\\ \\uNNNN', at);
}

/** What a flush heredoc leaves out: the indent that all of its lines have, those of spaces only aside. */
export function removeIndent(texts: readonly TemplateText[]): void {
  const lines = texts.map(({ value, startsLine }, index) => {
    const isLast = index === texts.length - 1;
    return value.split('\n').map((line, position, all) => {
      const begins = position > 0 || startsLine;
      const ends = position < all.length - 1;
      const isBlank = line.trim() === '' && (ends || isLast);
      return { line, counts: begins && !isBlank };
    });
  });
  const counted = lines.flat().filter(({ counts }) => counts);
  const indent = counted.reduce((least, { line }) => Math.min(least, line.length - line.trimStart().length), Infinity);
  for (const [index, text] of texts.entries()) {
    text.value = (lines[index] ?? []).map(({ line, counts }) => (counts ? line.slice(indent) : line)).join('\n');
  }
}
