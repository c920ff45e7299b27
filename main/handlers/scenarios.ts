import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { longestNodeName } from '../../app/bridge/shapes.ts';
import { stepsToSymptom } from '../../app/catalogue/case-moment.ts';
import { Refusal } from '../../app/errors.ts';
import { describeStep } from '../../app/explain/describe-trace.ts';
import type { Stage } from '../../app/scenario/acts.ts';
import { playStep } from '../../app/scenario/play.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import { sayAct } from '../../app/scenario/say-act.ts';
import type { Scenario } from '../../app/scenario/scenario.ts';
import { type FlatStep, unroll } from '../../app/scenario/unroll.ts';
import { writeSpan } from '../../app/time/span.ts';
import { loadCatalogue, type ShippedCatalogue } from '../files/load-catalogue.ts';
import type { Runs } from '../runs.ts';

type ScenarioHandlers = Omit<Pick<Handlers, Extract<keyof Handlers, `scenario.${string}`>>, 'scenario.record'>;
type Play = {
  readonly scenario: Scenario;
  readonly steps: readonly FlatStep[];
  readonly run: string;
  readonly stage: Stage;
  /** Of each step that was played, in order. */
  readonly reports: (readonly StepReport[])[];
};

const candidatesUsually = 4;

/** Cases of the catalogue: found by what people say, and played step by step on the running emulator. */
export function createScenarioHandlers(runs: Runs): ScenarioHandlers {
  const { emulator } = runs;
  let reading: Promise<ShippedCatalogue> | undefined;
  const catalogue = () => {
    reading ??= loadCatalogue().catch((fault: unknown) => {
      reading = undefined;
      throw fault;
    });
    return reading;
  };
  let play: Play | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const current = () => (play?.run === runs.current.id ? play : undefined);

  const playNext = async (playing: Play): Promise<boolean> => {
    const index = playing.reports.length;
    const step = playing.steps[index];
    if (step === undefined) return false;
    if (emulator.now > emulator.state.startedAt + step.step.at) throw tooLate(step.step.at);
    const reports = await playStep(playing.stage, step);
    playing.reports.push(reports);
    return reports.every(({ passed }) => passed);
  };

  return {
    'scenario.list': async () =>
      (await catalogue()).cases.map(({ scenario: { id, title, symptoms } }) => ({ id, title, symptoms })),
    'scenario.find': async ({ text, limit = candidatesUsually }) => {
      const { candidates, split } = await (await catalogue()).suggest(text, limit);
      const found = candidates.map(({ fits, ...rest }) => ({ ...rest, fits: [...fits] }));
      return { candidates: found, ...(split === undefined ? {} : { split }) };
    },
    'scenario.start': ({ id, to = 'start' }) =>
      inTurn(async () => {
        const found = (await catalogue()).cases.find(({ scenario }) => scenario.id === id);
        if (found === undefined) throw noSuchCase(id);
        const { scenario, environment } = found;
        const run = await runs.start(environment);
        await runs.cards.change(run, { name: `${scenario.id} ${scenario.title}`.slice(0, longestNodeName) });
        await emulator.submit({ type: 'freeze-clock' });
        const playing: Play = {
          ...{ scenario, run, steps: unroll(scenario.steps), reports: [] },
          stage: { emulator, flows: new Map() },
        };
        play = playing;
        const steps = to === 'symptom' ? stepsToSymptom(scenario) : 0;
        while (playing.reports.length < steps) await playNext(playing);
        return tell(playing);
      }),
    'scenario.show': async () => {
      const playing = current();
      return playing === undefined ? {} : { play: tell(playing) };
    },
    'scenario.step': ({ to = 'next' }) =>
      inTurn(async () => {
        const playing = current();
        if (playing === undefined) throw new Refusal('no-scenario', 'No scenario is being played. Start one first.');
        await emulator.submit({ type: 'freeze-clock' });
        do {
          const hasPassed = await playNext(playing);
          if (to === 'next' || (to === 'failure' && !hasPassed)) break;
        } while (playing.reports.length < playing.steps.length);
        return tell(playing);
      }),
    'scenario.stop': async () => {
      play = undefined;
      return {};
    },
  };
}

function tell({ scenario, steps, run, reports }: Play): ResultOf<'scenario.show'>['play'] & {} {
  const { id, title } = scenario;
  return {
    ...{ id, title, run, next: reports.length },
    steps: steps.map(({ step: { at, do: acts, expect } }, index) => {
      const played = reports[index];
      return {
        at: `+${writeSpan(at)}`,
        acts: acts.map(sayAct),
        ...(expect === undefined ? {} : { expected: expect.verdict }),
        ...(expect?.because === undefined ? {} : { because: expect.because }),
        ...(played === undefined ? {} : { results: played.map(tellResult) }),
      };
    }),
  };
}

function tellResult({ act, passed, got, differences, trace }: StepReport) {
  return { act, passed, got, differences: [...differences], trace: trace.map((step) => describeStep(step)) };
}

function noSuchCase(id: string): Refusal {
  return new Refusal(
    'no-such-scenario',
    `“${id.slice(0, 80)}” is no scenario of the catalogue; scenario.list names those there are.`,
  );
}

function tooLate(at: number): Refusal {
  return new Refusal(
    'step-is-past',
    `The clock of this run was moved past +${writeSpan(at)}, when the next step was to be played. Start the scenario again, or branch this run at an earlier moment.`,
  );
}
