import { Emulator } from '../emulator.ts';
import type { Environment } from '../environment/environment.ts';
import { DecodeError } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import { writeSpan } from '../time/span.ts';
import { perform, type Stage } from './acts.ts';
import { compare, type ScenarioReport, type StepReport } from './report.ts';
import { sayAct } from './say-act.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

export type Played = { readonly report: ScenarioReport; readonly lines: readonly LogLine[] };

/**
 * Plays a scenario in virtual time, without sockets, windows or notifications. The same scenario and environment give
 * the same report and hash anywhere. `hash` is SHA-256 in hex. Throws `DecodeError` when a step names nothing.
 */
export async function playScenario(
  scenario: Scenario,
  environment: Environment,
  hash: (text: string) => string,
): Promise<Played> {
  const { stage, lines } = await openStage(environment);
  const steps: StepReport[] = [];
  for (const [index, step] of scenario.steps.entries()) steps.push(...(await playStep(stage, step, index)));
  const { id, title } = scenario;
  const stateHash = hash(canonicalJson(stage.emulator.state));
  return {
    report: { id, title, passed: steps.every(({ passed }) => passed), steps, stateHash, lines: lines.length },
    lines,
  };
}

/** An emulator in memory at the start of a run. `lines` grows as it goes on. */
export async function openStage(environment: Environment): Promise<{ stage: Stage; lines: readonly LogLine[] }> {
  const lines: LogLine[] = [];
  const emulator = new Emulator({
    log: { append: async (more) => void lines.push(...more) },
    time: { now: () => 0 },
  });
  await emulator.submit({ type: 'start-run', environment });
  return { stage: { emulator, flows: new Map() }, lines };
}

/** Plays one step, with a report for each of its acts. Throws `DecodeError` when it names nothing. */
export async function playStep(stage: Stage, step: ScenarioStep, index: number): Promise<readonly StepReport[]> {
  const { emulator } = stage;
  const at = emulator.state.startedAt + step.at;
  if (at < emulator.now) {
    throw new DecodeError([{ path: `steps[${index}].at`, message: 'a step can’t stand before the one above it' }]);
  }
  if (at > emulator.now) await emulator.submit({ type: 'advance', to: at, jump: true });
  const reports: StepReport[] = [];
  for (const act of step.do) {
    const got = await perform(stage, act, `steps[${index}].do`);
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
