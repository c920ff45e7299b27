import { elementOf, type FieldType, isScalar, type ScalarType, showFieldType } from '../expression/field-type.ts';
import { type ExpressionKind, gatewayFields, gatewayFieldsByKind } from '../expression/fields.ts';
import { operatorsOf } from '../expression/operator.ts';
import { type Token, tokensOf } from '../expression/tokens.ts';
import { numberOf } from '../view/number-of.ts';
import type { NamedValue } from './known-values.ts';

/** What may stand at a place. */
export type Completion = {
  /** What is looked for as one types. */
  readonly label: string;
  readonly kind: 'field' | 'keyword' | 'operator' | 'list' | 'value';
  /** A type, a count, or what a value is of. */
  readonly detail: string;
  /** What takes the place of what was typed. */
  readonly text: string;
};

export type Completions = {
  /** Where what was typed begins. */
  readonly from: number;
  readonly options: readonly Completion[];
};

export type NamedList = { readonly id: string; readonly name: string; readonly type: string; readonly count?: number };

export type Around = {
  readonly kind: ExpressionKind;
  readonly lists: readonly NamedList[];
  /** Values that the environment knows for a field, each as the language writes it. */
  readonly valuesOf: (field: string) => readonly NamedValue[];
};

type Expected =
  | { readonly next: 'condition'; readonly isQuantified: boolean }
  | { readonly next: 'operator' | 'value' | 'set' | 'item'; readonly field: string; readonly isQuantified: boolean }
  | { readonly next: 'join'; readonly isQuantified: boolean }
  | { readonly next: 'nothing' };

const word = /[A-Za-z0-9_.$:/-]+$/;

