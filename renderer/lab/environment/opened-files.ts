import { readImportFiles } from '../../household/import-draft.ts';
import type { StoredDraft } from './draft-store.ts';

/** An environment's file, and those that it imports. */
export type OpenedFiles = { readonly name: string; readonly text: string; readonly files: StoredDraft['files'] };

/** Reads files that were chosen or dropped; `undefined` when none of them is an environment. Throws for people. */
export async function readOpened(files: readonly File[]): Promise<OpenedFiles | undefined> {
  const read = await readImportFiles(files);
  const isEnvironment = ({ name }: { readonly name: string }) =>
    /\.ya?ml$/i.test(name) && !/\.scenario\.ya?ml$/i.test(name);
  const own = read.find(isEnvironment);
  if (own === undefined) return undefined;
  return { name: own.name, text: own.text.replaceAll(/\r\n?/g, '\n'), files: read.filter((file) => file !== own) };
}

/** What an environment's file is called, by the environment's name. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain === '' ? 'mine' : plain.slice(0, 60)}.environment.yaml`;
}
