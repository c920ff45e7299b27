import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { decodeBy } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { DecodeError } from '../../app/errors.ts';
import { mergeData, type Scenario, scenarioFileShape } from '../../app/scenario/scenario.ts';
import { packageRoot } from '../package-root.ts';
import { environmentOf, readFrom } from './load-environment.ts';
import { type DataFile, decodeFile, readDataFile } from './yaml-file.ts';

export type LoadedScenario = { readonly path: string; readonly scenario: Scenario; readonly environment: Environment };

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
  return { path, scenario, environment: await environmentFor(scenario, file, path) };
}

async function environmentFor(scenario: Scenario, file: DataFile, path: string): Promise<Environment> {
  const basePath = resolve(dirname(path), scenario.environment);
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
