import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { type KeptPlay, longestPlay } from '../adapters/play-file.ts';
import { filesOfScenario, scenarioOfFiles } from '../files/load-scenario.ts';
import type { PlaySource } from './scenario-play.ts';

/** A scenario as it was kept; absent when its files are none that this emulator takes. */
export async function sourceOf({ files, file, path }: KeptPlay): Promise<PlaySource | undefined> {
  const loaded = await scenarioOfFiles(files).catch(() => undefined);
  if (loaded === undefined) return undefined;
  const { file: _named, ...rest } = loaded;
  return {
    loaded: file === undefined ? rest : { ...rest, file },
    files,
    ...(path === undefined ? {} : { path }),
  };
}

/** What became of its file meanwhile, where that is known, in a sentence. */
export async function sayChanges({ files, path }: KeptPlay): Promise<readonly string[]> {
  if (path === undefined) return [];
  const now = await readNow(path).catch(() => undefined);
  if (isDeepStrictEqual(now, files)) return [];
  const what = now === undefined ? 'can’t be read any more' : 'has changed since it was started';
  return [`${files[0]?.name} ${what}. The scenario goes on as it was; start it anew to play it as it is now.`];
}

/** What is no file of a sensible size is not opened. */
async function readNow(path: string): Promise<PlaySource['files'] | undefined> {
  const found = await stat(path);
  return found.isFile() && found.size <= longestPlay ? filesOfScenario(path) : undefined;
}
