import { describeSettings } from '../../app/imports/describe-settings.ts';
import type { ImportFormat } from '../../app/imports/import-files.ts';
import type { Finding } from '../../app/lint/finding.ts';
import { lintPolicies } from '../../app/lint/lint.ts';
import type { GatewayList, Policy, PolicyFault, PolicyImport } from '../../app/policy/policy.ts';
import { compileRuleset } from '../../app/policy/ruleset.ts';
import { drawPolicyFault } from '../../app/policy/say-policy-fault.ts';
import { writeSpan } from '../../app/time/span.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { importExports } from '../files/import-exports.ts';
import { loadEnvironmentFile } from '../files/load-environment.ts';
import type { AnnotatedReport } from './annotations.ts';
import { annotateFindings, type FindPolicy, findPoliciesOf, summariseFindings } from './finding-annotations.ts';
import { reportFindings } from './finding-report.ts';
import { readFilesAt } from './import-files.ts';
import type { Report } from './session.ts';
import { alignRows, joinParagraphs } from './text.ts';

export type Reading = {
  readonly format?: ImportFormat;
  readonly varFile?: readonly string[];
  /** Name or id of the device profile to take. */
  readonly profile?: string;
};

/** Reads exports or Terraform's files and says what is in them; `paths` are files, or folders of them. */
export async function importPolicies(paths: readonly string[], reading: Reading = {}): Promise<Report> {
  const { policies, lists, settings, warnings } = await readImports(paths, reading);
  const { faults } = compileRuleset(policies, lists);
  const document = {
    policies: policies.map((policy) => describePolicy(policy, faults.get(policy.id))),
    lists,
    ...(settings === undefined ? {} : { settings }),
    warnings,
  };
  const drawn = policies.flatMap((policy) =>
    (faults.get(policy.id) ?? []).map((fault) => {
      const { file, line } = policy.source ?? { file: '', line: 1 };
      return `${file}:${line}: policy "${policy.name}", ${drawPolicyFault(policy, fault).replaceAll('\n', '\n  ')}`;
    }),
  );
  return { json: document, text: joinParagraphs([sayImport(document)], drawn) };
}

/** What will hurt in exports; failed when there is any error. */
export async function lintPaths(paths: readonly string[], reading: Reading = {}): Promise<AnnotatedReport> {
  const lints = await Promise.all((await separate(paths, reading)).map((lint) => lint()));
  const findings = lints.flatMap((lint) => lint.findings);
  return {
    ...reportFindings(findings, findings.length),
    annotations: lints.flatMap((lint) => annotateFindings(lint.findings, lint.place)),
    summary: summariseFindings(findings),
  };
}

type Lint = { readonly findings: readonly Finding[]; readonly place: FindPolicy };

/** Each environment by itself, with what only it shows; all exports together. */
async function separate(paths: readonly string[], reading: Reading): Promise<(() => Promise<Lint>)[]> {
  const isEnvironment = (path: string) => /\.environment\.ya?ml$/i.test(path);
  const exports = paths.filter((path) => !isEnvironment(path));
  const environments = paths.filter(isEnvironment).map((path) => async () => {
    const environment = await loadEnvironmentFile(path);
    return { findings: lintPolicies(environment, environment), place: await findPoliciesOf(path) };
  });
  if (exports.length === 0) return environments;
  const place: FindPolicy = ({ source }) => source ?? {};
  return [...environments, async () => ({ findings: lintPolicies(await readImports(exports, reading)), place })];
}

async function readImports(
  paths: readonly string[],
  { format, varFile = [], profile }: Reading,
): Promise<PolicyImport> {
  const [files, variableFiles] = await Promise.all([readFilesAt(paths), readFilesAt(varFile)]);
  return importExports(files, {
    variableFiles,
    ...(format === undefined ? {} : { format }),
    ...(profile === undefined ? {} : { profile }),
  });
}

type PolicyDocument = Omit<Policy, 'description' | 'checkSession' | 'resolvers' | 'unresolved'> & {
  readonly checkSession: { readonly enforce: boolean; readonly seconds: number | null; readonly text: string } | null;
  /** Why the emulator can't follow it, part by part; a policy with an entry never matches. */
  readonly unresolved: readonly string[];
};

function describePolicy(policy: Policy, faults: readonly PolicyFault[] = []): PolicyDocument {
  const { description: _, resolvers: __, unresolved: ___, checkSession: check, ...rest } = policy;
  const checkSession = check && {
    enforce: check.enforce,
    seconds: check.duration === undefined ? null : check.duration / 1000,
    text: check.text,
  };
  const unresolved = faults.map(({ part, message }) => `${part}: ${message}`);
  return { ...rest, checkSession: checkSession ?? null, unresolved };
}

function sayImport({
  policies,
  lists,
  settings,
  warnings,
}: {
  readonly policies: readonly PolicyDocument[];
  readonly lists: readonly GatewayList[];
  readonly settings?: PolicyImport['settings'];
  readonly warnings: PolicyImport['warnings'];
}): string {
  const checked = policies.filter(({ checkSession }) => checkSession?.enforce);
  return joinParagraphs(
    [
      policies.length + lists.length === 0 && settings !== undefined
        ? 'No policies and no lists.'
        : `${numberOf(policies.length, 'policy', 'policies')}, ${checked.length} with a session check, and ${numberOf(lists.length, 'list', 'lists')}.`,
    ],
    alignRows(
      policies.map(({ precedence, enabled, filter, action, name, checkSession, unresolved }) => [
        String(precedence),
        enabled ? 'on' : 'off',
        filter,
        action,
        name,
        sayCheck(checkSession),
        unresolved.length === 0 ? '' : `not followed: ${unresolved.join('; ')}`,
      ]),
    ),
    sayList('Settings', describeSettings(undefined, settings ?? {})),
    warnings.map(({ file, line, message }) => `${file}:${line}: ${message}`),
  );
}

function sayList(head: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${head}: ${items.join(', ')}.`];
}

function sayCheck(check: PolicyDocument['checkSession']): string {
  if (check === null) return '';
  if (check.seconds === null) return `session check "${check.text}" is no duration`;
  return `session ${writeSpan(check.seconds * 1000)}${check.enforce ? '' : ', not enforced'}`;
}
