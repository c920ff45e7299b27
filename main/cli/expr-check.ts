import { decodeBy } from '../../app/environment/decode-environment.ts';
import { DecodeError } from '../../app/errors.ts';
import { listsShape, listTable } from '../../app/expression/answer-line.ts';
import { compileExpression, fieldsIn, listsIn, parseExpression } from '../../app/expression/compile.ts';
import { decodeContext } from '../../app/expression/context-json.ts';
import { parseExactJson } from '../../app/expression/exact-json.ts';
import {
  type ExpressionFault,
  type ExpressionWarning,
  placeOf,
  pointAt,
  renderFault,
} from '../../app/expression/fault.ts';
import {
  type ExpressionKind,
  type FieldTable,
  gatewayFields,
  gatewayFieldsByKind,
} from '../../app/expression/fields.ts';
import { ListTable } from '../../app/expression/list-table.ts';
import { print } from '../../app/expression/print.ts';
import type { Dialect } from '../../app/expression/quirk.ts';
import { readText } from '../files/yaml-file.ts';
import { badInput, CliFailure } from './failure.ts';
import type { Report } from './session.ts';
import { alignRows, joinParagraphs } from './text.ts';

export type CheckChoices = { readonly kind?: ExpressionKind; readonly strict?: boolean };
export type EvalChoices = CheckChoices & { readonly context: string; readonly lists?: string };

export function checkExpression(text: string, choices: CheckChoices): Report {
  const outcome = parseExpression(text, { fields: fieldsOf(choices), dialect: dialectOf(choices) });
  if (!outcome.ok) throw failureOf(outcome.fault, text);
  const normal = print(outcome.expression);
  const reads = [...fieldsIn(outcome.expression)];
  const lists = [...listsIn(outcome.expression)];
  const warnings = placed(outcome.warnings, text);
  return {
    json: { ok: true, normal, reads, lists, warnings },
    text: joinParagraphs(
      ['The expression is well formed.'],
      alignRows([
        ['Normal form', normal],
        ['Reads', reads.join(', ')],
        ...(lists.length === 0 ? [] : [['Lists', lists.map((list) => `$${list}`).join(', ')]]),
      ]),
      sayWarnings(warnings),
    ),
  };
}

export async function evaluateExpression(text: string, choices: EvalChoices): Promise<Report> {
  const [fields, dialect] = [fieldsOf(choices), dialectOf(choices)];
  const lists =
    choices.lists === undefined
      ? new ListTable(dialect)
      : await decodeFrom(choices.lists, (data) => listTable(decodeBy(listsShape, data), dialect));
  const compilation = compileExpression(text, { fields, dialect, lists });
  if (!compilation.ok) throw failureOf(compilation.fault, text);
  const { expression } = compilation;
  const warnings = placed(expression.warnings, text);
  const context = await decodeFrom(choices.context, (data) => decodeContext(data, fields, dialect));
  const value = expression.matches(context);
  const conditions = expression.explain(context).map(({ span: _, ...condition }) => condition);
  const rows = conditions.map((one) => [
    String(one.value),
    one.text,
    one.actual === undefined ? 'no value' : `it is ${one.actual}`,
  ]);
  return {
    json: { value, conditions, warnings },
    text: joinParagraphs([String(value)], alignRows(rows), sayWarnings(warnings)),
  };
}

function failureOf(fault: ExpressionFault, text: string): CliFailure {
  const { code, message, offset: _, ...facts } = fault;
  const { source, carets } = pointAt(fault, text);
  const shown = renderFault(fault, text);
  return new CliFailure(2, code, message, { facts: { ...facts, source, caret: carets }, text: shown });
}

function fieldsOf({ kind }: CheckChoices): FieldTable {
  return kind === undefined ? gatewayFields : gatewayFieldsByKind[kind];
}

function dialectOf({ strict = false }: CheckChoices): Dialect {
  return strict ? 'strict' : 'lenient';
}

type Warning = { readonly code: string; readonly message: string; readonly line: number; readonly column: number };

function placed(warnings: readonly ExpressionWarning[], text: string): readonly Warning[] {
  return warnings.map(({ code, message, ...span }) => {
    const { offset: _, ...place } = placeOf(span, text);
    return { code, message, ...place };
  });
}

function sayWarnings(warnings: readonly Warning[]): string[] {
  return warnings.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

async function decodeFrom<T>(file: string, decode: (data: unknown) => T): Promise<T> {
  const text = await readText(file);
  try {
    return decode(parseExactJson(text));
  } catch (fault) {
    if (fault instanceof SyntaxError) throw badInput(`${file} is no JSON: ${fault.message}`, file);
    if (!(fault instanceof DecodeError)) throw fault;
    throw new DecodeError(fault.faults.map((one) => ({ ...one, file })));
  }
}
