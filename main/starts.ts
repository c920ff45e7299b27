import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Handlers, ResultOf } from '../app/bridge/contract.ts';
import type { Environment } from '../app/environment/environment.ts';
import { Refusal } from '../app/errors.ts';
import { loadEnvironmentFile } from './files/load-environment.ts';
import { packageRoot } from './package-root.ts';

/** The environments that come with the product. */
export type Starts = {
  list(): Promise<ResultOf<'start.list'>>;
  /** Throws a `Refusal` that names those there are. */
  load(id: string): Promise<Environment>;
};

const suffix = '.environment.yaml';

/** `directory` holds one file a start; its first comment says in one sentence what it is about. */
export function openStarts(directory: string = join(packageRoot, 'examples', 'acme')): Starts {
  const readIds = async () =>
    (await readdir(directory))
      .filter((file) => file.endsWith(suffix))
      .map((file) => file.slice(0, -suffix.length))
      .toSorted();
  return {
    list: async () =>
      Promise.all((await readIds()).map(async (id) => ({ id, ...(await describe(join(directory, id + suffix))) }))),
    load: async (id) => {
      const ids = await readIds();
      if (ids.includes(id)) return loadEnvironmentFile(join(directory, id + suffix));
      throw new Refusal('no-such-start', `There is no start "${id.slice(0, 80)}". There is ${ids.join(', ')}.`);
    },
  };
}

export function createStartHandlers(starts: Starts): Pick<Handlers, 'start.list'> {
  return { 'start.list': () => starts.list() };
}

async function describe(file: string): Promise<{ readonly name: string; readonly about: string }> {
  const text = await readFile(file, 'utf8');
  // The parser gives a comment at the top to the first key, or to the document: it depends on an empty line.
  const comment = (/^(?:#.*\n)*/.exec(text)?.[0] ?? '')
    .split('\n')
    .filter((line) => !line.includes('yaml-language-server'))
    .map((line) => line.replace(/^#\s*/, '').trim())
    .join(' ');
  return { name: String(parseDocument(text).get('name')), about: /^.*?[.](?=\s|$)/.exec(comment)?.[0] ?? comment };
}
