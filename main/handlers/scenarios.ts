import type { Handlers } from '../../app/bridge/contract.ts';
import { longestNodeName } from '../../app/bridge/shapes.ts';
import { stepsToSymptom } from '../../app/catalogue/case-moment.ts';
import { Refusal } from '../../app/errors.ts';
import { takingTurns } from '../adapters/taking-turns.ts';
import type { DroppedFile } from '../files/dropped-files.ts';
import { loadCatalogue, type ShippedCatalogue } from '../files/load-catalogue.ts';
import { filesOfScenario, scenarioOfFiles } from '../files/load-scenario.ts';
import type { Plays } from '../playing/plays.ts';
import type { PlaySource } from '../playing/scenario-play.ts';
import { tellPlay } from '../playing/tell-play.ts';

type ScenarioHandlers = Omit<Pick<Handlers, Extract<keyof Handlers, `scenario.${string}`>>, 'scenario.record'>;

const candidatesUsually = 4;

export type ScenarioParts = {
  readonly plays: Plays;
  /** Told whenever there is something new of the scenario that is played. */
  onPlay(): void;
};

/** Scenarios, of the catalogue and of one's own: found by what people say, and played step by step on the running emulator. */
export function createScenarioHandlers({ plays, onPlay }: ScenarioParts): ScenarioHandlers {
  let reading: Promise<ShippedCatalogue> | undefined;
  const catalogue = () => {
    reading ??= loadCatalogue().catch((fault: unknown) => {
      reading = undefined;
      throw fault;
    });
    return reading;
  };
  const takeTurn = takingTurns();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => takeTurn(() => work().finally(onPlay));
  const find = async (
    id: string | undefined,
    files: readonly DroppedFile[] | undefined,
    path: string | undefined,
  ): Promise<PlaySource> => {
    if (files !== undefined) {
      return { loaded: await scenarioOfFiles(files), files, ...(path === undefined ? {} : { path }) };
    }
    const found = (await catalogue()).cases.find(({ scenario }) => scenario.id === id);
    if (found === undefined) throw noSuchCase(id ?? '');
    return { loaded: found, files: await filesOfScenario(found.path), path: found.path };
  };
  const playing = async () => {
    const part = await plays.here();
    const play = plays.current;
    if (play === undefined || part === undefined) throw noScenario(play !== undefined);
    return { play, part };
  };

  return {
    'scenario.list': async () =>
      (await catalogue()).cases.map(({ scenario: { id, title, symptoms } }) => ({ id, title, symptoms })),
    'scenario.find': async ({ text, limit = candidatesUsually }) => {
      const { candidates, split } = await (await catalogue()).suggest(text, limit);
      const found = candidates.map(({ fits, ...rest }) => ({ ...rest, fits: [...fits] }));
      return { candidates: found, ...(split === undefined ? {} : { split }) };
    },
    'scenario.start': ({ id, files, path, to = 'start' }) =>
      inTurn(async () => {
        const source = await find(id, files, path);
        const { scenario } = source.loaded;
        await plays.start(source, `${scenario.id} ${scenario.title}`.slice(0, longestNodeName));
        const { play, part } = await playing();
        const steps = to === 'symptom' ? stepsToSymptom(scenario) : 0;
        if (steps > 0) await plays.playOn(part, () => part.reports.length < steps);
        return tellPlay(play, part);
      }),
    'scenario.show': async ({ from }) => {
      const part = await plays.here();
      const play = plays.current;
      return play === undefined || part === undefined ? {} : { play: tellPlay(play, part, from) };
    },
    'scenario.step': ({ to = 'next' }) =>
      inTurn(async () => {
        const { play, part } = await playing();
        await plays.playOn(part, (hasPassed) => to === 'end' || (to === 'failure' && hasPassed));
        return tellPlay(play, part);
      }),
    'scenario.branch': ({ branch }) =>
      inTurn(async () => {
        const play = plays.current;
        if (play === undefined) throw noScenario(false);
        return tellPlay(play, await plays.goTo(branch));
      }),
    'scenario.stop': async () => {
      await plays.leave().finally(onPlay);
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
