import { sayAct } from '../../app/scenario/say-act.ts';
import { writeSpan } from '../../app/time/span.ts';
import { listCatalogue, loadScenario } from '../files/load-scenario.ts';
import { describeFailure } from './failure.ts';
import { namesOrCatalogue } from './scenario-run.ts';
import type { Report } from './session.ts';
import { alignRows, joinParagraphs } from './text.ts';

export async function listScenarios(): Promise<Report> {
  const loaded = await Promise.all((await listCatalogue()).map(loadScenario));
  const json = loaded.map(({ path, scenario: { id, title, symptoms } }) => ({ id, title, symptoms, path }));
  return { json, text: alignRows(json.map(({ id, title }) => [id, title])).join('\n') };
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
