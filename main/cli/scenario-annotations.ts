import { describeStep } from '../../app/explain/describe-trace.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import type { Scenario } from '../../app/scenario/scenario.ts';
import { unroll } from '../../app/scenario/unroll.ts';
import { annotateFault } from './annotations.ts';
import { type Annotation, fenced, plainMarkdown } from './github.ts';
import { type ScenarioOutcome, sayCount, sayFaults, type UnplayedScenario } from './scenario-outcome.ts';

/** One for each act that came out differently, at its step in the file, and for each fault of one that could not be played. */
export function annotateScenarios(outcomes: readonly ScenarioOutcome[]): Annotation[] {
  return outcomes.flatMap((outcome) => {
    if ('error' in outcome) return annotateUnplayed(outcome);
    const {
      loaded: { scenario, locate, path },
      report,
    } = outcome;
    const places = placesOf(scenario);
    return report.steps.flatMap((step, index) => {
      if (step.passed) return [];
      const { line } = locate({ path: places[index] ?? '', message: '' });
      const title = `${report.id}${sayBranch(step)} at ${step.at}: ${step.act}`;
      return [{ level: 'error' as const, file: path, line, title, message: sayFailure(step).join('\n') }];
    });
  });
}

function annotateUnplayed({ name, error, faults }: UnplayedScenario): Annotation[] {
  if (faults.length > 0) return faults.map(annotateFault);
  return [annotateFault({ path: '', file: name, message: error.message })];
}

/** The report has one entry for each act, in the order in which they are played. */
function placesOf({ steps, branches = {} }: Scenario): string[] {
  const own = Object.entries(branches).flatMap(([name, branch]) => unroll(branch.steps, `branches.${name}.steps`));
  return [...unroll(steps), ...own].flatMap(({ step, path }) => step.do.map(() => path));
}

function sayBranch({ branch }: StepReport): string {
  return branch === undefined ? '' : `, branch ${branch},`;
}

export function summariseScenarios(outcomes: readonly ScenarioOutcome[]): string[] {
  return [`### ${sayCount(outcomes)}`, ...outcomes.flatMap(summarise)];
}

function summarise(outcome: ScenarioOutcome): string[] {
  if ('error' in outcome) {
    return ['', `#### ! ${plainMarkdown(outcome.name)} could not be played`, '', ...fenced(sayFaults(outcome))];
  }
  const { id, title, passed, steps } = outcome.report;
  if (passed) return [];
  const failed = steps.filter((step) => !step.passed);
  const told = failed.flatMap((step) => [
    ...['', plainMarkdown(`At ${step.at}${sayBranch(step)} ${step.act}:`)],
    ...['', ...fenced(sayFailure(step))],
  ]);
  return ['', `#### ✗ ${plainMarkdown(`${id} ${title}`)}`, ...told];
}

/** What was expected, what came, and what was looked at. */
export function sayFailure({ differences, trace }: StepReport): string[] {
  const told = differences.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`);
  if (trace.length === 0) return told;
  return [...told, '', 'What was looked at:', ...trace.map((step) => `· ${describeStep(step)}`)];
}
