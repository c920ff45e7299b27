import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import { hoverTooltip } from '@codemirror/view';
import { fieldWords } from '../../shared/texts/environment.ts';
import { valueAt } from './place.ts';
import { kindOf, patternOf, type Schema, schemaAt } from './schema.ts';
import { cursorIn } from './yaml-cursor.ts';
import { placeAt, rangeOf, readText } from './yaml-reading.ts';

/** What the file's schema lets stand at the cursor: keys that are not there yet, and words. */
export function schemaCompletion(schemaOf: () => Schema | undefined): CompletionSource {
  return ({ state, pos, explicit }) => {
    const schema = schemaOf();
    const text = state.doc.toString();
    const cursor = cursorIn(text, pos);
    if (schema === undefined || cursor === undefined || (!explicit && cursor.from === pos)) return null;
    const { place, isKey, from } = cursor;
    const options = isKey ? keyOptions(schema, place, text) : wordOptions(schema, place);
    return options.length === 0 ? null : { from, options, validFor: /^[\w.-]*$/ };
  };
}

function keyOptions(root: Schema, place: ReturnType<typeof placeAt>, text: string): Completion[] {
  const schema = schemaAt(root, place, undefined);
  const shapes = schema?.anyOf ?? schema?.oneOf ?? (schema === undefined ? [] : [schema]);
  const there = valueAt(readText(text)?.data, place);
  const keys = new Set(shapes.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return [...keys]
    .filter((key) => typeof there !== 'object' || there === null || !Object.hasOwn(there, key))
    .map((key) => ({
      label: key,
      type: 'field',
      detail: fieldWords[patternOf(root, [...place, key])]?.label ?? '',
      apply: `${key}: `,
    }));
}

function wordOptions(root: Schema, place: ReturnType<typeof placeAt>): Completion[] {
  const schema = schemaAt(root, place, undefined);
  if (schema === undefined) return [];
  const words = wordsOf(schema);
  const said = fieldWords[patternOf(root, place)]?.values ?? {};
  return words.map((word) => ({ label: word, type: 'value', detail: said[word] ?? '' }));
}

/** The words that a value may be. */
export function wordsOf(schema: Schema): readonly string[] {
  const shapes = schema.anyOf ?? schema.oneOf ?? [schema];
  return shapes.flatMap(({ type, enum: words }) => words ?? (type === 'boolean' ? ['true', 'false'] : []));
}

/** What a key is for, under the pointer. The form beside tells the same to everybody else. */
export function keyHover(schemaOf: () => Schema | undefined) {
  return hoverTooltip((view, at) => {
    const schema = schemaOf();
    const reading = readText(view.state.doc.toString());
    if (schema === undefined || reading === undefined) return null;
    const place = placeAt(reading, at);
    const range = rangeOf(reading, place);
    const words = fieldWords[patternOf(schema, place)];
    if (words === undefined || range === undefined || at < range[0] || at > range[1]) return null;
    const found = schemaAt(schema, place, reading.data);
    const may = found === undefined || kindOf(found) === 'group' ? [] : wordsOf(found);
    const said = [words.label, words.hint, may.join(' | ')].filter((part) => part !== undefined && part !== '');
    const create = () => {
      const dom = document.createElement('div');
      dom.className = 'actual';
      dom.textContent = said.join(' · ');
      return { dom };
    };
    return { pos: range[0], end: range[1], above: true, create };
  });
}
