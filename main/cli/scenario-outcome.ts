import { DecodeError, describeFault, type Fault } from '../../app/errors.ts';
import { playScenario } from '../../app/scenario/play.ts';
import type { ScenarioReport } from '../../app/scenario/report.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { inScenario, type LoadedScenario, loadScenario } from '../files/load-scenario.ts';
import { describeFailure, type FailureReport } from './failure.ts';

export type PlayedScenario = { readonly loaded: LoadedScenario; readonly report: ScenarioReport };

/** One that could not be played, and every fault in its files. */
export type UnplayedScenario = FailureReport & {
  /** As it was named. */
  readonly name: string;
  readonly faults: readonly Fault[];
};

export type ScenarioOutcome = PlayedScenario | UnplayedScenario;

/** Plays a file, or a case of the catalogue by its id. Never rejects. */
export async function playNamed(name: string): Promise<ScenarioOutcome> {
  try {
    const loaded = await loadScenario(name);
    const played = playScenario(loaded.scenario, loaded.environment, sha256Hex);
    const { report } = await played.catch((fault: unknown) => {
      throw inScenario(loaded, fault);
    });
    return { loaded, report };
  } catch (fault) {
    return { name, ...describeFailure(fault), faults: fault instanceof DecodeError ? fault.faults : [] };
  }
}

/** `36 of 37 scenarios came out as expected`, and how many could not be played. */
export function sayCount(outcomes: readonly ScenarioOutcome[]): string {
  const passed = outcomes.filter((outcome) => 'report' in outcome && outcome.report.passed).length;
  const unplayed = outcomes.filter((outcome) => 'error' in outcome).length;
  const count = `${passed} of ${numberOf(outcomes.length, 'scenario', 'scenarios')} came out as expected`;
  return unplayed === 0 ? count : `${count}, ${unplayed} could not be played`;
}

/** Each fault with file, line, column and remedy. */
export function sayFaults({ error, faults }: UnplayedScenario): readonly string[] {
  return faults.length === 0 ? [error.message] : faults.map(describeFault);
}
