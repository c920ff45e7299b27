/** The types of the language (DOMAIN.md §3.4). */
export type FieldType = 'Bool' | 'Int' | 'Ip' | 'Bytes' | { readonly array: FieldType } | { readonly map: FieldType };

/** The types that comparisons work on. */
export type ScalarType = 'Int' | 'Ip' | 'Bytes';

export const arrayOf = (type: FieldType): FieldType => ({ array: type });
export const mapOf = (type: FieldType): FieldType => ({ map: type });

/** Spells a type as `Bool`, `Array(Bytes)`, `Map(Array(Bytes))`. Reads back with `parseFieldType`. */
export function showFieldType(type: FieldType): string {
  if (typeof type === 'string') return type;
  return 'array' in type ? `Array(${showFieldType(type.array)})` : `Map(${showFieldType(type.map)})`;
}

/** Reads the spelling of `showFieldType`, at most 16 levels deep; `undefined` for anything else. */
export function parseFieldType(text: string, depth = 0): FieldType | undefined {
  const name = text.trim();
  if (name === 'Bool' || name === 'Int' || name === 'Ip' || name === 'Bytes') return name;
  const match = depth > 16 ? undefined : /^(Array|Map)\((.*)\)$/s.exec(name);
  const inner = match?.[2] === undefined ? undefined : parseFieldType(match[2], depth + 1);
  if (inner === undefined) return undefined;
  return match?.[1] === 'Array' ? arrayOf(inner) : mapOf(inner);
}

export function isScalar(type: FieldType): type is ScalarType {
  return type === 'Int' || type === 'Ip' || type === 'Bytes';
}

/** The type of what `[*]` yields; `undefined` when the type holds nothing. */
export function elementOf(type: FieldType): FieldType | undefined {
  if (typeof type === 'string') return undefined;
  return 'array' in type ? type.array : type.map;
}
