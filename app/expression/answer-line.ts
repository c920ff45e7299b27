import { z } from 'zod';
import { decodeBy } from '../environment/decode-environment.ts';
import { DecodeError } from '../errors.ts';
import { CompiledExpression, compileExpression, parseExpression } from './compile.ts';
import { decodeContext } from './context-json.ts';
import { parseExactJson } from './exact-json.ts';
import type { Place } from './fault.ts';
import { type FieldTable, gatewayFields, readFieldTable } from './fields.ts';
import { ListTable } from './list-table.ts';
import type { Dialect } from './quirk.ts';
import type { ExpressionContext } from './value.ts';

/** What came of one line: parsed only (`null`), or a value for its context. */
export type LineAnswer =
  | { readonly id: unknown; readonly ok: true; readonly value: boolean | null }
  | { readonly id: unknown; readonly ok: false; readonly error: LineError };

/** Where the fault is none of the expression's, it stands at its start and has no length. */
export type LineError = Pick<Place, 'line' | 'column' | 'length'> & {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
};

/** JSON's null says the same as nothing. */
const maybe = <S extends z.ZodType>(shape: S) => shape.nullish().transform((value) => value ?? undefined);

export const listsShape = z.record(z.string(), z.array(z.union([z.string(), z.number(), z.bigint()])));

const lineShape = z.object({
  expression: z.string(),
  context: maybe(z.record(z.string(), z.unknown())),
  schema: maybe(z.record(z.string(), z.string())),
  lists: maybe(listsShape),
  options: maybe(
    z.strictObject({ nil_not_equal: maybe(z.boolean()), max_nesting_depth: maybe(z.number().int().min(0)) }),
  ),
});

type Line = z.output<typeof lineShape>;

const noOptions = { nil_not_equal: undefined, max_nesting_depth: undefined };

/**
 * Answers one line of a batch: `{id, expression, context?, schema?, lists?, options?}` as JSON text (DESIGN.md §5).
 * `number` is the line's, for messages. Never throws: a line that can't be read is answered by why.
 */
export function answerLine(text: string, number: number, dialect: Dialect): LineAnswer {
  let id: unknown = null;
  try {
    const data = parseExactJson(text);
    id = idOf(JSON.parse(text));
    return answer(id, decodeBy(lineShape, data), dialect);
  } catch (fault) {
    const message = fault instanceof Error ? fault.message : String(fault);
    if (fault instanceof DecodeError) return refuse(id, 'bad-input', `line ${number} of the file: ${message}`);
    return refuse(id, 'bad-json', `line ${number} of the file is no JSON: ${message}`);
  }
}

function answer(id: unknown, line: Line, dialect: Dialect): LineAnswer {
  const { expression: text, context, schema, lists = {}, options } = line;
  const { nil_not_equal: nilNotEqual = true, max_nesting_depth: maxNestingDepth } = options ?? noOptions;
  const fields = schema === undefined ? gatewayFields : fieldsOf(schema);
  const reading = { fields, dialect, ...(maxNestingDepth === undefined ? {} : { maxNestingDepth }) };
  // Without a context nothing is evaluated, so its lists need not be known.
  const outcome =
    context === undefined
      ? parseExpression(text, reading)
      : compileExpression(text, { ...reading, lists: listTable(lists, dialect), nilNotEqual });
  if (!outcome.ok) {
    const { offset: _, ...error } = outcome.fault;
    return { id, ok: false, error };
  }
  if (!(outcome.expression instanceof CompiledExpression)) return { id, ok: true, value: null };
  return { id, ok: true, value: outcome.expression.matches(contextOf(context, fields, dialect)) };
}

function contextOf(context: unknown, fields: FieldTable, dialect: Dialect): ExpressionContext {
  try {
    return decodeContext(context, fields, dialect);
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    throw new DecodeError(fault.faults.map((one) => ({ ...one, path: `context.${one.path}` })));
  }
}

function fieldsOf(schema: Readonly<Record<string, string>>): FieldTable {
  const reading = readFieldTable(schema);
  if (reading.ok) return reading.fields;
  throw new DecodeError([{ path: `schema.${reading.field}`, message: reading.message }]);
}

/** The lists that `$name` may mean; values become text, as exports have them. */
export function listTable(lists: z.output<typeof listsShape>, dialect: Dialect): ListTable {
  const table = new ListTable(dialect);
  for (const [name, values] of Object.entries(lists)) table.add(name, name, values.map(String));
  return table;
}

function idOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
}

function refuse(id: unknown, code: string, message: string): LineAnswer {
  return { id, ok: false, error: { code, message, line: 1, column: 1, length: 0 } };
}