/** What may be written at a place of an expression, in the order of use. */
export function completeExpression(text: string, at: number, around: Around): Completions {
  const head = text.slice(0, at);
  // What stands behind a text that has not ended belongs to it.
  const open = tokensOf(`${head} ,`, gatewayFields).at(-1);
  const isInText = open?.kind === 'text';
  const from = isInText ? open.at : at - (word.exec(head)?.[0] ?? '').length;
  // Right behind a value or a parenthesis that closed, a space comes first.
  if (from === at && /[^\s({[!]$/.test(head)) return { from, options: [] };
  const expected = expectedAfter(head, tokensOf(head.slice(0, from), gatewayFields));
  const options = optionsFor(expected, around);
  return { from, options: isInText ? options.filter(({ label }) => label.startsWith('"')) : options };
}

function optionsFor(expected: Expected, around: Around): readonly Completion[] {
  switch (expected.next) {
    case 'condition':
      return [...fieldOptions(around.kind, expected.isQuantified), ...startOptions(expected.isQuantified)];
    case 'operator':
      return operatorOptions(expected.field);
    case 'value':
      return valueOptions(around, expected.field);
    case 'set':
      return [...listOptions(around.lists, expected.field), openSet];
    case 'item':
      return [...valueOptions(around, expected.field), closeSet];
    case 'join':
      return joins;
    case 'nothing':
      return [];
  }
}

/** Walks over what stands before the place; what is wrong on the way is the parser's to tell. */
function expectedAfter(text: string, tokens: readonly Token[]): Expected {
  let next: Expected['next'] = 'condition';
  let field = '';
  let indexDepth = 0;
  /** For each open parenthesis, whether it is that of any() or all(). */
  const open: boolean[] = [];
  let previous = '';
  for (const { at, length, kind } of tokens) {
    const written = text.slice(at, at + length);
    if (written === '[') indexDepth += 1;
    else if (written === ']') indexDepth -= 1;
    else if (indexDepth === 0) {
      if (written === '(') open.push(previous === 'any' || previous === 'all');
      else if (written === ')') open.pop();
      if (isName(kind) && next === 'condition') field = gatewayFields.aliases.get(written) ?? written;
      next = afterToken(next, written, kind, field);
    }
    previous = written;
  }
  const isQuantified = open.includes(true);
  if (indexDepth > 0) return { next: 'nothing' };
  if (next === 'condition' || next === 'join') return { next, isQuantified };
  return next === 'nothing' ? { next } : { next, field, isQuantified };
}

const isName = (kind: Token['kind']) => kind === 'field' || kind === 'unknown';

function afterToken(next: Expected['next'], written: string, kind: Token['kind'], field: string): Expected['next'] {
  switch (next) {
    case 'condition':
      if (kind === 'field') return scalarOf(field) === undefined ? 'join' : 'operator';
      // An unknown word most likely stands for a field.
      return kind === 'unknown' ? 'operator' : 'condition';
    case 'operator':
      if (kind !== 'operator') return 'nothing';
      if (written === 'strict') return 'operator';
      return written === 'in' ? 'set' : 'value';
    case 'set':
      if (written === '{') return 'item';
      return kind === 'list' ? 'join' : 'nothing';
    case 'item':
      return written === '}' ? 'join' : 'item';
    case 'value':
      return 'join';
    case 'join':
      if (written === ')') return 'join';
      return ['and', 'or', 'xor', '&&', '||', '^^'].includes(written) ? 'condition' : 'nothing';
    case 'nothing':
      return 'nothing';
  }
}

/** What a comparison of the field is about; `undefined` for a Bool, which stands alone. */
function scalarOf(field: string): ScalarType | undefined {
  let type: FieldType | undefined = gatewayFields.types.get(field);
  while (type !== undefined && !isScalar(type)) type = elementOf(type);
  return type;
}

function fieldOptions(kind: ExpressionKind, isQuantified: boolean): readonly Completion[] {
  return Array.from(gatewayFieldsByKind[kind].types, ([field, type]) => {
    const text = typeof type === 'string' || 'map' in type ? field : isQuantified ? `${field}[*]` : `any(${field}[*] `;
    return { label: field, kind: 'field', detail: showFieldType(type), text };
  });
}

function startOptions(isQuantified: boolean): readonly Completion[] {
  const quantifiers = [
    { label: 'any', kind: 'keyword', detail: 'of the elements', text: 'any(' },
    { label: 'all', kind: 'keyword', detail: 'of the elements', text: 'all(' },
  ] as const;
  return [
    ...(isQuantified ? [] : quantifiers),
    { label: 'not', kind: 'keyword', detail: 'the contrary', text: 'not(' },
  ];
}

const operatorWords: Readonly<Record<string, string>> = {
  '==': 'equal',
  '!=': 'not equal',
  '<': 'less',
  '<=': 'at most',
  '>': 'greater',
  '>=': 'at least',
  '&': 'a bit in common',
  in: 'in a set or a list',
  contains: 'holds this text',
  matches: 'regular expression',
  wildcard: '* stands for anything, in any case',
  'strict wildcard': '* stands for anything, case matters',
};

/** Ordering texts is legal and nobody means it, so it comes last. */
function operatorOptions(field: string): readonly Completion[] {
  const type = scalarOf(field);
  if (type === undefined) return [];
  const signs = [...operatorsOf[type].split(' '), ...(type === 'Bytes' ? ['strict wildcard'] : [])];
  const rank = (sign: string) => (/[<>]/.test(sign) && type !== 'Int' ? 2 : sign === '==' ? 0 : 1);
  return signs
    .toSorted((one, other) => rank(one) - rank(other))
    .map((sign) => ({ label: sign, kind: 'operator', detail: operatorWords[sign] ?? '', text: `${sign} ` }));
}

function valueOptions({ valuesOf }: Around, field: string): readonly Completion[] {
  return valuesOf(field).map(({ value, about }) => ({ label: value, kind: 'value', detail: about, text: value }));
}

/** Which type of list fits which type of field; the others hold text (DOMAIN.md §4.2). */
function fits(list: NamedList, type: ScalarType | undefined): boolean {
  if (list.type === 'IP') return type === 'Ip';
  return list.type === 'CATEGORY' ? type === 'Int' : type === 'Bytes';
}

function listOptions(lists: readonly NamedList[], field: string): readonly Completion[] {
  const type = scalarOf(field);
  return lists
    .toSorted((one, other) => Number(fits(other, type)) - Number(fits(one, type)))
    .map((list) => {
      const holds = list.count === undefined ? 'exported without items' : numberOf(list.count, 'value', 'values');
      const label = `$${list.name === '' ? list.id : list.name}`;
      return { label, kind: 'list', detail: `${list.type}, ${holds}`, text: `$${list.id}` };
    });
}

const openSet: Completion = { label: '{', kind: 'keyword', detail: 'values, with spaces between', text: '{' };
const closeSet: Completion = { label: '}', kind: 'keyword', detail: 'end of the set', text: '}' };

const joins: readonly Completion[] = [
  { label: 'and', kind: 'keyword', detail: 'both hold', text: 'and ' },
  { label: 'or', kind: 'keyword', detail: 'one holds', text: 'or ' },
  { label: 'xor', kind: 'keyword', detail: 'exactly one holds', text: 'xor ' },
];
