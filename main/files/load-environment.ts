import { dirname, resolve } from 'node:path';
import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import type { ImportedPolicies } from '../../app/environment/environment-file.ts';
import { fillIn } from '../../app/environment/fill-in.ts';
import { DecodeError } from '../../app/errors.ts';
import type { PolicyImport } from '../../app/policy/policy.ts';
import { importExports } from './import-exports.ts';
import { type DataFile, decodeFile, readDataFile, readText } from './yaml-file.ts';

/** Loads a `*.environment.yaml` with the exports it imports. Throws `DecodeError` with file and line. */
export async function loadEnvironmentFile(path: string): Promise<Environment> {
  return environmentOf(await readDataFile(path), readFrom(path));
}

/** Reads what a file imports, from where that file lies. */
export function readFrom(path: string): (imported: string) => Promise<string> {
  return (imported) => readText(resolve(dirname(path), imported));
}

/**
 * Makes an environment of a file's data; `read` gets the text of each file that it imports. Those belong together: one
 * may hold what another names. What they set of the environment counts where the file says nothing.
 */
export async function environmentOf(file: DataFile, read: (imported: string) => Promise<string>): Promise<Environment> {
  const entries = importEntries(file.data);
  const names = [...new Set(entries.map((entry) => entry.import))];
  const files = await Promise.all(names.map(async (name) => ({ name, text: await readNamed(file, name, read) })));
  const profile = entries.find((entry) => entry.profile !== undefined)?.profile;
  const all = files.length === 0 ? nothing : await importExports(files, profile === undefined ? {} : { profile });
  const imported = (name: string): ImportedPolicies => ({
    ...(name === names[0] ? all : nothing),
    policies: all.policies.filter(({ source }) => source?.file === name),
  });
  return decodeFile(file, (data) => decodeEnvironment(fillIn(data, all.settings ?? {}), imported));
}

/** What can't be read is told where it is named. */
async function readNamed(file: DataFile, name: string, read: (imported: string) => Promise<string>): Promise<string> {
  try {
    return await read(name);
  } catch (fault) {
    const [first] = fault instanceof DecodeError ? fault.faults : [];
    if (first === undefined || first.path !== '' || first.file === undefined) throw fault;
    const index = policyEntries(file.data).findIndex((entry) => importOf(entry)?.import === name);
    throw new DecodeError([file.locate({ path: `policies[${index}].import`, message: `${name}: ${first.message}` })]);
  }
}

const nothing: PolicyImport = { policies: [], lists: [], warnings: [] };

/** The files that an environment file's data names. */
export function importsOf(data: unknown): readonly string[] {
  return importEntries(data).map((entry) => entry.import);
}

type ImportEntry = { readonly import: string; readonly profile?: string };

function importEntries(data: unknown): readonly ImportEntry[] {
  return policyEntries(data).flatMap((entry) => importOf(entry) ?? []);
}

function policyEntries(data: unknown): readonly unknown[] {
  const policies = typeof data === 'object' && data !== null && 'policies' in data ? data.policies : undefined;
  return Array.isArray(policies) ? policies : [];
}

function importOf(entry: unknown): ImportEntry | undefined {
  if (typeof entry !== 'object' || entry === null || !('import' in entry) || typeof entry.import !== 'string')
    return undefined;
  const profile = 'profile' in entry && typeof entry.profile === 'string' ? { profile: entry.profile } : {};
  return { import: entry.import, ...profile };
}
