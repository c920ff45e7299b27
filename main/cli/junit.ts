import type { ScenarioReport, StepReport } from '../../app/scenario/report.ts';
import { sayFailure } from './scenario-annotations.ts';
import { type PlayedScenario, sayFaults, type UnplayedScenario } from './scenario-outcome.ts';

/** One test suite per scenario and one test case per act, as test reporters read it; one that could not be played is an error. */
export function writeJunit(outcomes: readonly (UnplayedScenario | Pick<PlayedScenario, 'report'>)[]): string {
  const suites = outcomes.map((outcome) => ('error' in outcome ? suiteOfError(outcome) : suiteOf(outcome.report)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="scenarios">\n${suites.join('\n')}\n</testsuites>\n`;
}

function suiteOf({ id, title, steps }: ScenarioReport): string {
  const failures = steps.filter(({ passed }) => !passed).length;
  const cases = steps.map((step) => caseOf(id, step));
  return suite(`${id} ${title}`, `tests="${steps.length}" failures="${failures}" errors="0"`, cases);
}

function caseOf(id: string, step: StepReport): string {
  const name = `<testcase classname="${escapeXml(id)}" name="${escapeXml(`${step.at} ${step.act}`)}"`;
  return step.differences.length === 0 ? `${name}/>` : caseWith(name, 'failure', '', sayFailure(step));
}

function suiteOfError(outcome: UnplayedScenario): string {
  const { name, error } = outcome;
  const start = `<testcase classname="${escapeXml(name)}" name="can be played"`;
  const cases = [caseWith(start, 'error', ` type="${escapeXml(error.code)}"`, sayFaults(outcome))];
  return suite(name, 'tests="1" failures="0" errors="1"', cases);
}

function suite(name: string, counts: string, cases: readonly string[]): string {
  const lines = cases.map((one) => `    ${one}`);
  return [`  <testsuite name="${escapeXml(name)}" ${counts}>`, ...lines, '  </testsuite>'].join('\n');
}

function caseWith(start: string, tag: 'failure' | 'error', attributes: string, lines: readonly string[]): string {
  const message = escapeXml(lines[0] ?? '');
  return `${start}><${tag} message="${message}"${attributes}>${escapeXml(lines.join('\n'))}</${tag}></testcase>`;
}

/** What XML 1.0 has no way to hold, and reporters give up on (§2.2). */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
  };
  return text.replaceAll(unwritable, '\uFFFD').replaceAll(/[&<>"\n]/g, (character) => entities[character] ?? '');
}
