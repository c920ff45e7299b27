import { readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { decodeBy } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { DecodeError, type Fault } from '../../app/errors.ts';
import { checkScenario } from '../../app/scenario/check-scenario.ts';
import { mergeData, type Scenario, scenarioFileShape } from '../../app/scenario/scenario.ts';
import { packageRoot } from '../package-root.ts';
import type { DroppedFile } from './dropped-files.ts';
import { environmentOf, importsOf, readFrom } from './load-environment.ts';
import { type DataFile, dataFileOf, decodeFile, readDataFile, readText } from './yaml-file.ts';

export type LoadedScenario = {
  readonly path: string;
  /** Its name, where it was not named by a path of this machine. */
  readonly file?: string;
  readonly scenario: Scenario;
  readonly environment: Environment;
  /** Finds a part of the file: its line. */
  readonly locate: DataFile['locate'];
};

const catalogue = join(packageRoot, 'examples', 'catalogue');
const ending = '.scenario.yaml';

/** The files of the shipped catalogue, by id. */
export async function listCatalogue(): Promise<readonly string[]> {
  const names = (await readdir(catalogue)).filter((name) => name.endsWith(ending)).toSorted();
  return names.map((name) => join(catalogue, name));
}

/**
 * Loads a scenario by path or by the id of a shipped one, with its environment. Throws `DecodeError` with file
 * and line.
 */
export async function loadScenario(pathOrId: string): Promise<LoadedScenario> {
  const shipped = (await listCatalogue()).find((path) =>
    path.toLowerCase().endsWith(`/${pathOrId.toLowerCase()}${ending}`),
  );
  const path = shipped ?? resolve(pathOrId);
  if (shipped === undefined && !/[./\\]/.test(pathOrId)) {
    throw new DecodeError([
      { path: '', message: `“${pathOrId}” is no scenario of the catalogue; warp-emu scenario list shows them` },
    ]);
  }
  const open = (named: string, file: DataFile) => {
    const basePath = resolve(dirname(path), named);
    refuseStray(named, basePath, file, path);
    return readDataFile(basePath).then((base) => ({ base, read: readFrom(basePath) }));
  };
  return { path, ...(await readScenario(await readDataFile(path), { open, read: readFrom(path) })) };
}

/**
 * The same of files that were dropped or sent together: a scenario, the environment that it names and what that imports, found
 * by their names. Throws `DecodeError` with file and line.
 */
export async function scenarioOfFiles(files: readonly DroppedFile[]): Promise<LoadedScenario> {
  const own = files.find(({ name }) => isScenarioName(name)) ?? files[0];
  const path = own?.name ?? '';
  const find = (named: string) =>
    files.find(({ name }) => name === named) ?? files.find(({ name }) => basename(name) === basename(named));
  const missing = (named: string, at: string) =>
    new DecodeError([
      {
        path: at,
        file: path,
        message: `${named} is named here and was not opened with it`,
        hint: 'open both together',
      },
    ]);
  const read = async (named: string) => {
    const text = find(named)?.text;
    if (text === undefined) throw missing(named, '');
    return text;
  };
  const open = async (named: string, file: DataFile) => {
    const found = find(named);
    if (found === undefined || found === own)
      throw new DecodeError(missing(named, 'environment').faults.map(withoutFile(file)));
    return { base: dataFileOf(found.text, found.name), read };
  };
  return { path, file: path, ...(await readScenario(dataFileOf(own?.text ?? '', path), { open, read })) };
}

/** What was found while it was played, with its place in the file. */
export function inScenario({ locate }: Pick<LoadedScenario, 'locate'>, fault: unknown): unknown {
  if (!(fault instanceof DecodeError)) return fault;
  return new DecodeError(fault.faults.map((one) => (one.file === undefined ? locate(one) : one)));
}

export function isScenarioName(name: string): boolean {
  return /\.scenario\.(?:ya?ml|json)$/i.test(name);
}

function withoutFile({ locate }: DataFile): (fault: Fault) => Fault {
  return ({ file: _file, ...fault }) => locate(fault);
}

type Reading = {
  /** Reads the environment that it names; `read` gets the text of what that imports. */
  open(named: string, file: DataFile): Promise<{ base: DataFile; read: ReturnType<typeof readFrom> }>;
  readonly read: ReturnType<typeof readFrom>;
};

async function readScenario(file: DataFile, { open, read }: Reading): Promise<Omit<LoadedScenario, 'path' | 'file'>> {
  const scenario = decodeFile(file, (data) => decodeBy(scenarioFileShape, data));
  const environment = await environmentFor(scenario, file, { open, read });
  decodeFile(file, () => checkScenario(scenario, environment));
  return { scenario, environment, locate: file.locate };
}

async function environmentFor(scenario: Scenario, file: DataFile, { open, read }: Reading): Promise<Environment> {
  if (typeof scenario.environment !== 'string') return environmentWithin(scenario, scenario.environment, file, read);
  const { base, read: readImported } = await open(scenario.environment, file);
  const data = mergeData(base.data, scenario.with);
  // What `with` changes stands in the scenario's file, the rest in the environment's.
  const locate: DataFile['locate'] = (fault) => {
    const changed = file.locate({ ...fault, path: `with.${fault.path}` });
    return fault.path.split('.')[0] !== undefined && (fault.path.split(/[.[]/)[0] ?? '') in scenario.with
      ? changed
      : base.locate(fault);
  };
  return await environmentOf({ data, locate }, readImported);
}

/** A scenario of somebody else must not make this program read whatever it names. */
function refuseStray(named: string, basePath: string, { locate }: DataFile, path: string): void {
  const within = resolve(dirname(path), '..');
  const way = relative(within, basePath);
  const isWithin = way !== '' && !way.startsWith('..') && !isAbsolute(way) && !isAbsolute(named);
  if (isWithin && /\.(ya?ml|json)$/i.test(named)) return;
  const message =
    'an environment is a .yaml or .json file beside the scenario, in a folder below, or in one beside its folder';
  throw new DecodeError([locate({ path: 'environment', message })]);
}

/** One that stands in the scenario's own file. */
async function environmentWithin(
  scenario: Scenario,
  environment: Readonly<Record<string, unknown>>,
  file: DataFile,
  read: Reading['read'],
): Promise<Environment> {
  const data = mergeData(environment, scenario.with);
  const locate: DataFile['locate'] = (fault) => {
    const key = fault.path.split(/[.[]/)[0] ?? '';
    return file.locate({
      ...fault,
      path: `${Object.hasOwn(scenario.with, key) ? 'with' : 'environment'}.${fault.path}`,
    });
  };
  return await environmentOf({ data, locate }, read);
}

/** A scenario's file and those that it needs, as another process reads them by `scenarioOfFiles`. Throws as `loadScenario` does. */
export async function filesOfScenario(path: string): Promise<readonly DroppedFile[]> {
  const { scenario } = await loadScenario(path);
  const own = { name: basename(path), text: await readText(path) };
  const within = typeof scenario.environment === 'string' ? undefined : scenario.environment;
  const basePath = within === undefined ? resolve(dirname(path), String(scenario.environment)) : path;
  const base = within ?? (await readDataFile(basePath)).data;
  const imports = importsOf(mergeData(base, scenario.with));
  const imported = imports.map(async (name) => ({ name, text: await readFrom(basePath)(name) }));
  const environment =
    within === undefined ? [{ name: String(scenario.environment), text: await readText(basePath) }] : [];
  return [own, ...environment, ...(await Promise.all(imported))];
}
