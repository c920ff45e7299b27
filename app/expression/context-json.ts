import { DecodeError, type Fault } from '../errors.ts';
import { ipValue, parseIp } from './address.ts';
import { type FieldType, showFieldType } from './field-type.ts';
import type { FieldTable } from './fields.ts';
import { suggestName } from './hints.ts';
import type { Dialect } from './quirk.ts';
import { bytesFrom, bytesOf, type ExpressionContext, type Ip, intOf, type Value } from './value.ts';

/**
 * Reads `{field: value}` by the types of the fields. A Bytes value is a string or `{"$bytes": […]}`, an Ip a string;
 * an absent key is an absent field; an Int may be a bigint. The strict dialect knows no aliases and keeps an IPv4-mapped
 * address as it is. Throws a `DecodeError` that names every value that doesn't fit.
 */
export function decodeContext(json: unknown, fields: FieldTable, dialect: Dialect = 'lenient'): ExpressionContext {
  const faults: Fault[] = [];
  const reading: Reading = { faults, readIp: dialect === 'strict' ? parseIp : ipValue };
  const values = new Map<string, Value>();
  for (const [key, item] of Object.entries(asObject(json, '', faults))) {
    const field = dialect === 'strict' ? key : (fields.aliases.get(key) ?? key);
    const type = fields.types.get(field);
    const value = type === undefined ? failUnknown(key, fields, faults) : decodeValue(item, type, key, reading);
    if (value !== undefined) values.set(field, value);
  }
  if (faults.length > 0) throw new DecodeError(faults);
  return values;
}

type Reading = { readonly faults: Fault[]; readIp(text: string): Ip | undefined };

function failUnknown(field: string, fields: FieldTable, faults: Fault[]): undefined {
  const meant = suggestName(field, fields.types.keys());
  faults.push({
    path: field,
    message: 'unknown field',
    ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
  });
}

function decodeValue(json: unknown, type: FieldType, path: string, reading: Reading): Value | undefined {
  const value = typeof type === 'string' ? decodeScalar(json, type, reading) : decodeMany(json, type, path, reading);
  if (value === undefined && typeof type === 'string')
    reading.faults.push({ path, message: `expected ${showFieldType(type)}` });
  return value;
}

function decodeScalar(json: unknown, type: 'Bool' | 'Int' | 'Ip' | 'Bytes', { readIp }: Reading): Value | undefined {
  switch (type) {
    case 'Bool':
      return typeof json === 'boolean' ? json : undefined;
    case 'Int':
      if (typeof json === 'bigint') return intOf(json);
      return typeof json === 'number' && Number.isInteger(json) ? intOf(BigInt(json)) : undefined;
    case 'Ip':
      return typeof json === 'string' ? readIp(json) : undefined;
    case 'Bytes':
      return typeof json === 'string' ? bytesOf(json) : decodeByteArray(json);
  }
}

function decodeByteArray(json: unknown): Value | undefined {
  const bytes = typeof json === 'object' && json !== null && '$bytes' in json ? json.$bytes : undefined;
  const isByte = (byte: unknown): byte is number => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) <= 255;
  return Array.isArray(bytes) && bytes.every(isByte) ? bytesFrom(bytes) : undefined;
}

function decodeMany(
  json: unknown,
  type: Exclude<FieldType, string>,
  path: string,
  reading: Reading,
): Value | undefined {
  const { faults } = reading;
  if ('array' in type) {
    if (!Array.isArray(json)) {
      faults.push({ path, message: 'expected an array' });
      return undefined;
    }
    return json
      .map((item: unknown, index) => decodeValue(item, type.array, `${path}[${index}]`, reading))
      .filter((value) => value !== undefined);
  }
  const values = new Map<string, Value>();
  for (const [key, item] of Object.entries(asObject(json, path, faults))) {
    const value = decodeValue(item, type.map, `${path}[${JSON.stringify(key)}]`, reading);
    if (value !== undefined) values.set(bytesOf(key), value);
  }
  return values;
}

function asObject(json: unknown, path: string, faults: Fault[]): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  faults.push({ path, message: 'expected an object' });
  return {};
}
