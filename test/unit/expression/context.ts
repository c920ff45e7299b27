import { ipValue } from '../../../app/expression/address.ts';
import { compileExpression } from '../../../app/expression/compile.ts';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { ListTable } from '../../../app/expression/list-table.ts';
import { bytesOf, type ExpressionContext, type Value } from '../../../app/expression/value.ts';

type Plain =
  | boolean
  | number
  | bigint
  | string
  | { readonly ip: string }
  | readonly Plain[]
  | { readonly map: Record<string, Plain> };

export const ip = (text: string): Plain => ({ ip: text });

function valueOfPlain(plain: Plain): Value {
  if (typeof plain === 'string') return bytesOf(plain);
  if (typeof plain !== 'object') return plain;
  if (isList(plain)) return plain.map(valueOfPlain);
  if ('ip' in plain) {
    const value = ipValue(plain.ip);
    if (value === undefined) throw new Error(`${plain.ip} is no address`);
    return value;
  }
  return new Map(Object.entries(plain.map).map(([key, item]) => [bytesOf(key), valueOfPlain(item)]));
}

function isList(plain: object): plain is readonly Plain[] {
  return Array.isArray(plain);
}

export function contextOf(fields: Record<string, Plain>): ExpressionContext {
  return new Map(Object.entries(fields).map(([field, plain]) => [field, valueOfPlain(plain)]));
}

export function listsOf(lists: Record<string, readonly string[] | undefined>): ListTable {
  const table = new ListTable();
  for (const [id, values] of Object.entries(lists)) table.add(id, id, values);
  return table;
}

/** Compiles with Gateway's fields, or throws what is wrong. */
export function compiled(text: string, lists = new ListTable()) {
  const compilation = compileExpression(text, { fields: gatewayFields, lists });
  if (!compilation.ok) throw new Error(`${text}: ${compilation.fault.message}`);
  return compilation.expression;
}

export function faultIn(text: string, lists = new ListTable()) {
  const compilation = compileExpression(text, { fields: gatewayFields, lists });
  if (compilation.ok) throw new Error(`${text} was accepted`);
  return compilation.fault;
}

export function holds(text: string, fields: Record<string, Plain> = {}, lists = new ListTable()): boolean {
  return compiled(text, lists).matches(contextOf(fields));
}
