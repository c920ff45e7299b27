import { dirname, resolve } from 'node:path';
import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import type { ImportedPolicies } from '../../app/environment/environment-file.ts';
import { importFiles } from '../../app/policy/import-files.ts';
import { type DataFile, decodeFile, readDataFile, readText } from './yaml-file.ts';

/** Loads a `*.environment.yaml` with the exports it imports. Throws `DecodeError` with file and line. */
export async function loadEnvironmentFile(path: string): Promise<Environment> {
  return environmentOf(await readDataFile(path), readFrom(path));
}

/** Reads what a file imports, from where that file lies. */
export function readFrom(path: string): (imported: string) => Promise<string> {
  return (imported) => readText(resolve(dirname(path), imported));
}

/** Makes an environment of a file's data; `read` gets the text of each file that it imports. */
export async function environmentOf(file: DataFile, read: (imported: string) => Promise<string>): Promise<Environment> {
  const imported = new Map<string, ImportedPolicies>();
  for (const name of importsOf(file.data)) imported.set(name, importFiles([{ name, text: await read(name) }]));
  const nothing: ImportedPolicies = { policies: [], lists: [], warnings: [] };
  return decodeFile(file, (data) => decodeEnvironment(data, (name) => imported.get(name) ?? nothing));
}

/** The files that an environment file's data names. */
export function importsOf(data: unknown): readonly string[] {
  const policies = typeof data === 'object' && data !== null && 'policies' in data ? data.policies : undefined;
  if (!Array.isArray(policies)) return [];
  return policies.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'import' in entry && typeof entry.import === 'string'
      ? [entry.import]
      : [],
  );
}
