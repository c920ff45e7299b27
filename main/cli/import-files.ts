import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importsOf, readFrom } from '../files/load-environment.ts';
import { dataFileOf, readText } from '../files/yaml-file.ts';
import { badInput } from './failure.ts';

type ImportFile = { readonly name: string; readonly text: string };

/** Reads what was named, and what an environment among it imports from its own folder. Throws `DecodeError`. */
export async function readImportFiles(paths: readonly string[]): Promise<ImportFile[]> {
  const files = (await Promise.all(paths.map(filesAt))).flat();
  const given = await Promise.all(files.map(async (name) => ({ name, text: await readText(name) })));
  const known = new Set(given.map(({ name }) => basename(name)));
  const missing = given.flatMap(({ name, text }) => {
    if (!/\.ya?ml$/i.test(name)) return [];
    const imports = importsOf(dataFileOf(text, name).data).filter((imported) => !known.has(basename(imported)));
    return imports.map(async (imported) => ({ name: imported, text: await readFrom(name)(imported) }));
  });
  return [...given, ...(await Promise.all(missing))];
}

/** The file itself, or the `*.json` files of a folder. */
export async function filesAt(path: string): Promise<string[]> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
  if (names.length === 0) throw badInput(`${path} holds no *.json file.`);
  return names.map((name) => join(path, name));
}
