import type { Work } from './evaluate.ts';
import { formatText } from './format.ts';
import { readJson, writeJson } from './json.ts';
import {
  booleanOf,
  isEqual,
  isList,
  itemsOf,
  mapOf,
  nameKind,
  numberOf,
  setOf,
  sizeOf,
  textOf,
  Unknown,
  unknownIn,
  type Value,
} from './value.ts';

type At = { readonly file: string; readonly line: number };

/** What a function makes of its arguments, all of them known; `undefined` where they don't suit it. */
type Made = { readonly value: Value } | undefined;
type Call = (args: readonly Value[]) => Made;

/** Calls one of Terraform's functions. Those not known here, and those that read files or the clock, are `Unknown`. */
export function callFunction(name: string, args: readonly Value[], at: At, work: Work): Value {
  if (name === 'sensitive' || name === 'nonsensitive') return args[0];
  const call = functions.get(name);
  if (call === undefined) return new Unknown(`the function ${name}() is not worked out here`, at);
  const lazy =
    name === 'merge' ||
    name === 'concat' ||
    name === 'flatten' ||
    name === 'length' ||
    name === 'keys' ||
    name === 'values' ||
    name === 'lookup' ||
    name === 'element' ||
    name === 'tolist';
  const unknown = lazy
    ? args.find((arg) => arg instanceof Unknown)
    : args.map(unknownIn).find((one) => one !== undefined);
  if (unknown instanceof Unknown) return unknown;
  if (!work.take(args.reduce((sum: number, arg) => sum + sizeOf(arg), 1))) {
    return new Unknown('this takes too much to work out', at);
  }
  const made = call(args);
  if (made !== undefined) return made.value;
  return new Unknown(`${name}() can’t be given ${args.map(nameKind).join(', ') || 'nothing'}`, at, 'error');
}

const made = (value: Value): Made => ({ value });
const whenKnown = <T extends Value>(value: T | undefined): Made => (value === undefined ? undefined : { value });

const ofText =
  (make: (text: string) => Value): Call =>
  ([value]) => {
    const text = textOf(value);
    return text === undefined ? undefined : made(make(text));
  };

const ofTexts =
  (make: (text: string, ...more: string[]) => Value): Call =>
  (args) => {
    const [text, ...more] = args.map(textOf);
    if (text === undefined || more.some((one) => one === undefined)) return undefined;
    return made(make(text, ...more.map((one) => one ?? '')));
  };

const ofItems =
  (make: (items: readonly Value[], ...more: Value[]) => Value): Call =>
  ([value, ...more]) => {
    const items = value instanceof Map ? undefined : itemsOf(value);
    return items === undefined ? undefined : made(make(items, ...more));
  };

const ofNumbers =
  (make: (...numbers: number[]) => number): Call =>
  (args) => {
    const numbers = args.map(numberOf);
    if (numbers.length === 0 || numbers.some((one) => one === undefined)) return undefined;
    return made(make(...numbers.map((one) => one ?? 0)));
  };

