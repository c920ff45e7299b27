import { writeFile } from 'node:fs/promises';
import { describeStep } from '../../app/explain/describe-trace.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import { listCatalogue } from '../files/load-scenario.ts';
import type { AnnotatedReport } from './annotations.ts';
import { badInput, describeFailure, type FailureReport } from './failure.ts';
import { writeJunit } from './junit.ts';
import { annotateScenarios, summariseScenarios } from './scenario-annotations.ts';
import { playNamed, type ScenarioOutcome, sayCount, sayFaults, type UnplayedScenario } from './scenario-outcome.ts';
import { joinParagraphs } from './text.ts';

/** Plays them one after another. A faulty one keeps none of the others from being played, and none of the reports from being written. */
export async function runScenarios(names: readonly string[], junitFile: string | undefined): Promise<AnnotatedReport> {
  const outcomes: ScenarioOutcome[] = [];
  for (const name of await namesOrCatalogue(names)) outcomes.push(await playNamed(name));
  const unwritten = junitFile === undefined ? undefined : await writeReport(junitFile, outcomes);
  const reports = outcomes.flatMap((outcome) => ('report' in outcome ? [outcome.report] : []));
  const unplayed = outcomes.filter((outcome) => 'error' in outcome);
  const passed = outcomes.every((outcome) => 'report' in outcome && outcome.report.passed);
  const errors = unplayed.map(({ name, error, faults }) => ({ name, error, faults }));
  const error = unplayed[0]?.error ?? unwritten?.error;
  const isBadInput = unwritten !== undefined || unplayed.some(({ exit }) => exit === 2);
  return {
    json: { passed, scenarios: reports, errors, ...(error === undefined ? {} : { error }) },
    text: joinParagraphs(outcomes.flatMap(sayOutcome), [
      `${sayCount(outcomes)}.`,
      ...(unwritten === undefined ? [] : [unwritten.error.message]),
    ]),
    ...(passed && unwritten === undefined ? {} : { failed: true, exit: isBadInput ? 2 : 1 }),
    ...{ annotations: annotateScenarios(outcomes), summary: summariseScenarios(outcomes) },
  };
}

/** Answers why it could not be written: what was played is told all the same. */
async function writeReport(file: string, outcomes: readonly ScenarioOutcome[]): Promise<FailureReport | undefined> {
  try {
    await writeFile(file, writeJunit(outcomes));
    return undefined;
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    const remedy = 'Name a file in a folder that is there and may be written to.';
    return describeFailure(badInput(`The JUnit report could not be written: ${reason}. ${remedy}`));
  }
}

export async function namesOrCatalogue(names: readonly string[]): Promise<readonly string[]> {
  return names.length === 0 ? listCatalogue() : names;
}

function sayOutcome(outcome: ScenarioOutcome): string[] {
  if ('error' in outcome) return sayUnplayed(outcome);
  const { id, title, passed, steps } = outcome.report;
  return [`${passed ? '✓' : '✗'} ${id}  ${title}`, ...steps.flatMap(sayDifferences)];
}

/** One line, unless there are more faults than one. */
function sayUnplayed(outcome: UnplayedScenario): string[] {
  const [first, ...more] = sayFaults(outcome);
  return [`! ${outcome.name}  error: ${first}`, ...more.map((fault) => `    ${fault}`)];
}

function sayDifferences({ at, act, branch, differences, trace }: StepReport): string[] {
  if (differences.length === 0) return [];
  const where = branch === undefined ? at : `${branch}, ${at}`;
  return [
    ...differences.map(({ what, expected, got }) => `    ${where}  ${act}: ${what} is ${got}, expected ${expected}`),
    ...trace.map((step) => `        ${describeStep(step)}`),
  ];
}
