import { openPlayFile, type PlayFile } from '../../../main/adapters/play-file.ts';
import { Closing } from '../../../main/closing.ts';
import { openPlays, type Plays } from '../../../main/playing/plays.ts';
import type { Runs } from '../../../main/runs.ts';
import { openStorage } from '../../../main/storage.ts';

export type PlayHouse = {
  readonly runs: Runs;
  readonly plays: Plays;
  readonly file: PlayFile;
  close(): Promise<void>;
};

/** The runs of a data directory and the scenario that is played in them, as the product opens them, without sockets or windows. */
export async function openPlayHouse(dataDirectory: string): Promise<PlayHouse> {
  const closing = new Closing();
  const { runs } = await openStorage({ dataDirectory, version: '0.0.0', startsFrozen: true }, closing);
  const file = openPlayFile(dataDirectory);
  const onTrouble = (fault: Error) => {
    throw fault;
  };
  const plays = await openPlays({ runs, file, onTrouble });
  await runs.endLeftovers();
  return { runs, file, plays, close: () => closing.run() };
}
