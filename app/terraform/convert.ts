import type { Expression } from './syntax.ts';
import { booleanOf, itemsOf, mapOf, nameKind, numberOf, setOf, textOf, Unknown, type Value } from './value.ts';

type At = { readonly file: string; readonly line: number };

/** A value as a variable's `type` wants it; `Unknown` where it doesn't fit. */
export function convertTo(type: Expression, value: Value, at: At): Value {
  if (value === undefined || value instanceof Unknown) return value;
  const misfit = () => new Unknown(`${nameKind(value)} does not fit the variable’s type`, at, 'error');
  if (type.kind === 'name') return convertSimple(type.name, value) ?? misfit();
  // In quotes are the oldest types, which are names only.
  if (type.kind === 'literal') return convertSimple(String(type.value), value) ?? misfit();
  if (type.kind !== 'call') return misfit();
  const [inner] = type.args;
  const convert = (item: Value) => (inner === undefined ? item : convertTo(inner, item, at));
  const items = value instanceof Map ? undefined : itemsOf(value);
  switch (type.name) {
    case 'optional':
      return convert(value);
    case 'list':
      return items === undefined ? misfit() : items.map(convert);
    case 'set':
      return items === undefined ? misfit() : setOf(items.map(convert));
    case 'tuple':
      return items ?? misfit();
    case 'map':
      return value instanceof Map ? mapOf([...value].map(([key, item]) => [key, convert(item)])) : misfit();
    case 'object':
      return value instanceof Map && inner?.kind === 'object' ? convertObject(inner, value, at) : misfit();
    default:
      return misfit();
  }
}

function convertSimple(name: string, value: Value): Value {
  switch (name) {
    case 'string':
      return textOf(value);
    case 'number':
      return numberOf(value);
    case 'bool':
      return booleanOf(value);
    default:
      return name === 'any' || name === 'list' || name === 'map' ? value : undefined;
  }
}

/** Takes the attributes that the type names; optional ones have their default, or null. */
function convertObject(
  type: Extract<Expression, { kind: 'object' }>,
  value: ReadonlyMap<string, Value>,
  at: At,
): Value {
  const entries: [string, Value][] = [];
  for (const { key, value: wanted } of type.entries) {
    const name = key.kind === 'literal' ? String(key.value) : '';
    const isOptional = wanted.kind === 'call' && wanted.name === 'optional';
    if (!value.has(name) && !isOptional) return new Unknown(`the variable’s type wants ${name}`, at, 'error');
    const given = value.get(name);
    const otherwise = isOptional && given === undefined ? wanted.args[1] : undefined;
    if (otherwise === undefined) entries.push([name, convertTo(wanted, given, at)]);
    else entries.push([name, constantOf(otherwise, at)]);
  }
  return mapOf(entries);
}

function constantOf(expression: Expression, at: At): Value {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'tuple') return expression.items.map((item) => constantOf(item, at));
  return new Unknown('this default of a type is not worked out', at);
}
