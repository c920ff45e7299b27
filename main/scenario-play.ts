import { Refusal } from '../app/errors.ts';
import type { LogLine } from '../app/ports.ts';
import type { Stage } from '../app/scenario/acts.ts';
import { playStep } from '../app/scenario/play.ts';
import type { StepReport } from '../app/scenario/report.ts';
import { type FlatStep, unroll } from '../app/scenario/unroll.ts';
import { canonicalJson } from '../app/session/canonical-json.ts';
import { engineVersion } from '../app/session/engine-version.ts';
import type { State } from '../app/session/state.ts';
import { writeSpan } from '../app/time/span.ts';
import { momentOf } from '../app/view/moment.ts';
import type { KeptPlay } from './adapters/play-file.ts';
import { sha256Hex } from './adapters/sha256.ts';
import type { DroppedFile } from './files/dropped-files.ts';
import { inScenario, type LoadedScenario } from './files/load-scenario.ts';
import { liveStage } from './live-stage.ts';
import type { Runs } from './runs.ts';

/** A scenario with the text of its files, so that it can be gone on with whatever becomes of them. */
export type PlaySource = {
  readonly loaded: LoadedScenario;
  readonly files: readonly DroppedFile[];
  /** Where its file lies, as far as that is known. */
  readonly path?: string;
};

/** The trunk of a scenario or one of its branches, as far as it was played; each has a run of its own. */
export type PlayedPart = {
  /** Absent: the trunk. */
  readonly branch?: string;
  readonly run: string;
  readonly steps: readonly FlatStep[];
  readonly stage: Stage;
  /** Of each step that was played, in order. */
  readonly reports: (readonly StepReport[])[];
  /** The last line of the run's log at the beginning, and after each step that was played. */
  readonly lastLines: number[];
  /** Tells the run from another one of its name. */
  readonly mark: string;
  /** Present while steps are played: the line after which that is not noted yet. */
  playingAfter?: number;
};

/** A checkpoint of the scenario, which is one of the tree of runs, too. */
type KeptMoment = { readonly id: string; readonly state?: State };

/** A scenario that is played on the running emulator, part by part, in runs of its own. */
export class ScenarioPlay {
  readonly source: PlaySource;
  /** Those that were begun, the trunk first. */
  readonly parts: PlayedPart[] = [];
  readonly kept = new Map<string, KeptMoment>();
  /** Checkpoints that the latest step kept. */
  keptLately: readonly string[] = [];
  /** The branch whose run is being begun. */
  beginning: string | undefined;
  readonly #runs: Runs;
  /** Where acts leave the moments that they keep. */
  readonly #states = new Map<string, State>();

  /** Starts it in a run of its own, which is called `name`. */
  static async start(runs: Runs, source: PlaySource, name: string): Promise<ScenarioPlay> {
    const { scenario, environment } = source.loaded;
    const play = new ScenarioPlay(runs, source);
    const run = await runs.start(environment);
    await runs.cards.change(run, { name });
    await runs.emulator.submit({ type: 'freeze-clock' });
    play.#begin({ run, steps: unroll(scenario.steps) });
    return play;
  }

  /** As it was kept; what the logs say of it is still to be asked. */
  static goOn(runs: Runs, source: PlaySource, kept: KeptPlay): ScenarioPlay {
    const play = new ScenarioPlay(runs, source);
    for (const { branch, run, begunAfter, mark, played, flows, playingAfter } of kept.parts) {
      const beginning = { flows: new Map(flows), lastLine: begunAfter, mark };
      const part = play.#add({ ...play.#stepsOf(branch), run, ...beginning });
      for (const step of played) play.note(part, step);
      if (playingAfter !== undefined) part.playingAfter = playingAfter;
    }
    for (const [name, id] of kept.kept) play.kept.set(name, { id });
    play.keptLately = kept.keptLately;
    play.beginning = kept.beginning;
    return play;
  }

  /** What a later start needs to go on. */
  toKeep(): KeptPlay {
    const { loaded, files, path } = this.source;
    return {
      engine: engineVersion,
      files: [...files],
      ...(loaded.file === undefined ? {} : { file: loaded.file }),
      ...(path === undefined ? {} : { path }),
      parts: this.parts.map(partToKeep),
      kept: [...this.kept].map(([name, { id }]) => [name, id]),
      keptLately: [...this.keptLately],
      ...(this.beginning === undefined ? {} : { beginning: this.beginning }),
    };
  }

  private constructor(runs: Runs, source: PlaySource) {
    this.#runs = runs;
    this.source = source;
  }

  get loaded(): LoadedScenario {
    return this.source.loaded;
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
    this.note(part, { lastLine: emulator.revision, reports });
    await this.keepMoments(part);
    return reports.every(({ passed }) => passed);
  }

