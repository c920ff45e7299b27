import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeStep } from '../../app/explain/describe-trace.ts';
import { playScenario } from '../../app/scenario/play.ts';
import type { ScenarioReport, StepReport } from '../../app/scenario/report.ts';
import { sayAct } from '../../app/scenario/say-act.ts';
import { writeSpan } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { listCatalogue, loadScenario } from '../files/load-scenario.ts';
import { packageRoot } from '../package-root.ts';
import type { AnnotatedReport } from './annotations.ts';
import { describeFailure } from './failure.ts';
import { writeJunit } from './junit.ts';
import { annotateScenarios, type PlayedScenario, summariseScenarios } from './scenario-annotations.ts';
import type { Report } from './session.ts';
import { alignRows, joinParagraphs } from './text.ts';

export async function listScenarios(): Promise<Report> {
  const loaded = await Promise.all((await listCatalogue()).map(loadScenario));
  const json = loaded.map(({ path, scenario: { id, title, symptoms } }) => ({ id, title, symptoms, path }));
  return { json, text: alignRows(json.map(({ id, title }) => [id, title])).join('\n') };
}

/** Where the JSON Schema of scenarios lies, as the first line of a file names it. */
export async function showSchema(): Promise<Report> {
  const path = join(packageRoot, 'examples', 'schema', 'scenario.schema.json');
  return { json: { path }, text: `# yaml-language-server: $schema=${path}` };
}

export async function showScenario(name: string): Promise<Report> {
  const { path, scenario } = await loadScenario(name);
  const { id, title, symptoms, cause, resolution, evidence, steps } = scenario;
  const text = joinParagraphs(
    [`${id}  ${title}`],
    symptoms.length === 0 ? [] : ['What people say', ...symptoms.map((symptom) => `  · ${symptom}`)],
    cause === '' ? [] : [`Cause: ${cause.trim()}`],
    resolution === '' ? [] : [`Way out: ${resolution.trim()}`],
    [
      'Steps',
      ...alignRows(
        steps.map(({ at, do: acts, expect }) => [
          `+${writeSpan(at)}`,
          expect?.verdict ?? '',
          acts.map(sayAct).join('; '),
        ]),
      ),
    ],
    evidence.length === 0 ? [] : ['Evidence', ...evidence.map((line) => `  · ${line}`)],
    [path],
  );
  return { json: { path, ...scenario }, text };
}

export async function validateScenarios(names: readonly string[]): Promise<Report> {
  const results = [];
  for (const name of await namesOrCatalogue(names)) {
    const fault = await loadScenario(name).then(
      () => undefined,
      (reason: unknown) => describeFailure(reason).error,
    );
    results.push(fault === undefined ? { name, valid: true } : { name, valid: false, error: fault });
  }
  const faulty = results.filter(({ valid }) => !valid);
  const text = results.map(({ name, error }) => (error === undefined ? `✓ ${name}` : `✗ ${error.message}`)).join('\n');
  return { json: { valid: faulty.length === 0, files: results }, text, failed: faulty.length > 0 };
}

/** Plays them one after another; a file that can't be read ends the run. */
export async function runScenarios(names: readonly string[], junitFile: string | undefined): Promise<AnnotatedReport> {
  const played: PlayedScenario[] = [];
  for (const name of await namesOrCatalogue(names)) {
    const loaded = await loadScenario(name);
    played.push({ loaded, report: (await playScenario(loaded.scenario, loaded.environment, sha256Hex)).report });
  }
  const reports = played.map(({ report }) => report);
  if (junitFile !== undefined) await writeFile(junitFile, writeJunit(reports));
  const passed = reports.filter((report) => report.passed).length;
  const text = joinParagraphs(reports.flatMap(sayReport), [
    `${passed} of ${numberOf(reports.length, 'scenario', 'scenarios')} came out as expected.`,
  ]);
  return {
    ...{ json: { passed: passed === reports.length, scenarios: reports }, text, failed: passed < reports.length },
    ...{ annotations: annotateScenarios(played), summary: summariseScenarios(played) },
  };
}

async function namesOrCatalogue(names: readonly string[]): Promise<readonly string[]> {
  return names.length === 0 ? listCatalogue() : names;
}

function sayReport({ id, title, passed, steps }: ScenarioReport): string[] {
  return [`${passed ? '✓' : '✗'} ${id}  ${title}`, ...steps.flatMap(sayDifferences)];
}

export function sayDifferences({ at, act, branch, differences, trace }: StepReport): string[] {
  if (differences.length === 0) return [];
  const where = branch === undefined ? at : `${branch}, ${at}`;
  return [
    ...differences.map(({ what, expected, got }) => `    ${where}  ${act}: ${what} is ${got}, expected ${expected}`),
    ...trace.map((step) => `        ${describeStep(step)}`),
  ];
}
