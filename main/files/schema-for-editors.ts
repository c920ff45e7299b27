/**
 * The same schema for people in editors. A description says what an absent key means where that is one word, since they
 * show the one and not the other; and no name is asked to be a text, since they take the 443 of YAML for a number.
 */
export function schemaForEditors<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(schemaForEditors) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).flatMap(([key, part]) => {
    if (key !== 'propertyNames') return [[key, schemaForEditors(part)]];
    const { type: _text, ...names } = Object(part);
    return Object.keys(names).length === 0 ? [] : [[key, names]];
  });
  return { ...Object.fromEntries(parts), ...described(schema) };
}

function described(schema: { readonly description?: unknown; readonly default?: unknown }): object {
  const { description, default: absent } = schema;
  if (typeof description !== 'string' || typeof absent === 'object' || absent === undefined || absent === '') return {};
  return { description: `${description} Absent: ${absent}.` };
}
