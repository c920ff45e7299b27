import type { Handlers } from '../../app/bridge/contract.ts';
import { longestNodeName } from '../../app/bridge/shapes.ts';
import { stepsToSymptom } from '../../app/catalogue/case-moment.ts';
import { Refusal } from '../../app/errors.ts';
import type { DroppedFile } from '../files/dropped-files.ts';
import { loadCatalogue, type ShippedCatalogue } from '../files/load-catalogue.ts';
import { type LoadedScenario, scenarioOfFiles } from '../files/load-scenario.ts';
import type { Runs } from '../runs.ts';
import { ScenarioPlay } from '../scenario-play.ts';
import { tellPlay } from '../tell-play.ts';

type ScenarioHandlers = Omit<Pick<Handlers, Extract<keyof Handlers, `scenario.${string}`>>, 'scenario.record'>;

const candidatesUsually = 4;

export type ScenarioParts = {
  readonly runs: Runs;
  /** Told whenever there is something new of the scenario that is played. */
  onPlay(): void;
};

/** Scenarios, of the catalogue and of one's own: found by what people say, and played step by step on the running emulator. */
export function createScenarioHandlers({ runs, onPlay }: ScenarioParts): ScenarioHandlers {
  const { emulator } = runs;
  let reading: Promise<ShippedCatalogue> | undefined;
  const catalogue = () => {
    reading ??= loadCatalogue().catch((fault: unknown) => {
      reading = undefined;
      throw fault;
    });
    return reading;
  };
  let play: ScenarioPlay | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work).finally(onPlay);
    turn = done.catch(() => undefined);
    return done;
  };
  const find = async (id: string | undefined, files: readonly DroppedFile[] | undefined): Promise<LoadedScenario> => {
    if (files !== undefined) return scenarioOfFiles(files);
    const found = (await catalogue()).cases.find(({ scenario }) => scenario.id === id);
    if (found === undefined) throw noSuchCase(id ?? '');
    return found;
  };
  const playing = () => {
    const here = play?.here;
    if (play === undefined || here === undefined) throw noScenario(play !== undefined);
    return { play, here };
  };

  return {
    'scenario.list': async () =>
      (await catalogue()).cases.map(({ scenario: { id, title, symptoms } }) => ({ id, title, symptoms })),
    'scenario.find': async ({ text, limit = candidatesUsually }) => {
      const { candidates, split } = await (await catalogue()).suggest(text, limit);
      const found = candidates.map(({ fits, ...rest }) => ({ ...rest, fits: [...fits] }));
      return { candidates: found, ...(split === undefined ? {} : { split }) };
    },
    'scenario.start': ({ id, files, to = 'start' }) =>
      inTurn(async () => {
        const loaded = await find(id, files);
        const { scenario } = loaded;
        const begun = await ScenarioPlay.start(
          runs,
          loaded,
          `${scenario.id} ${scenario.title}`.slice(0, longestNodeName),
        );
        play = begun;
        const { here } = playing();
        const steps = to === 'symptom' ? stepsToSymptom(scenario) : 0;
        while (here.reports.length < steps) await begun.playNext(here);
        return tellPlay(begun, here);
      }),
    'scenario.show': async ({ from }) => {
      const here = play?.here;
      return play === undefined || here === undefined ? {} : { play: tellPlay(play, here, from) };
    },
    'scenario.step': ({ to = 'next' }) =>
      inTurn(async () => {
        const { play: current, here } = playing();
        await emulator.submit({ type: 'freeze-clock' });
        do {
          const hasPassed = await current.playNext(here);
          if (to === 'next' || (to === 'failure' && !hasPassed)) break;
        } while (here.reports.length < here.steps.length);
        return tellPlay(current, here);
      }),
    'scenario.branch': ({ branch }) =>
      inTurn(async () => {
        if (play === undefined) throw noScenario(false);
        return tellPlay(play, await play.goTo(branch));
      }),
    'scenario.stop': async () => {
      play = undefined;
      onPlay();
      return {};
    },
  };
}

function noScenario(isElsewhere: boolean): Refusal {
  const message = isElsewhere
    ? 'The scenario is played in another run. Go on with that one, or start the scenario anew.'
    : 'No scenario is being played. Start one first.';
  return new Refusal('no-scenario', message);
}

function noSuchCase(id: string): Refusal {
  return new Refusal(
    'no-such-scenario',
    `“${id.slice(0, 80)}” is no scenario of the catalogue; scenario.list names those there are.`,
  );
}
