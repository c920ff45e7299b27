import { Refusal } from '../../app/errors.ts';
import type { PlayFile } from '../adapters/play-file.ts';
import { takingTurns } from '../adapters/taking-turns.ts';
import type { Runs } from '../runs.ts';
import { sayChanges, sourceOf } from './kept-source.ts';
import type { PlayedPart } from './played-part.ts';
import { type PlaySource, ScenarioPlay } from './scenario-play.ts';
import { settlePart } from './settle-part.ts';

/** The one scenario that is played live. Its place is kept, so that a later start goes on with it. */
export type Plays = {
  readonly current: ScenarioPlay | undefined;
  /** What there is to say of the one that was kept, one sentence each. */
  readonly remarks: readonly string[];
  start(source: PlaySource, name: string): Promise<ScenarioPlay>;
  /** The part whose run goes on now, as its log has it. */
  here(): Promise<PlayedPart | undefined>;
  /** Plays steps of the part that goes on, while `goesOn` says so of what the one before came to. */
  playOn(part: PlayedPart, goesOn: (hasPassed: boolean) => boolean): Promise<void>;
  goTo(branch: string | undefined): Promise<PlayedPart>;
  leave(): Promise<void>;
};

type PlaysParts = {
  readonly runs: Runs;
  readonly file: PlayFile;
  /** Told when its place can't be kept; it is played on. */
  readonly onTrouble: (fault: Refusal) => void;
};

/** How often it is kept while many steps are played at once, in real milliseconds. */
const keptEvery = 1000;

/** Takes up the scenario that was played when the emulator was closed. */
export async function openPlays({ runs, file, onTrouble }: PlaysParts): Promise<Plays> {
  let remarks: readonly string[] = [];
  let trouble: readonly string[] = [];
  let current: ScenarioPlay | undefined;
  /** Parts that were kept, and that their logs were not asked about yet. */
  let unsettled = new Set<string>();
  const forget = () => {
    current = undefined;
    remarks = [];
    trouble = [];
    unsettled.clear();
  };
  const keep = async (play: ScenarioPlay) => {
    if (play !== current) return;
    const fault = await file.write(play.toKeep()).catch((reason: Refusal) => reason);
    trouble = fault === undefined ? [] : [fault.message];
    if (fault !== undefined) onTrouble(fault);
  };
  const setAside = async (say: (kept: string) => string) => {
    forget();
    remarks = [say(await file.setAside())];
  };
  const inTurn = takingTurns();
  const here = () => inTurn(settle);
  const settle = async () => {
    const play = current;
    const part = play?.here;
    if (play === undefined || part === undefined || !unsettled.delete(part.run)) return part;
    try {
      const said = await settlePart(runs, play, part);
      if (said !== undefined) remarks = [...remarks, said];
      await keep(play);
    } catch (fault) {
      if (!(fault instanceof Refusal) || (fault.code !== 'place-lost' && fault.code !== 'run-gone')) throw fault;
      const { title } = play.loaded.scenario;
      await setAside((kept) => (fault.code === 'run-gone' ? sayRunGone(title, kept) : sayPlaceLost(title, kept)));
    }
    return current?.here;
  };
  const takeUp = async () => {
    const kept = await file.read();
    if (kept === undefined) return;
    const source = kept === 'unreadable' ? undefined : await sourceOf(kept);
    if (kept === 'unreadable' || source === undefined) return setAside(sayUnreadable);
    const there = new Set((await runs.list()).map(({ id }) => id));
    if (!kept.parts.every(({ run }) => there.has(run)))
      return setAside((file) => sayRunGone(source.loaded.scenario.title, file));
    const play = ScenarioPlay.goOn(runs, source, kept);
    current = play;
    unsettled = there;
    play.takeBegunBranch();
    remarks = await sayChanges(kept);
    await here();
  };
  await takeUp();

  return {
    get current() {
      return current;
    },
    get remarks() {
      return [...remarks, ...trouble];
    },
    start: async (source, name) => {
      const play = await ScenarioPlay.start(runs, source, name);
      forget();
      current = play;
      await keep(play);
      return play;
    },
    here,
    playOn: async (part, goesOn) => {
      const play = current;
      if (play === undefined) return;
      const { emulator } = runs;
      await emulator.submit({ type: 'freeze-clock' });
      part.playingAfter = emulator.revision;
      await keep(play);
      let keptAt = performance.now();
      try {
        do {
          if (!goesOn(await play.playNext(part))) break;
          if (performance.now() - keptAt < keptEvery) continue;
          await keep(play);
          keptAt = performance.now();
        } while (part.reports.length < part.steps.length);
        delete part.playingAfter;
      } finally {
        // What was begun and broke off is sorted out by the log at the next start.
        if (part.playingAfter === emulator.revision) delete part.playingAfter;
        await keep(play);
      }
    },
    goTo: async (branch) => {
      const play = current;
      if (play === undefined) throw new Error('no scenario is being played');
      play.beginning = branch;
      if (branch !== undefined) await keep(play);
      try {
        const part = await play.goTo(branch);
        return (await here()) ?? part;
      } finally {
        play.beginning = undefined;
        await keep(play);
      }
    },
    leave: async () => {
      forget();
      await file.remove();
    },
  };
}

function sayUnreadable(kept: string): string {
  return `The place in the scenario that was played could not be read. Its runs are there; its file is kept as ${kept}.`;
}

function sayRunGone(title: string, kept: string): string {
  return `A run of “${title}” is gone, so it can’t be played on. Start it anew; its place is kept as ${kept}.`;
}

function sayPlaceLost(title: string, kept: string): string {
  return `The log does not reach back to where “${title}” was, so it can’t be played on. Start it anew; its place is kept as ${kept}.`;
}
