import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { describeSettings } from '../../app/imports/describe-settings.ts';
import { mergeImports } from '../../app/imports/import-api.ts';
import { applySettings } from '../../app/imports/imported-settings.ts';
import { comparePolicies } from '../../app/policy/compare-policies.ts';
import type { PolicyImport } from '../../app/policy/policy.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { Edits } from '../edits.ts';
import { type Dropped, readDroppedFiles } from '../files/dropped-files.ts';
import type { OfferedFiles } from '../offered-files.ts';
import type { Runs } from '../runs.ts';

type ImportHandlers = Pick<Handlers, Extract<keyof Handlers, `import.${string}`>>;
type How = 'replace' | 'add';

const listedChanges = 50;
const listedWarnings = 100;
const listedProfiles = 50;

export type ImportParts = { readonly edits: Edits; readonly runs: Runs; readonly offered: Pick<OfferedFiles, 'take'> };

export function createImportHandlers({ edits, runs, offered }: ImportParts): ImportHandlers {
  return {
    'import.offered': async () => ({ files: [...offered.take()] }),
    'import.preview': async ({ files, policies = 'replace', profile }) => {
      const dropped = await readDroppedFiles(files, profile);
      return previewOf(dropped, edits.planned(), nextEnvironment(edits.planned(), dropped, policies));
    },
    'import.apply': async ({ files, to, policies = 'replace', profile, now = false }) => {
      const dropped = await readDroppedFiles(files, profile);
      // What is planned is asked for last, so that nothing that was edited meanwhile is lost.
      const next = nextEnvironment(edits.planned(), dropped, policies);
      const said = `${nameOf(dropped)} ${policies === 'add' && dropped.kind === 'policies' ? 'added' : 'imported'}`;
      if (to === 'this-run') return edits.apply(next, { now, said });
      await runs.start(next);
      return { said, takesEffectAt: writeInstant(runs.emulator.now), fromNextRun: [] };
    },
  };
}

/** Files that hold settings only leave the policies as they are. */
function nextEnvironment(planned: Environment, dropped: Dropped, how: How): Environment {
  if (dropped.kind === 'environment') return dropped.environment;
  const { imported } = dropped;
  const isAdding = how === 'add' || (imported.settings !== undefined && !hasPolicies(imported));
  const { policies, lists, warnings }: PolicyImport = isAdding ? mergeImports([imported, planned]) : imported;
  return applySettings({ ...planned, policies, lists, warnings }, imported.settings ?? {});
}

function hasPolicies({ policies, lists }: Pick<PolicyImport, 'policies' | 'lists'>): boolean {
  return policies.length + lists.length > 0;
}

function previewOf(dropped: Dropped, planned: Environment, next: Environment): ResultOf<'import.preview'> {
  const { policies, lists } = dropped.kind === 'environment' ? dropped.environment : dropped.imported;
  const own = dropped.kind === 'environment' ? [] : dropped.imported.warnings;
  // Adding keeps the warnings of what is there; those are no news.
  const warnings = next.warnings.filter((warning) => own.includes(warning) || !planned.warnings.includes(warning));
  const destinations = dropped.kind === 'environment' ? Object.keys(dropped.environment.destinations).length : 0;
  const settings = dropped.kind === 'environment' ? [] : describeSettings(planned, dropped.imported.settings ?? {});
  const isOfSettings =
    dropped.kind === 'policies' && dropped.imported.settings !== undefined && !hasPolicies(dropped.imported);
  const counts = [
    ...(isOfSettings ? [] : [numberOf(policies.length, 'policy', 'policies')]),
    ...(lists.length === 0 ? [] : [numberOf(lists.length, 'list', 'lists')]),
    ...(destinations === 0 ? [] : [numberOf(destinations, 'destination', 'destinations')]),
  ];
  const checks = policies.filter(({ enabled, checkSession }) => enabled && checkSession?.enforce === true).length;
  return {
    kind: dropped.kind,
    name: nameOf(dropped),
    summary: isOfSettings
      ? 'no policies; settings of device and account.'
      : `${counts.join(', ')}; ${checks === 0 ? 'none checks' : checks === 1 ? '1 checks' : `${checks} check`} the session.`,
    policies: policies.length,
    lists: lists.length,
    destinations,
    ...(settings.length === 0 ? {} : { settings: [...settings] }),
    ...(dropped.kind === 'environment' ? {} : choiceOf(dropped.imported)),
    changes: comparePolicies(planned.policies, next.policies).slice(0, listedChanges),
    warnings: warnings.slice(0, listedWarnings).map(({ file, line, message }) => `${file}:${line}: ${message}`),
  };
}

function choiceOf({ profiles }: PolicyImport): Pick<ResultOf<'import.preview'>, 'profiles'> {
  if (profiles === undefined) return {};
  return { profiles: { ...profiles, names: [...new Set(profiles.names)].slice(0, listedProfiles) } };
}

function nameOf(dropped: Dropped): string {
  return dropped.kind === 'environment' ? dropped.environment.name : dropped.name;
}
