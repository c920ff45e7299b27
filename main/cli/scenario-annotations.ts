import { describeStep } from '../../app/explain/describe-trace.ts';
import type { ScenarioReport, StepReport } from '../../app/scenario/report.ts';
import type { Scenario } from '../../app/scenario/scenario.ts';
import { unroll } from '../../app/scenario/unroll.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { LoadedScenario } from '../files/load-scenario.ts';
import { type Annotation, fenced, plainMarkdown } from './github.ts';

export type PlayedScenario = { readonly loaded: LoadedScenario; readonly report: ScenarioReport };

/** One for each act that came out differently, at its step in the file. */
export function annotateScenarios(played: readonly PlayedScenario[]): Annotation[] {
  return played.flatMap(({ loaded: { scenario, locate, path }, report }) => {
    const places = placesOf(scenario);
    return report.steps.flatMap((step, index) => {
      if (step.passed) return [];
      const { line } = locate({ path: places[index] ?? '', message: '' });
      const title = `${report.id}${sayBranch(step)} at ${step.at}: ${step.act}`;
      return [{ level: 'error' as const, file: path, line, title, message: sayFailure(step).join('\n') }];
    });
  });
}

/** The report has one entry for each act, in the order in which they are played. */
function placesOf({ steps, branches = {} }: Scenario): string[] {
  const own = Object.entries(branches).flatMap(([name, branch]) => unroll(branch.steps, `branches.${name}.steps`));
  return [...unroll(steps), ...own].flatMap(({ step, path }) => step.do.map(() => path));
}

function sayBranch({ branch }: StepReport): string {
  return branch === undefined ? '' : `, branch ${branch},`;
}

export function summariseScenarios(played: readonly PlayedScenario[]): string[] {
  const failed = played.filter(({ report }) => !report.passed);
  const count = `${played.length - failed.length} of ${numberOf(played.length, 'scenario', 'scenarios')}`;
  return [
    `### ${count} came out as expected`,
    ...failed.flatMap(({ report: { id, title, steps } }) => [
      '',
      `#### ✗ ${plainMarkdown(`${id} ${title}`)}`,
      ...steps
        .filter(({ passed }) => !passed)
        .flatMap((step) => [
          '',
          plainMarkdown(`At ${step.at}${sayBranch(step)} ${step.act}:`),
          '',
          ...fenced(sayFailure(step)),
        ]),
    ]),
  ];
}

/** What was expected, what came, and what was looked at. */
export function sayFailure({ differences, trace }: StepReport): string[] {
  const told = differences.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`);
  if (trace.length === 0) return told;
  return [...told, '', 'What was looked at:', ...trace.map((step) => `· ${describeStep(step)}`)];
}
