import { basename } from 'node:path';
import type { Environment } from '../../app/environment/environment.ts';
import { unknownKey } from '../../app/environment/say-issue.ts';
import { DecodeError, describeFault, type Fault } from '../../app/errors.ts';
import type { DroppedFile } from './dropped-files.ts';
import { environmentOf } from './load-environment.ts';
import { placeInYaml } from './place-in-yaml.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

/** One thing that is wrong in a text: what, where, and what to do. Lines and columns count from 1. */
export type Issue = {
  readonly message: string;
  readonly hint?: string;
  /** As it is said; empty for the whole. */
  readonly path: string;
  /** What of the path there is. */
  readonly keys: readonly (string | number)[];
  /** UTF-16 code units. */
  readonly at: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
};

export type ReadDraft =
  | { readonly ok: true; readonly environment: Environment }
  /** `isYaml`: its data could be read, and says what no environment does. */
  | { readonly ok: false; readonly isYaml: boolean; readonly issues: readonly Issue[] };

/**
 * Reads an environment as somebody writes it; `files` are those that it imports, `kept` are sections that it may leave out,
 * all of them or none. Never throws over what the text says.
 */
export async function readEnvironmentDraft(
  text: string,
  files: readonly DroppedFile[],
  kept: Readonly<Record<string, unknown>> = {},
): Promise<ReadDraft> {
  const yaml = tryTo(() => readYaml(text));
  if (!yaml.ok) return { ok: false, isYaml: false, issues: yaml.faults.map((fault) => inText(text, fault)) };
  const given = new Map(files.map((file) => [basename(file.name), file.text]));
  const read = async (wanted: string) => {
    const found = given.get(basename(wanted));
    if (found !== undefined) return found;
    throw new DecodeError([
      { path: 'policies', message: `imports ${wanted}`, hint: 'open that file together with it' },
    ]);
  };
  try {
    const environment = await environmentOf({ data: withKept(yaml.value.data, kept), locate: (fault) => fault }, read);
    return { ok: true, environment };
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    return { ok: false, isYaml: true, issues: fault.faults.map((one) => inDocument(yaml.value, one)) };
  }
}

/** The same. Throws `DecodeError` with line and column. */
export async function environmentOfDraft(
  text: string,
  files: readonly DroppedFile[],
  kept: Readonly<Record<string, unknown>> = {},
): Promise<Environment> {
  const draft = await readEnvironmentDraft(text, files, kept);
  if (draft.ok) return draft.environment;
  throw new DecodeError(
    draft.issues.map(({ path, message, hint, line, column }) => {
      return { path, message, line, column, ...(hint === undefined ? {} : { hint }) };
    }),
  );
}

function withKept(data: unknown, kept: Readonly<Record<string, unknown>>): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.keys(kept).some((key) => Object.hasOwn(data, key)) ? data : { ...data, ...kept };
}

/** What is wrong in a file that it imports has its place at the imports. */
function inDocument({ document, lines }: YamlText, fault: Fault): Issue {
  const isElsewhere = fault.file !== undefined;
  const mark = fault.message === unknownKey ? 'key' : 'value';
  const place = placeInYaml(document, isElsewhere ? 'policies' : fault.path, mark) ?? { keys: [], at: 0, length: 1 };
  const { line, col } = lines.linePos(place.at);
  const { message, ...rest } = isElsewhere ? { message: describeFault(fault), path: 'policies' } : fault;
  return { message, path: rest.path, ...hintOf(fault), ...place, line: Math.max(1, line), column: Math.max(1, col) };
}

function inText(text: string, fault: Fault): Issue {
  const { line = 1, column = 1 } = fault;
  const before = text.split('\n').slice(0, line - 1);
  const at = Math.min(text.length, before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1);
  return { ...{ message: fault.message, path: '', keys: [] }, ...hintOf(fault), at, length: 1, line, column };
}

function hintOf({ hint, file }: Fault): Pick<Issue, 'hint'> {
  return hint === undefined || file !== undefined ? {} : { hint };
}

type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

function tryTo<T>(read: () => T): Tried<T> {
  try {
    return { ok: true, value: read() };
  } catch (fault) {
    if (fault instanceof DecodeError) return { ok: false, faults: fault.faults };
    throw fault;
  }
}
