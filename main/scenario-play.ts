import { Refusal } from '../app/errors.ts';
import type { Stage } from '../app/scenario/acts.ts';
import { playStep } from '../app/scenario/play.ts';
import type { StepReport } from '../app/scenario/report.ts';
import { type FlatStep, unroll } from '../app/scenario/unroll.ts';
import { engineVersion } from '../app/session/engine-version.ts';
import type { State } from '../app/session/state.ts';
import { writeSpan } from '../app/time/span.ts';
import { momentOf } from '../app/view/moment.ts';
import { inScenario, type LoadedScenario } from './files/load-scenario.ts';
import type { Runs } from './runs.ts';

/** The trunk of a scenario or one of its branches, as far as it was played; each has a run of its own. */
export type PlayedPart = {
  /** Absent: the trunk. */
  readonly branch?: string;
  readonly run: string;
  readonly steps: readonly FlatStep[];
  readonly stage: Stage;
  /** Of each step that was played, in order. */
  readonly reports: (readonly StepReport[])[];
};

/** A checkpoint of the scenario, which is one of the tree of runs, too. */
type KeptMoment = { readonly id: string; readonly state: State };

/** A scenario that is played on the running emulator, part by part, in runs of its own. */
export class ScenarioPlay {
  readonly loaded: LoadedScenario;
  /** Those that were begun, the trunk first. */
  readonly parts: PlayedPart[] = [];
  readonly kept = new Map<string, KeptMoment>();
  /** Checkpoints that the latest step kept. */
  keptLately: readonly string[] = [];
  readonly #runs: Runs;
  /** Where acts leave the moments that they keep. */
  readonly #states = new Map<string, State>();

  /** Starts it in a run of its own, which is called `name`. */
  static async start(runs: Runs, loaded: LoadedScenario, name: string): Promise<ScenarioPlay> {
    const { scenario, environment } = loaded;
    const play = new ScenarioPlay(runs, loaded);
    const run = await runs.start(environment);
    await runs.cards.change(run, { name });
    await runs.emulator.submit({ type: 'freeze-clock' });
    play.#begin(run, unroll(scenario.steps));
    return play;
  }

  private constructor(runs: Runs, loaded: LoadedScenario) {
    this.#runs = runs;
    this.loaded = loaded;
  }

  /** The part whose run goes on now; `undefined` while another run does. */
  get here(): PlayedPart | undefined {
    return this.parts.find(({ run }) => run === this.#runs.current.id);
  }

  /** Plays the next step of a part; answers whether it came out as expected. */
  async playNext(part: PlayedPart): Promise<boolean> {
    const { emulator } = this.#runs;
    const step = part.steps[part.reports.length];
    if (step === undefined) return false;
    if (emulator.now > emulator.state.startedAt + step.step.at) throw tooLate(step.step.at);
    const reports = await playStep(part.stage, step).catch((fault: unknown) => {
      throw inScenario(this.loaded, fault);
    });
    part.reports.push(reports);
    await this.#keepMoments(part);
    return reports.every(({ passed }) => passed);
  }

  /** Goes on with a part: a branch that was not begun yet starts at its checkpoint. Throws a `Refusal` when it can't. */
  async goTo(branch: string | undefined): Promise<PlayedPart> {
    const { scenario } = this.loaded;
    const begun = this.parts.find((part) => part.branch === branch);
    this.keptLately = [];
    if (begun !== undefined) {
      await this.#runs.open(begun.run);
      await this.#runs.emulator.submit({ type: 'freeze-clock' });
      return begun;
    }
    const wanted = Object.entries(scenario.branches ?? {}).find(([name]) => name === branch)?.[1];
    if (branch === undefined || wanted === undefined) throw noSuchBranch(branch ?? '', scenario);
    const moment = this.kept.get(wanted.from);
    if (moment === undefined) throw notKeptYet(branch, wanted.from);
    const { head, state } = await this.#runs.checkpoints.read(moment.id);
    const origin = { run: head.run, at: state.at, checkpoint: moment.id };
    const run = await this.#runs.branch({ origin, state }, `${scenario.id}: ${branch}`.slice(0, longestName));
    return this.#begin(run, unroll(wanted.steps, `branches.${branch}.steps`), branch);
  }

  #begin(run: string, steps: readonly FlatStep[], branch?: string): PlayedPart {
    const { emulator } = this.#runs;
    const stage: Stage = { emulator, flows: new Map(), kept: this.#states, pass: (to) => passTime(stage, to) };
    const part: PlayedPart = { run, steps, stage, reports: [], ...(branch === undefined ? {} : { branch }) };
    this.parts.push(part);
    return part;
  }

  /** On the disk, where the tree of runs and a later start find them. */
  async #keepMoments({ run }: PlayedPart): Promise<void> {
    const fresh = [...this.#states].filter(([name, state]) => this.kept.get(name)?.state !== state);
    for (const [name, state] of fresh) {
      const head = { run, name, ...momentOf(state), engine: engineVersion, madeAt: Date.now() };
      const { id } = await this.#runs.checkpoints.write(head, state);
      this.kept.set(name, { id, state });
    }
    this.keptLately = fresh.map(([name]) => name);
  }
}

/** As many characters as the name of a run may have. */
const longestName = 120;

/** What falls due on the way is not jumped over, so its notices are posted. */
async function passTime({ emulator }: Stage, to: number): Promise<void> {
  await emulator.submit({ type: 'advance', to, jump: false });
}

function tooLate(at: number): Refusal {
  return new Refusal(
    'step-is-past',
    `The clock of this run was moved past +${writeSpan(at)}, when the next step was to be played. Start the scenario again, or branch this run at an earlier moment.`,
  );
}

function noSuchBranch(name: string, { branches = {} }: LoadedScenario['scenario']): Refusal {
  const names = Object.keys(branches);
  const there = names.length === 0 ? 'It has none.' : `There are ${names.map((one) => `“${one}”`).join(', ')}.`;
  return new Refusal('no-such-branch', `The scenario has no branch “${name.slice(0, 80)}”. ${there}`);
}

function notKeptYet(branch: string, from: string): Refusal {
  return new Refusal(
    'branch-waits',
    `The branch “${branch}” goes on from “${from}”, which no step has kept yet. Play on until it is.`,
  );
}
