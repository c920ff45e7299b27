import type { FieldPath, Index } from './ast.ts';
import { typeBehind } from './check.ts';
import { elementOf, type FieldType, showFieldType } from './field-type.ts';
import { suggestName } from './hints.ts';
import { lexIdentifier, lexInt } from './lex.ts';
import { lexString } from './lex-string.ts';
import type { Parsing } from './parsing.ts';
import { bytesOf, textOf } from './value.ts';

/** A path and the type of what it leads to. */
export type TypedPath = FieldPath & { readonly type: FieldType };

/** A field name and its indexes. */
export function parsePath(parsing: Parsing): TypedPath {
  const { cursor } = parsing;
  const start = cursor.at;
  const written = lexIdentifier(cursor);
  if (written === '') return cursor.fail('syntax', cursor.isAtEnd ? 'expected a condition' : 'expected a field name');
  const head = resolveField(parsing, written, start) ?? parseGroupSelector(parsing, written, start);
  const indexes = [...head.indexes];
  let { type } = head;
  for (let open = cursor.at; cursor.accept('['); open = cursor.at) {
    const index = parseIndex(parsing);
    indexes.push(index);
    type = typeBehind(type, index) ?? failIndex(parsing, type, open);
  }
  return { field: head.field, indexes, type };
}

function resolveField(parsing: Parsing, written: string, start: number): TypedPath | undefined {
  const { types, aliases } = parsing.fields;
  const alias = types.has(written) ? undefined : aliases.get(written);
  const field = alias ?? written;
  const type = types.get(field);
  if (type === undefined) return undefined;
  if (alias !== undefined) {
    parsing.noteQuirk('field-alias', parsing.cursor.spanFrom(start), `\`${written}\` is read as \`${alias}\``);
  }
  return { field, indexes: [], type };
}

/** `identity.groups[*].name` stands for `identity.groups.name[*]` (DOMAIN.md §3.3 fact 18). */
function parseGroupSelector(parsing: Parsing, written: string, start: number): TypedPath {
  const { cursor } = parsing;
  const selector = cursor.peek(/\[\*\]\.[A-Za-z0-9_.]+/y);
  const field = `${written}${selector.slice('[*]'.length)}`;
  const element = elementOf(parsing.fields.types.get(field) ?? 'Bytes');
  if (selector === '' || element === undefined) return failUnknown(parsing, written, start);
  cursor.at += selector.length;
  parsing.noteQuirk('group-selector', cursor.spanFrom(start), `read as \`${field}[*]\``);
  return { field, indexes: [{ kind: 'each' }], type: element };
}

function failIndex({ cursor }: Parsing, type: FieldType, open: number): never {
  return cursor.fail('type', `${showFieldType(type)} has no such index`, undefined, cursor.spanFrom(open));
}

function failUnknown(parsing: Parsing, written: string, start: number): never {
  const { cursor, fields } = parsing;
  const span = { offset: start, length: written.length };
  if (/^\s*\(/.test(cursor.rest)) {
    return cursor.fail('unknown-field', `unknown function "${written}"`, 'there are any() and all()', span);
  }
  const meant = suggestName(written, [...fields.types.keys(), ...fields.aliases.keys()]);
  const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
  return cursor.fail('unknown-field', `unknown field "${written}"`, hint, span);
}

function parseIndex(parsing: Parsing): Index {
  const { cursor } = parsing;
  cursor.skipSpace();
  const index = readIndex(parsing);
  cursor.skipSpace();
  if (!cursor.accept(']')) cursor.fail('syntax', 'expected ] after the index');
  return index;
}

/** As in the public engine, an item is a number of any notation below 2³² and a key is in plain quotes. */
function readIndex({ cursor, dialect }: Parsing): Index {
  if (cursor.accept('*')) return { kind: 'each' };
  const start = cursor.at;
  if (/[0-9-]/.test(cursor.next)) {
    const item = Number(lexInt(cursor));
    if (item >= 0 && item < 2 ** 32) return { kind: 'item', item };
    return cursor.fail('syntax', 'no such index', 'the first item is 0', cursor.spanFrom(start));
  }
  const key = cursor.next === '"' || dialect === 'lenient' ? lexString(cursor) : undefined;
  if (key === undefined) {
    return cursor.fail('syntax', 'expected an index', 'an index is *, a number, or a key in double quotes');
  }
  if (dialect === 'lenient' || bytesOf(textOf(key)) === key) return { kind: 'key', key };
  return cursor.fail('syntax', 'a key is text', 'these bytes are no UTF-8', cursor.spanFrom(start));
}