  /** That a step was played, and what it came to. */
  note(part: PlayedPart, { lastLine, reports }: { lastLine: number; reports: readonly StepReport[] }): void {
    part.reports.push(reports);
    part.lastLines.push(lastLine);
    if (part.playingAfter !== undefined) part.playingAfter = lastLine;
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
    const run = await this.#runs.branch({ origin, state }, this.#nameOf(branch));
    return this.#begin({ ...this.#stepsOf(branch), run });
  }

  /** The branch whose run was being begun, when it is the run that goes on. */
  takeBegunBranch(): void {
    const branch = this.beginning;
    this.beginning = undefined;
    if (branch === undefined) return;
    const from = this.loaded.scenario.branches?.[branch]?.from;
    const checkpoint = from === undefined ? undefined : this.kept.get(from)?.id;
    const { origin } = this.#runs.emulator.state;
    if (this.here !== undefined || checkpoint === undefined || origin?.checkpoint !== checkpoint) return;
    this.#begin({ ...this.#stepsOf(branch), run: this.#runs.current.id });
  }

  /** Goes on with a part in a run that branches off it at an earlier state. */
  async branchOff(part: PlayedPart, state: State): Promise<void> {
    const run = await this.#runs.branch({ origin: { run: part.run, at: state.at }, state }, this.#nameOf(part.branch));
    const lastLines = part.lastLines.map(() => this.#runs.emulator.revision);
    this.parts[this.parts.indexOf(part)] = { ...part, run, lastLines, mark: this.#mark() };
  }

  /** On the disk, where the tree of runs and a later start find them. One that is there already is taken. */
  async keepMoments({ run }: PlayedPart, states: ReadonlyMap<string, State> = this.#states): Promise<void> {
    const fresh = [...states].filter(([name, state]) => this.kept.get(name)?.state !== state);
    for (const [name, state] of fresh) {
      const head = { run, name, ...momentOf(state), engine: engineVersion, madeAt: Date.now() };
      const id = (await this.#checkpointOf(run, name, state)) ?? (await this.#runs.checkpoints.write(head, state)).id;
      this.kept.set(name, { id, state });
    }
    this.keptLately = fresh.map(([name]) => name);
  }

  async #checkpointOf(run: string, name: string, state: State): Promise<string | undefined> {
    const { checkpoints } = this.#runs;
    const same = (await checkpoints.list()).filter(
      (head) => head.run === run && head.name === name && head.at === state.at && head.engine === engineVersion,
    );
    for (const { id } of same) {
      const there = await checkpoints.read(id).catch(() => undefined);
      if (there !== undefined && canonicalJson(there.state) === canonicalJson(state)) return id;
    }
    return undefined;
  }

  #begin(part: { run: string; steps: readonly FlatStep[]; branch?: string }): PlayedPart {
    const { revision } = this.#runs.emulator;
    return this.#add({ ...part, flows: new Map(), lastLine: revision, mark: this.#mark() });
  }

  #mark(): string {
    const line = this.#runs.current.recent.at(-1);
    return line === undefined ? '' : markOf(line);
  }

  #add({
    lastLine,
    flows,
    ...part
  }: Omit<PlayedPart, 'stage' | 'reports' | 'lastLines'> & BeginningOfPart): PlayedPart {
    const stage = liveStage({ emulator: this.#runs.emulator, flows, kept: this.#states });
    const added: PlayedPart = { ...part, stage, reports: [], lastLines: [lastLine] };
    this.parts.push(added);
    return added;
  }

  #stepsOf(branch: string | undefined): Pick<PlayedPart, 'steps' | 'branch'> {
    const { steps, branches = {} } = this.loaded.scenario;
    if (branch === undefined) return { steps: unroll(steps) };
    return { branch, steps: unroll(branches[branch]?.steps ?? [], `branches.${branch}.steps`) };
  }

  #nameOf(branch: string | undefined): string {
    const { id, title } = this.loaded.scenario;
    return (branch === undefined ? `${id} ${title}` : `${id}: ${branch}`).slice(0, longestName);
  }
}

function partToKeep(part: PlayedPart): KeptPlay['parts'][number] {
  const { branch, run, mark, reports, stage, playingAfter } = part;
  const [begunAfter = 0, ...lastLines] = part.lastLines;
  return {
    ...(branch === undefined ? {} : { branch }),
    ...{ run, begunAfter, mark, flows: [...stage.flows] },
    played: lastLines.map((lastLine, index) => ({ lastLine, reports: reports[index] ?? [] })),
    ...(playingAfter === undefined ? {} : { playingAfter }),
  };
}

type BeginningOfPart = { readonly flows: Map<string, string>; readonly lastLine: number };

/** Of the last line that a part found when it began. */
export function markOf(line: LogLine): string {
  return sha256Hex(JSON.stringify(line));
}

/** As many characters as the name of a run may have. */
const longestName = 120;

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