const texts: readonly (readonly [string, Call])[] = [
  ['lower', ofText((text) => text.toLowerCase())],
  ['upper', ofText((text) => text.toUpperCase())],
  ['trimspace', ofText((text) => text.trim())],
  ['chomp', ofText((text) => text.replace(/[\r\n]+$/, ''))],
  [
    'title',
    ofText((text) => text.replace(/(^|[^\p{L}\p{N}'])(\p{L})/gu, (_, before, first) => before + first.toUpperCase())),
  ],
  ['trim', ofTexts((text, cut = '') => trimStart(trimEnd(text, cut), cut))],
  ['trimprefix', ofTexts((text, cut = '') => (text.startsWith(cut) ? text.slice(cut.length) : text))],
  ['trimsuffix', ofTexts((text, cut = '') => (cut !== '' && text.endsWith(cut) ? text.slice(0, -cut.length) : text))],
  ['startswith', ofTexts((text, cut = '') => text.startsWith(cut))],
  ['endswith', ofTexts((text, cut = '') => text.endsWith(cut))],
  ['strcontains', ofTexts((text, part = '') => text.includes(part))],
  ['replace', replaceText],
  ['split', ofTexts((separator, text = '') => (text === '' ? [''] : text.split(separator)))],
  ['join', joinItems],
  ['format', ([format, ...args]) => whenKnown(typeof format === 'string' ? formatText(format, args) : undefined)],
  ['formatlist', formatList],
  ['substr', takePart],
  ['jsonencode', ([value]) => whenKnown(writeJson(value))],
  ['jsondecode', ([value]) => (typeof value === 'string' ? readJson(value) : undefined)],
];

const collections: readonly (readonly [string, Call])[] = [
  ['toset', ofItems((items) => setOf(items))],
  ['tolist', ofItems((items) => items)],
  ['tomap', ([value]) => (value instanceof Map ? made(value) : undefined)],
  ['concat', (args) => (args.every(isList) ? made(args.flatMap((list) => (isList(list) ? list : []))) : undefined)],
  ['flatten', ofItems((items) => flatten(items))],
  ['distinct', ofItems((items) => items.filter((item, at) => items.findIndex((other) => isEqual(other, item)) === at))],
  ['compact', ofItems((items) => items.filter((item) => item !== undefined && item !== ''))],
  ['sort', ofItems((items) => items.map((item) => textOf(item) ?? '').toSorted())],
  ['reverse', ofItems((items) => items.toReversed())],
  ['contains', ofItems((items, wanted) => items.some((item) => isEqual(item, wanted)))],
  ['one', ([value]) => ((itemsOf(value)?.length ?? 2) > 1 ? undefined : made(itemsOf(value)?.[0]))],
  ['length', ([value]) => whenKnown(typeof value === 'string' ? [...value].length : itemsOf(value)?.length)],
  ['keys', ([value]) => (value instanceof Map ? made([...value.keys()]) : undefined)],
  ['values', ([value]) => (value instanceof Map ? made([...value.values()]) : undefined)],
  ['merge', mergeMaps],
  ['lookup', lookUp],
  ['element', takeElement],
  ['slice', takeSlice],
  ['zipmap', ([keys, values]) => zip(keys, values)],
  ['setunion', (args) => made(setOf(args.flatMap((arg) => itemsOf(arg) ?? [])))],
  ['range', countRange],
  ['coalesce', (args) => firstOf(args, (arg) => arg !== undefined && arg !== '')],
  ['coalescelist', (args) => firstOf(args, (arg) => (itemsOf(arg) ?? []).length > 0)],
];

const numbers: readonly (readonly [string, Call])[] = [
  ['tostring', ([value]) => (value === undefined ? made(undefined) : whenKnown(textOf(value)))],
  ['tonumber', ([value]) => (value === undefined ? made(undefined) : whenKnown(numberOf(value)))],
  ['tobool', ([value]) => (value === undefined ? made(undefined) : whenKnown(booleanOf(value)))],
  ['max', ofNumbers((...all) => Math.max(...all))],
  ['min', ofNumbers((...all) => Math.min(...all))],
  ['abs', ofNumbers((value = 0) => Math.abs(value))],
  ['floor', ofNumbers((value = 0) => Math.floor(value))],
  ['ceil', ofNumbers((value = 0) => Math.ceil(value))],
];

const functions: ReadonlyMap<string, Call> = new Map([...texts, ...collections, ...numbers]);

function trimStart(text: string, cut: string): string {
  let at = 0;
  while (at < text.length && cut.includes(text[at] ?? '')) at += 1;
  return text.slice(at);
}

function trimEnd(text: string, cut: string): string {
  let at = text.length;
  while (at > 0 && cut.includes(text[at - 1] ?? '')) at -= 1;
  return text.slice(0, at);
}

/** `/…/` would be a pattern of Go's, which is not worked out. */
function replaceText(args: readonly Value[]): Made {
  const [text, wanted, instead] = args.map(textOf);
  if (text === undefined || wanted === undefined || instead === undefined) return undefined;
  return /^\/.*\/$/.test(wanted) ? undefined : made(text.replaceAll(wanted, () => instead));
}

function joinItems([separator, ...lists]: readonly Value[]): Made {
  const items = lists.flatMap((list) => itemsOf(list) ?? [undefined]).map(textOf);
  if (typeof separator !== 'string' || items.some((item) => item === undefined)) return undefined;
  return made(items.join(separator));
}

function formatList([format, ...args]: readonly Value[]): Made {
  if (typeof format !== 'string') return undefined;
  const lists = args.map((arg) => itemsOf(arg));
  const length = Math.max(...lists.map((list) => list?.length ?? 0), 0);
  const lines = Array.from({ length }, (_, at) =>
    formatText(
      format,
      args.map((arg, position) => (lists[position] === undefined ? arg : lists[position][at])),
    ),
  );
  return lines.some((line) => line === undefined) ? undefined : made(lines);
}

function takePart(args: readonly Value[]): Made {
  const text = textOf(args[0]);
  const [offset, length] = args.slice(1).map(numberOf);
  if (text === undefined || offset === undefined || length === undefined) return undefined;
  const rest = [...text].slice(offset);
  return made((length < 0 ? rest : rest.slice(0, length)).join(''));
}

function flatten(items: readonly Value[]): Value[] {
  return items.flatMap((item) => (isList(item) || item instanceof Set ? flatten([...item]) : [item]));
}

function mergeMaps(args: readonly Value[]): Made {
  const maps = args.filter((arg) => arg !== undefined);
  if (!maps.every((map) => map instanceof Map)) return undefined;
  return made(mapOf(maps.flatMap((map) => (map instanceof Map ? [...map] : []))));
}

function lookUp([map, key, ...otherwise]: readonly Value[]): Made {
  if (!(map instanceof Map) || typeof key !== 'string') return undefined;
  if (map.has(key)) return made(map.get(key));
  return otherwise.length === 0 ? undefined : made(otherwise[0]);
}

function takeElement([list, at]: readonly Value[]): Made {
  const index = numberOf(at);
  if (!isList(list) || list.length === 0 || index === undefined || index < 0) return undefined;
  return made(list[Math.floor(index) % list.length]);
}

function takeSlice([list, from, to]: readonly Value[]): Made {
  const [start, end] = [numberOf(from), numberOf(to)];
  return isList(list) && start !== undefined && end !== undefined ? made(list.slice(start, end)) : undefined;
}

function zip(keys: Value, values: Value): Made {
  const [names, items] = [itemsOf(keys), itemsOf(values)];
  if (names === undefined || items === undefined || names.length !== items.length) return undefined;
  return made(mapOf(names.map((name, at) => [textOf(name) ?? '', items[at]])));
}

function countRange(args: readonly Value[]): Made {
  const [first, second, step = 1] = args.map(numberOf);
  if (first === undefined || step === 0) return undefined;
  const [from, to] = args.length === 1 ? [0, first] : [first, second ?? Number.NaN];
  const length = Math.ceil((to - from) / step);
  if (!(length <= 1024)) return undefined;
  return made(Array.from({ length: Math.max(0, length) }, (_, at) => from + at * step));
}

function firstOf(args: readonly Value[], suits: (arg: Value) => boolean): Made {
  const found = args.find(suits);
  return found === undefined ? undefined : made(found);
}
