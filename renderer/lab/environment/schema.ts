import { isMapping, type Place, valueAt } from './place.ts';

/** As much of a JSON Schema as an environment's has. */
export type Schema = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

export type FieldKind =
  | 'flag'
  | 'choice'
  | 'number'
  | 'text'
  | 'texts'
  | 'numbers'
  | 'picks'
  | 'items'
  | 'entries'
  | 'ports'
  | 'table'
  | 'variant'
  | 'group'
  | 'facts';

/** What a place looks like in a form. */
export function kindOf(schema: Schema): FieldKind {
  const { type, items, additionalProperties: inner } = schema;
  if (schema.anyOf ?? schema.oneOf) return 'variant';
  if (schema.enum) return 'choice';
  if (type === 'boolean') return 'flag';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'array' && items?.enum) return 'picks';
  if (type === 'array') return items?.type === 'string' ? 'texts' : items?.type === 'integer' ? 'numbers' : 'items';
  if (type !== 'object') return 'text';
  if (typeof inner !== 'object') return 'group';
  if (inner.enum) return 'table';
  if (inner.anyOf) return 'ports';
  return inner.properties ? 'entries' : 'facts';
}

/** The schema of a place; of several shapes the one that the data there has. */
export function schemaAt(root: Schema, place: Place, data: unknown): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const [at, key] of place.entries()) {
    if (schema === undefined) return undefined;
    const shape: Schema = shapeFor(schema, valueAt(data, place.slice(0, at))) ?? schema;
    const { additionalProperties: inner } = shape;
    schema = shape.items ?? shape.properties?.[String(key)] ?? (typeof inner === 'object' ? inner : undefined);
  }
  return schema;
}

/** Of several shapes the one that a value has: the one whose keys and words it holds. */
export function shapeFor(schema: Schema, value: unknown): Schema | undefined {
  const shapes = schema.anyOf ?? schema.oneOf;
  if (shapes === undefined) return schema;
  const fitting = shapes.map((shape) => ({ shape, fits: fitOf(shape, value) }));
  return fitting.toSorted((one, other) => other.fits - one.fits)[0]?.shape;
}

function fitOf({ properties = {}, required = [], enum: words }: Schema, value: unknown): number {
  if (!isMapping(value)) return words?.includes(String(value)) === true ? 1 : 0;
  const told = Object.entries(properties).filter(([key, { enum: may, const: must }]) => {
    const given = value[key];
    return (may !== undefined || must !== undefined) && (may?.includes(String(given)) === true || must === given);
  });
  return 10 * told.length + required.filter((key) => Object.hasOwn(value, key)).length;
}

/** A place with `*` for whatever people call an entry: `people.*.email`. */
export function patternOf(root: Schema, place: Place): string {
  let schemas: readonly Schema[] = [root];
  return place
    .map((key) => {
      const shapes: readonly Schema[] = schemas.flatMap((one) => [one, ...(one.anyOf ?? []), ...(one.oneOf ?? [])]);
      const named = shapes.flatMap(({ properties }) => properties?.[String(key)] ?? []);
      const other = shapes.flatMap(({ items, additionalProperties: inner }) => [
        ...(items === undefined ? [] : [items]),
        ...(typeof inner === 'object' ? [inner] : []),
      ]);
      schemas = named.length > 0 ? named : other;
      return named.length > 0 ? String(key) : '*';
    })
    .join('.');
}

/** The keys that may stand at a place, in the file's order. */
export function keysAt(root: Schema, place: Place, data: unknown): readonly string[] {
  const schema = schemaAt(root, place, data);
  const shape = schema && shapeFor(schema, valueAt(data, place));
  return Object.keys(shape?.properties ?? {});
}

export function isRequired(root: Schema, place: Place, data: unknown): boolean {
  const owner = schemaAt(root, place.slice(0, -1), data);
  const shape = owner && shapeFor(owner, valueAt(data, place.slice(0, -1)));
  return shape?.required?.includes(String(place.at(-1))) === true;
}
