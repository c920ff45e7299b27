import type { ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import { numberOf } from '../../app/view/number-of.ts';

export type ImportFile = ParamsOf<'import.preview'>['files'][number];
export type ImportPreview = ResultOf<'import.preview'>;

/** How an import is to be taken. */
export type ImportWay = {
  readonly policies: 'replace' | 'add';
  readonly to: 'this-run' | 'new-run';
  readonly when: 'delayed' | 'now';
  /** Of several device profiles the one to take; absent: the usual one. */
  readonly profile?: string;
};

/** What of the way decides what the files bring. */
export function readingOf({ policies, profile }: ImportWay): Pick<ImportWay, 'policies' | 'profile'> {
  return { policies, ...(profile === undefined ? {} : { profile }) };
}

export const usualWay: ImportWay = { policies: 'replace', to: 'this-run', when: 'delayed' };

/** Larger ones would not fit through the bridge. */
export const largestImport = 8 * 1024 * 1024;

type Readable = Pick<File, 'name' | 'size' | 'text'>;

/**
 * Reads what was dropped or chosen. Files of other kinds are not read but named, since the service says what to do
 * about them. Throws an `Error` whose message is for people.
 */
export async function readImportFiles(files: readonly Readable[]): Promise<readonly ImportFile[]> {
  const read = await Promise.all(files.map(readOne));
  const total = files.filter(isRead).reduce((sum, { size }) => sum + size, 0);
  if (total > largestImport) throw new Error(`${nameAll(files)}: more than 8 MB can't be read at once.`);
  return read;
}

async function readOne(file: Readable): Promise<ImportFile> {
  const { name } = file;
  if (!isRead(file) || file.size > largestImport) return { name, text: '' };
  try {
    return { name, text: await file.text() };
  } catch {
    throw new Error(`${name} can't be read. A folder can't be dropped; drop the files in it.`);
  }
}

const isRead = ({ name }: Readable) => /\.(json|ya?ml|tf|tfvars)$/i.test(name);

const nameAll = (files: readonly Readable[]) => files.map(({ name }) => name).join(', ');

/** `10 come, 3 go, 1 changes.` of the policies; what stays the same is not counted. */
export function sayChanges(changes: ImportPreview['changes']): string {
  if (changes.length === 0) return 'No policy comes, goes or changes.';
  const count = (what: ImportPreview['changes'][number]['what'], one: string, many: string) => {
    const found = changes.filter((change) => change.what === what).length;
    return found === 0 ? [] : [numberOf(found, one, many)];
  };
  const parts = [
    ...count('added', 'comes', 'come'),
    ...count('removed', 'goes', 'go'),
    ...count('changed', 'changes', 'change'),
  ];
  return `${parts.join(', ')}.`;
}
