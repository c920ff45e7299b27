import type { ResultOf } from '../../app/bridge/contract.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { Report } from './session.ts';
import { joinParagraphs } from './text.ts';

type Told = ResultOf<'policy.lint'>['findings'][number];
type Finding = Pick<Told, 'code' | 'severity' | 'message' | 'fix' | 'reason'> & {
  readonly policy: { readonly name: string; readonly source?: Told['policy']['source'] };
  readonly place?:
    | {
        readonly part: string;
        readonly at?: { readonly line: number; readonly column: number } | undefined;
      }
    | undefined;
};

/** What will hurt, of which there may be more than the ones told; failed when there is any error. */
export function reportFindings(findings: readonly Finding[], total: number): Report {
  const text = joinParagraphs(
    ...findings.map((finding) => [
      `${finding.severity} ${finding.code}: “${finding.policy.name}”${sayPlace(finding)}`,
      `  ${finding.message}`,
      `  Do: ${finding.fix}`,
      `  Why: ${finding.reason}`,
    ]),
    [sayTotal(findings.length, total)],
  );
  return { json: { findings }, text, failed: findings.some(({ severity }) => severity === 'error') };
}

function sayPlace({ policy: { source }, place }: Finding): string {
  const parts = [
    ...(source === undefined ? [] : [`${source.file}:${source.line}`]),
    ...(place === undefined ? [] : [place.part]),
    ...(place?.at === undefined ? [] : [`line ${place.at.line}, column ${place.at.column}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function sayTotal(told: number, total: number): string {
  if (total === 0) return 'Nothing was found.';
  return `${numberOf(total, 'finding', 'findings')}${told < total ? `, of which the first ${told} are told` : ''}.`;
}
