import { readdir } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { decodeBy } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { DecodeError } from '../../app/errors.ts';
import { mergeData, type Scenario, scenarioFileShape } from '../../app/scenario/scenario.ts';
import { packageRoot } from '../package-root.ts';
import { environmentOf, readFrom } from './load-environment.ts';
import { type DataFile, decodeFile, readDataFile } from './yaml-file.ts';

export type LoadedScenario = {
  readonly path: string;
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
  const file = await readDataFile(path);
  const scenario = decodeFile(file, (data) => decodeBy(scenarioFileShape, data));
  return { path, scenario, environment: await environmentFor(scenario, file, path), locate: file.locate };
}

async function environmentFor(scenario: Scenario, file: DataFile, path: string): Promise<Environment> {
  if (typeof scenario.environment !== 'string') return environmentWithin(scenario, scenario.environment, file, path);
  const basePath = resolve(dirname(path), scenario.environment);
  refuseStray(scenario.environment, basePath, file, path);
  const base = await readDataFile(basePath);
  const data = mergeData(base.data, scenario.with);
  // What `with` changes stands in the scenario's file, the rest in the environment's.
  const locate: DataFile['locate'] = (fault) => {
    const changed = file.locate({ ...fault, path: `with.${fault.path}` });
    return fault.path.split('.')[0] !== undefined && (fault.path.split(/[.[]/)[0] ?? '') in scenario.with
      ? changed
      : base.locate(fault);
  };
  return await environmentOf({ data, locate }, readFrom(basePath));
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
  path: string,
): Promise<Environment> {
  const data = mergeData(environment, scenario.with);
  const locate: DataFile['locate'] = (fault) => {
    const key = fault.path.split(/[.[]/)[0] ?? '';
    return file.locate({
      ...fault,
      path: `${Object.hasOwn(scenario.with, key) ? 'with' : 'environment'}.${fault.path}`,
    });
  };
  return await environmentOf({ data, locate }, readFrom(path));
}
