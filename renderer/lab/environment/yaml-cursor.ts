import type { Place } from './place.ts';
import type { CursorIn } from './yaml-editor-shape.ts';

/**
 * Where the cursor is in a text that need not be whole yet: below which keys, and whether a key or a value is written there.
 * Reads lines by their indentation, and the braces of the line itself; entries of lists are numbered 0.
 */
export function cursorIn(text: string, offset: number): CursorIn | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/(^|\s)#/.test(line)) return undefined;
  const [, indent = '', dash = '', rest = ''] = /^(\s*)((?:- )*)(.*)$/.exec(line) ?? [];
  const outer = above(text.slice(0, lineStart), indent.length, dash !== '');
  const place = dash === '' ? outer : [...outer, 0];
  return inLine(rest, lineStart + indent.length + dash.length, place);
}

/** Keys of the lines around, each less indented than the one below. */
function above(text: string, indent: number, isItem: boolean): Place {
  const place: (string | number)[] = [];
  let least = isItem ? indent + 1 : indent;
  for (const line of text.split('\n').toReversed()) {
    const [, space = '', dash = '', key] = /^(\s*)((?:- )*)(?:"([^"]*)"|'([^']*)'|[\w.-]+)?/.exec(line) ?? [];
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const inner = space.length + dash.length;
    if (dash !== '' && inner === least && space.length < least) {
      place.unshift(0);
      least = space.length + 1;
      continue;
    }
    if (space.length >= least || dash !== '') continue;
    const name = key ?? /^\s*([\w.-]+)\s*:/.exec(line)?.[1];
    if (name === undefined) continue;
    place.unshift(name);
    least = space.length;
    if (least === 0) break;
  }
  return place;
}

/** Through the braces and brackets that are open on the line. */
function inLine(rest: string, start: number, outer: Place): CursorIn | undefined {
  const open: { readonly isList: boolean; readonly place: Place }[] = [];
  let place = outer;
  let at = 0;
  const part =
    /\s*(?:([{[])|([}\]])|(,)|("[^"]*"|'[^']*'|[^\s{}[\],:#"']+(?::(?=\S)[^\s{}[\],#]*)?)(\s*:(?=\s|$|[{[]))?)/y;
  let isKey = true;
  let from = 0;
  for (;;) {
    part.lastIndex = at;
    const found = part.exec(rest);
    if (found === null) break;
    at = part.lastIndex;
    const [whole, opens, closes, comma, word, colon] = found;
    if (opens !== undefined) {
      open.push({ isList: opens === '[', place });
      place = opens === '[' ? [...place, 0] : place;
      isKey = opens === '{';
      from = at;
    } else if (closes !== undefined) {
      place = open.pop()?.place ?? outer;
      from = at;
    } else if (comma !== undefined) {
      const around = open.at(-1);
      place = around?.isList === true ? [...around.place, 0] : (around?.place ?? outer);
      isKey = around?.isList !== true;
      from = at;
    } else if (word !== undefined && colon !== undefined) {
      place = [...place, word.replace(/^(["'])(.*)\1$/, '$2')];
      isKey = false;
      from = at;
    } else from = at - whole.trimStart().length;
    if (at >= rest.length) break;
  }
  const typed = rest.slice(from);
  const blank = /^\s*/.exec(typed)?.[0].length ?? 0;
  return { place, isKey, from: start + from + blank };
}
