/** As much of a JSON Schema as is looked at here. */
export type JsonSchema = {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
};

/**
 * The schema of what may be laid over data of a schema, as `mergeData` does it: any part of its mappings, empty what the
 * data may do without. All else is replaced, so lists and what stands in them are whole.
 */
export function schemaOfChanges(schema: JsonSchema): JsonSchema {
  const { default: _absent, required = [], if: _if, else: _else, anyOf, ...rest } = schema;
  const { properties, additionalProperties: entry } = rest;
  if (anyOf?.every(isOfKeys) === true) return { ...rest, ...mergedShapes(anyOf) };
  return {
    ...rest,
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(schemaOfChanges) }),
    ...(properties === undefined ? {} : { properties: changesOf(properties, required) }),
    ...(typeof entry === 'object' ? { additionalProperties: orEmpty(schemaOfChanges(entry)) } : {}),
  };
}

function isOfKeys({ properties }: JsonSchema): boolean {
  return properties !== undefined;
}

/** Of several shapes one becomes another: some keys come, others go. */
function mergedShapes(shapes: readonly JsonSchema[]): JsonSchema {
  const keys = Object.assign({}, ...shapes.map(({ properties }) => properties));
  return { type: 'object', properties: changesOf(keys, []), additionalProperties: false };
}

function changesOf(properties: Readonly<Record<string, JsonSchema>>, required: readonly string[]) {
  const entries = Object.entries(properties).map(([key, inner]) => {
    const changes = schemaOfChanges(inner);
    return [key, required.includes(key) ? changes : orEmpty(changes)] as const;
  });
  return Object.fromEntries(entries);
}

/** Takes YAML's `~`, too. */
function orEmpty(schema: JsonSchema): JsonSchema {
  const { type, anyOf, enum: words } = schema;
  if (anyOf !== undefined) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  if (typeof type !== 'string') return schema;
  return { ...schema, type: [type, 'null'], ...(words === undefined ? {} : { enum: [...words, null] }) };
}
