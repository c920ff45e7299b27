import { Emulator } from '../emulator.ts';
import type { Environment } from '../environment/environment.ts';
import { DecodeError } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { worldOf } from '../session/branch.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { Command } from '../session/command.ts';
import { farthestJump } from '../session/passing-time.ts';
import type { State } from '../session/state.ts';
import { writeSpan } from '../time/span.ts';
import { perform, type Stage } from './acts.ts';
import { checkScenario } from './check-scenario.ts';
import { compare, type ScenarioReport, type StepReport } from './report.ts';
import { sayAct } from './say-act.ts';
import type { Scenario } from './scenario.ts';
import { type FlatStep, unroll } from './unroll.ts';

export type Played = { readonly report: ScenarioReport; readonly lines: readonly LogLine[] };

/**
 * Plays a scenario in virtual time, without sockets, windows or notifications. The same scenario and environment give
 * the same report and hash anywhere. `hash` is SHA-256 in hex. Its branches are played after it, each in a run of its
 * own. Throws `DecodeError` as `checkScenario` does.
 */
export async function playScenario(
  scenario: Scenario,
  environment: Environment,
  hash: (text: string) => string,
): Promise<Played> {
  const { id, title } = scenario;
  checkScenario(scenario, environment);
  const { stage, lines } = await openStage(environment);
  const steps = await playAll(stage, unroll(scenario.steps));
  const stateHash = hash(canonicalJson(worldOf(stage.emulator.state)));
  for (const [name, { from, steps: own }] of Object.entries(scenario.branches ?? {})) {
    const path = `branches.${name}`;
    const state = stage.kept?.get(from);
    if (state === undefined) {
      throw new DecodeError([{ path: `${path}.from`, message: `no step keeps a checkpoint “${from}”` }]);
    }
    const branch = await openStage({ origin: { run: id, at: state.at, checkpoint: from }, state }, stage.kept);
    const played = await playAll(branch.stage, unroll(own, `${path}.steps`));
    steps.push(...played.map((step) => ({ ...step, branch: name })));
  }
  return {
    report: { id, title, passed: steps.every(({ passed }) => passed), steps, stateHash, lines: lines.length },
    lines,
  };
}

type Beginning = Environment | Omit<Extract<Command, { type: 'branch-run' }>, 'type'>;

/** An emulator in memory at the start of a run, or of a branch. `lines` grows as it goes on. */
export async function openStage(
  beginning: Beginning,
  kept = new Map<string, State>(),
): Promise<{ stage: Stage; lines: readonly LogLine[] }> {
  const lines: LogLine[] = [];
  let steady = 0;
  const emulator = new Emulator({
    log: { append: async (more) => void lines.push(...more) },
    time: { now: () => steady },
  });
  if ('state' in beginning) await emulator.submit({ type: 'branch-run', ...beginning });
  else await emulator.submit({ type: 'start-run', environment: beginning });
  const pass = async (to: number) => {
    const { clock } = emulator.state;
    if (clock.mode === 'following') {
      steady += (to - emulator.now) / clock.speed;
      // What is lost in dividing falls short of it.
      while (emulator.now < to) steady += 0.25 / clock.speed;
    }
    await emulator.catchUp();
  };
  return { stage: { emulator, flows: new Map(), pass, kept }, lines };
}

async function playAll(stage: Stage, steps: readonly FlatStep[]): Promise<StepReport[]> {
  const reports: StepReport[] = [];
  for (const step of steps) reports.push(...(await playStep(stage, step)));
  return reports;
}

/** Plays one step, with a report for each of its acts. Throws `DecodeError` when it names nothing. */
export async function playStep(stage: Stage, { step, path }: FlatStep): Promise<readonly StepReport[]> {
  const { emulator } = stage;
  const at = emulator.state.startedAt + step.at;
  if (at < emulator.now) {
    throw new DecodeError([{ path: `${path}.at`, message: 'a step can’t stand before what was played already' }]);
  }
  if (at > emulator.now) await moveTo(stage, at, step.passing === true);
  const reports: StepReport[] = [];
  for (const act of step.do) {
    const got = await perform(stage, act, `${path}.do`);
    const differences = compare(step.expect, got);
    reports.push({
      at: `+${writeSpan(step.at)}`,
      act: sayAct(act),
      passed: differences.length === 0,
      got: got.verdict,
      differences,
      trace: got.decided?.trace ?? [],
    });
  }
  return reports;
}

async function moveTo({ emulator, pass }: Stage, to: number, passing: boolean): Promise<void> {
  if (passing && pass !== undefined && emulator.state.clock.mode === 'following') await pass(to);
  else {
    while (to - emulator.now > farthestJump) {
      await emulator.submit({ type: 'advance', to: emulator.now + farthestJump, jump: true });
    }
    await emulator.submit({ type: 'advance', to, jump: true });
  }
}
