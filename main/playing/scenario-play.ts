import { playStep } from '../../app/scenario/play.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import { type FlatStep, unroll } from '../../app/scenario/unroll.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import type { State } from '../../app/session/state.ts';
import type { KeptPlay } from '../adapters/play-file.ts';
import type { DroppedFile } from '../files/dropped-files.ts';
import { inScenario, type LoadedScenario } from '../files/load-scenario.ts';
import type { Runs } from '../runs.ts';
import { KeptMoments } from './kept-moments.ts';
import { liveStage } from './live-stage.ts';
import { noSuchBranch, notKeptYet, tooLate } from './play-refusals.ts';
import { markOf, type PlayedPart, partToKeep } from './played-part.ts';

/** A scenario with the text of its files, so that it can be gone on with whatever becomes of them. */
export type PlaySource = {
  readonly loaded: LoadedScenario;
  readonly files: readonly DroppedFile[];
  /** Where its file lies, as far as that is known. */
  readonly path?: string;
};

/** A scenario that is played on the running emulator, part by part, in runs of its own. */
export class ScenarioPlay {
  readonly source: PlaySource;
  /** Those that were begun, the trunk first. */
  readonly parts: PlayedPart[] = [];
  readonly moments: KeptMoments;
  /** The branch whose run is being begun. */
  beginning: string | undefined;
  readonly #runs: Runs;

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
    const play = new ScenarioPlay(runs, source, kept.kept);
    for (const { branch, run, begunAfter, mark, played, flows, playingAfter } of kept.parts) {
      const beginning = { flows: new Map(flows), lastLine: begunAfter, mark };
      const part = play.#add({ ...play.#stepsOf(branch), run, ...beginning });
      for (const step of played) play.note(part, step);
      if (playingAfter !== undefined) part.playingAfter = playingAfter;
    }
    play.moments.lately = kept.keptLately;
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
      kept: this.moments.ids(),
      keptLately: [...this.moments.lately],
      ...(this.beginning === undefined ? {} : { beginning: this.beginning }),
    };
  }

  private constructor(runs: Runs, source: PlaySource, kept?: KeptPlay['kept']) {
    this.#runs = runs;
    this.source = source;
    this.moments = new KeptMoments(runs.checkpoints, kept);
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
    await this.moments.keep(part.run);
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
    this.moments.lately = [];
    if (begun !== undefined) {
      await this.#runs.open(begun.run);
      await this.#runs.emulator.submit({ type: 'freeze-clock' });
      return begun;
    }
    const wanted = Object.entries(scenario.branches ?? {}).find(([name]) => name === branch)?.[1];
    if (branch === undefined || wanted === undefined) throw noSuchBranch(branch ?? '', scenario);
    const checkpoint = this.moments.idOf(wanted.from);
    if (checkpoint === undefined) throw notKeptYet(branch, wanted.from);
    const { head, state } = await this.#runs.checkpoints.read(checkpoint);
    const origin = { run: head.run, at: state.at, checkpoint };
    const run = await this.#runs.branch({ origin, state }, this.#nameOf(branch));
    return this.#begin({ ...this.#stepsOf(branch), run });
  }

  /** The branch whose run was being begun, when it is the run that goes on. */
  takeBegunBranch(): void {
    const branch = this.beginning;
    this.beginning = undefined;
    if (branch === undefined) return;
    const from = this.loaded.scenario.branches?.[branch]?.from;
    const checkpoint = from === undefined ? undefined : this.moments.idOf(from);
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
    const stage = liveStage({ emulator: this.#runs.emulator, flows, kept: this.moments.states });
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

type BeginningOfPart = { readonly flows: Map<string, string>; readonly lastLine: number };

/** As many characters as the name of a run may have. */
const longestName = 120;
