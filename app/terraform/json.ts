import { DecodeError } from '../errors.ts';
import { readJsonText } from '../imports/json-text.ts';
import { itemsOf, mapOf, Namespace, Unknown, type Value } from './value.ts';

/** What `jsonencode` makes: no spaces, keys in order, and Go's escapes; `undefined` for what is not known. */
export function writeJson(value: Value): string | undefined {
  if (value === undefined) return 'null';
  if (value instanceof Unknown || value instanceof Namespace) return undefined;
  if (typeof value === 'string') return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, escapeCharacter);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Map) {
    const members = [...value].map(([name, member]) => [JSON.stringify(name), writeJson(member)] as const);
    if (members.some(([, member]) => member === undefined)) return undefined;
    return `{${members.map(([name, member]) => `${name}:${member}`).join(',')}}`;
  }
  const items = (itemsOf(value) ?? []).map(writeJson);
  return items.some((item) => item === undefined) ? undefined : `[${items.join(',')}]`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A JSON text as a value; `undefined` when it is none. */
export function readJson(text: string): { readonly value: Value } | undefined {
  try {
    return { value: valueOfJson(readJsonText(text, '').value) };
  } catch (fault) {
    if (fault instanceof DecodeError) return undefined;
    throw fault;
  }
}

/** JSON data as a value of Terraform. */
export function valueOfJson(json: unknown): Value {
  if (Array.isArray(json)) return json.map(valueOfJson);
  if (typeof json === 'object' && json !== null)
    return mapOf(Object.entries(json).map(([k, v]) => [k, valueOfJson(v)]));
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : undefined;
}
