import { dirname, join } from 'node:path';
import type { Finding } from '../../app/lint/finding.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { readDataFile } from '../files/yaml-file.ts';
import { type Annotation, plainMarkdown } from './github.ts';

/** Where a policy is written. */
export type FindPolicy = (policy: Finding['policy']) => { readonly file?: string; readonly line?: number | undefined };

/** Policies of an environment stand in its file, or in one that it names from where it lies. */
export async function findPoliciesOf(path: string): Promise<FindPolicy> {
  const { data, locate } = await readDataFile(path);
  const written = (data as { readonly policies?: unknown } | undefined)?.policies;
  const ids = Array.isArray(written) ? written.map((entry: { readonly id?: unknown } | undefined) => entry?.id) : [];
  return ({ id, source }) => {
    if (source !== undefined) return { file: join(dirname(path), source.file), line: source.line };
    return { file: path, line: locate({ path: `policies[${ids.indexOf(id)}]`, message: '' }).line };
  };
}

export function annotateFindings(findings: readonly Finding[], place: FindPolicy): Annotation[] {
  return findings.map(({ severity, code, policy, message, fix, reason }) => ({
    level: severity,
    title: `${code}: “${policy.name}”`,
    message: [message, `Do: ${fix}`, `Why: ${reason}`].join('\n'),
    ...place(policy),
  }));
}

export function summariseFindings(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['### Nothing was found in the policies'];
  const rows = findings.map(({ severity, code, policy, message, fix }) =>
    [severity, code, policy.name, message, fix].map(plainMarkdown).join(' | '),
  );
  return [
    `### ${numberOf(findings.length, 'finding', 'findings')} in the policies`,
    '',
    '| Severity | Finding | Policy | What is so | What to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ];
}
