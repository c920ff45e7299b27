import { environmentData } from '../../app/environment/write-environment.ts';
import { loadEnvironmentFile } from '../files/load-environment.ts';

/** An environment as the running emulator takes it: the name of a start, or data with its imports spelt out. */
export type EnvironmentArgument = { readonly start: string } | { readonly environment: unknown };

/** What a word on the command line means: a path has a dot or a slash in it, a start has none. */
export async function readEnvironmentArgument(fileOrStart: string): Promise<EnvironmentArgument> {
  if (!/[./\\]/.test(fileOrStart)) return { start: fileOrStart };
  return { environment: environmentData(await loadEnvironmentFile(fileOrStart)) };
}
