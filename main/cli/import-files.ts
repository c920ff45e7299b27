import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isTerraformFile } from '../../app/imports/import-files.ts';
import { importsOf, readFrom } from '../files/load-environment.ts';
import { dataFileOf, readText } from '../files/yaml-file.ts';
import { badInput } from './failure.ts';

export type ImportFile = { readonly name: string; readonly text: string };

/** Reads what was named, and what an environment among it imports from its own folder. Throws `DecodeError`. */
export async function readImportFiles(paths: readonly string[]): Promise<ImportFile[]> {
  const given = await readFilesAt(paths);
  const known = new Set(given.map(({ name }) => basename(name)));
  const missing = given.flatMap(({ name, text }) => {
    if (!/\.ya?ml$/i.test(name)) return [];
    const imports = importsOf(dataFileOf(text, name).data).filter((imported) => !known.has(basename(imported)));
    return imports.map(async (imported) => ({ name: imported, text: await readFrom(name)(imported) }));
  });
  return [...given, ...(await Promise.all(missing))];
}

export async function readFilesAt(paths: readonly string[]): Promise<ImportFile[]> {
  const files = (await Promise.all(paths.map(filesAt))).flat();
  return Promise.all(files.map(async (name) => ({ name, text: await readText(name) })));
}

/** The file itself, or what a folder holds of exports, Terraform's files and the values that Terraform reads by itself. */
async function filesAt(path: string): Promise<string[]> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) return [path];
  const all = (await readdir(path)).toSorted();
  const terraform = all.filter((name) => isTerraformFile(name) && isReadByItself(name));
  // Beside Terraform's files a folder holds all sorts of JSON.
  const names = terraform.length > 0 ? terraform : all.filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw badInput(`${path} holds no *.json file and none of Terraform’s *.tf.`);
  return names.map((name) => join(path, name));
}

function isReadByItself(name: string): boolean {
  if (/^\.|~$|^#/.test(name)) return false;
  return /\.tf(\.json)?$/.test(name) || /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(name);
}
