import type { Handlers } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { changesBetween } from '../../app/environment/change.ts';
import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { environmentText } from '../../app/environment/environment-text.ts';
import { setAtPath } from '../../app/environment/set-at-path.ts';
import { environmentData } from '../../app/environment/write-environment.ts';
import { DecodeError, Refusal } from '../../app/errors.ts';
import { describeEach } from '../../app/explain/describe-changes.ts';
import { type Edits, placesFromNextRun } from '../edits.ts';
import { environmentOfDraft, readEnvironmentDraft } from '../files/environment-draft.ts';
import { jsonSchemas } from '../files/json-schemas.ts';
import { readYaml } from '../files/yaml-text.ts';
import type { Starts } from '../starts.ts';

type EnvironmentHandlers = Pick<
  Handlers,
  | 'environment.show'
  | 'environment.schema'
  | 'environment.check'
  | 'environment.apply'
  | 'environment.set'
  | 'edit.undo'
  | 'edit.redo'
>;

/** Of a draft's faults and changes; the rest is counted. */
const toldAtMost = 50;

export type EnvironmentParts = { readonly emulator: Emulator; readonly edits: Edits; readonly starts: Starts };

export function createEnvironmentHandlers({ emulator, edits, starts }: EnvironmentParts): EnvironmentHandlers {
  return {
    'environment.show': async ({ policies = 'spelt-out' }) => {
      const planned = edits.planned();
      const leftOut = policies === 'left-out' || (policies === 'left-out-when-many' && hasManyPolicies(planned));
      return { name: planned.name, text: environmentText(planned, leftOut ? ofPolicies : []), leftOut };
    },
    'environment.schema': async () => ({ schema: environmentSchema() }),
    'environment.check': async ({ text, files = [], leftOut = false }) => {
      const draft = await readEnvironmentDraft(text, files, leftOut ? policiesOf(edits.planned()) : {});
      if (!draft.ok) {
        const issues = draft.issues.slice(0, toldAtMost).map(({ keys, ...issue }) => ({ ...issue, keys: [...keys] }));
        return {
          isYaml: draft.isYaml,
          issues,
          more: draft.issues.length - issues.length,
          changes: [],
          fromNextRun: [],
        };
      }
      const planned = edits.planned();
      const changes = changesBetween(planned, draft.environment);
      const said = describeEach(planned, changes);
      const told = { changes: said.slice(0, toldAtMost), more: Math.max(0, said.length - toldAtMost) };
      return { isYaml: true, issues: [], ...told, fromNextRun: placesFromNextRun(changes) };
    },
    'environment.apply': async ({ start, environment, draft, now = false }) => {
      if (draft !== undefined) {
        const kept = draft.leftOut === true ? policiesOf(edits.planned()) : {};
        return edits.apply(await environmentOfDraft(draft.text, draft.files ?? [], kept), { now });
      }
      const next = await chooseEnvironment(starts, start, environment);
      if (next === undefined) throw new Refusal('no-environment', 'Name a start, or give an environment.');
      return edits.apply(next, { now, said: `the environment “${next.name}” was taken over` });
    },
    'environment.set': async ({ path, value, now = false }) => {
      const data = setAtPath(environmentData(edits.planned()), path, readValue(path, value));
      return edits.apply(decodeData(data), { now });
    },
    'edit.undo': () => tellWhat(emulator, 'undo-edit'),
    'edit.redo': () => tellWhat(emulator, 'redo-edit'),
  };
}

/** Sections that policies stand in, and what importing them had to say. */
const ofPolicies = ['policies', 'lists', 'warnings'];
/** More are a burden to whoever reads the text as it is typed; they have an editor of their own. */
const manyPolicies = 100;
const manyValues = 1000;

function hasManyPolicies({ policies, lists }: Environment): boolean {
  const values = lists.reduce((sum, list) => sum + (list.values?.length ?? 0), 0);
  return policies.length > manyPolicies || values > manyValues;
}

function policiesOf(environment: Environment): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(environmentData(environment)).filter(([key]) => ofPolicies.includes(key)));
}

let schema: Readonly<Record<string, unknown>> | undefined;

function environmentSchema(): Record<string, unknown> {
  schema ??= { ...jsonSchemas()['environment.schema.json'] };
  return schema;
}

/** The environment that was asked for by name or by its data; `undefined` when neither was given. */
export async function chooseEnvironment(
  starts: Starts,
  start: string | undefined,
  data: unknown,
): Promise<Environment | undefined> {
  if (start !== undefined) return starts.load(start);
  return data === undefined ? undefined : decodeData(data);
}

/** Imports are spelt out by whoever sends it: only they know where the files lie. */
function decodeData(data: unknown): Environment {
  return decodeEnvironment(data, (file) => {
    throw new DecodeError([{ path: 'policies', message: `the import of ${file} has to be spelt out` }]);
  });
}

/** A value as people type it. `undefined` for YAML's `~` and for nothing: the place is taken away. */
function readValue(path: string, text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return readYaml(text).data ?? undefined;
  } catch (fault) {
    if (fault instanceof DecodeError)
      throw new DecodeError([{ path, message: `the value is no YAML: ${fault.faults[0]?.message}` }]);
    throw fault;
  }
}

async function tellWhat(emulator: Emulator, type: 'undo-edit' | 'redo-edit'): Promise<{ said: string }> {
  const events = await emulator.submit({ type });
  const told = events.find((event) => event.type === 'edit-undone' || event.type === 'edit-redone');
  return { said: told !== undefined && 'said' in told ? told.said : '' };
}
