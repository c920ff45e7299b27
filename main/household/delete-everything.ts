import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutOf } from '../adapters/data-directory.ts';
import type { Log } from '../adapters/log.ts';
import { type Preferences, usualPreferences } from '../adapters/preferences.ts';
import type { Plays } from '../playing/plays.ts';
import type { Programs } from '../programs/programs.ts';
import type { Runs } from '../runs.ts';
import type { Starts } from '../starts.ts';

export type Belongings = {
  readonly dataDirectory: string;
  readonly runs: Runs;
  readonly starts: Starts;
  readonly plays: Pick<Plays, 'leave'>;
  readonly preferences: Preferences;
  readonly programs: Pick<Programs, 'deleteAll'>;
  readonly log: Pick<Log, 'info'> & { startAnew(): void };
  /** Told what of that is gone, so that nothing goes on speaking of it. */
  onTidied(what: 'crashes' | 'everything'): void;
};

/**
 * Deletes every run, log, kept file and setting, and goes on with a first run. Only what is ours by name goes: somebody
 * may have pointed `--data-dir` at a folder that holds more. Broken off half-way, the next start finds a whole run.
 */
export async function deleteEverything(belongings: Belongings): Promise<string> {
  const { dataDirectory, runs, starts, plays, preferences, programs, log } = belongings;
  const id = await runs.start(await starts.load('one-policy'), []);
  const { runs: runsDirectory, aside, crashes, keys, checkpoints, play, cards, bundles } = layoutOf(dataDirectory);
  preferences.update({ ...usualPreferences(), lastRun: id, ports: keepIssuer(preferences) });
  for (const { id: other, isCurrent } of await runs.list()) {
    if (!isCurrent) await rm(join(runsDirectory, other), { recursive: true, force: true });
  }
  await plays.leave();
  // The provider goes on with the keys it holds; the next start makes new ones.
  for (const place of [aside, crashes, keys, checkpoints, play, cards, bundles])
    await rm(place, { recursive: true, force: true });
  runs.checkpoints.forget();
  runs.cards.forget();
  await programs.deleteAll();
  log.startAnew();
  log.info('everything was deleted on request');
  belongings.onTidied('everything');
  return id;
}

/** The provider is listening under this name; it is no choice of the user's. */
function keepIssuer({ values }: Preferences): Record<string, number> {
  const { issuer } = values.ports;
  return issuer === undefined ? {} : { issuer };
}
