import { DecodeError, type Fault } from '../errors.ts';
import { mergeLists } from '../policy/lists.ts';
import type { ImportWarning, Policy, PolicyImport } from '../policy/policy.ts';
import { findMissingPages } from './api-pages.ts';
import { type ApiContents, type Found, joinFound, sortApiContents } from './api-shape.ts';
import { decodeRule } from './decode-rule.ts';
import { findEqualPrecedence } from './equal-precedence.ts';
import { importLists } from './import-lists.ts';
import { importSettings, type SettingsOptions } from './import-settings.ts';
import { readJsonDocuments } from './json-text.ts';

export type ApiFile = { readonly name: string; readonly text: string };

/** An import of answers, with what it found of settings; these are read when all files are known. */
export type ApiReading = PolicyImport & { readonly found: ApiContents['found'] };

/** Decodes one file with `readApiFiles`; `file` is for places, and for what its name tells. */
export function importGatewayApi(text: string, file: string, options: SettingsOptions = {}): PolicyImport {
  const { found, warnings, ...read } = readApiFiles([{ name: file, text }]);
  return withSettings({ ...read, warnings }, found, options);
}

/**
 * Decodes policies and lists as the API answers them (DOMAIN.md §4.1, §4.2), page by page or listing by listing in as
 * many files as there are. Items without a list belong to the list whose id or name is a key above them or in the
 * file's name. Throws a `DecodeError` when a text is no JSON, none of the shapes, an error answer, or holds values of
 * the wrong type. Whatever is left out or read loosely has a warning.
 */
export function readApiFiles(files: readonly ApiFile[]): ApiReading {
  const faults: Fault[] = [];
  const { found, pages, warnings } = sortFiles(files, faults);
  const rules = decodeRules(found.get('rule') ?? [], faults);
  const lists = importLists(found.get('list') ?? [], found.get('item') ?? [], faults);
  if (faults.length > 0) throw new DecodeError(faults);
  const kept = keepFirst(rules.policies);
  return {
    policies: kept.policies,
    lists: lists.lists,
    warnings: [
      ...[...warnings, ...rules.warnings, ...kept.warnings, ...lists.warnings],
      ...[...findMissingPages(pages), ...findEqualPrecedence(kept.policies)],
    ],
    found,
  };
}

/** Adds what was found of settings. Throws a `DecodeError` when the wanted device profile is not there. */
export function withSettings(read: PolicyImport, found: ApiContents['found'], options: SettingsOptions): PolicyImport {
  const { warnings, ...rest } = importSettings(found, options);
  return { ...read, ...rest, warnings: [...read.warnings, ...warnings] };
}

/** Joins the policies and lists of several imports. A policy that comes twice is kept once, with a warning. */
export function mergeImports(imports: readonly PolicyImport[]): PolicyImport {
  const kept = keepFirst(imports.flatMap((part) => part.policies));
  const warnings = [...imports.flatMap((part) => part.warnings), ...kept.warnings];
  const said = new Set(warnings.map(wordsOf));
  const ties = findEqualPrecedence(kept.policies).filter((warning) => !said.has(wordsOf(warning)));
  return {
    policies: kept.policies,
    lists: mergeLists(imports.flatMap((part) => part.lists)),
    warnings: [...warnings, ...ties],
  };
}

function sortFiles(files: readonly ApiFile[], faults: Fault[]): ApiContents {
  const sorted = files.flatMap(({ name, text }) => {
    try {
      return [sortApiContents(readJsonDocuments(text, name), name)];
    } catch (fault) {
      if (!(fault instanceof DecodeError)) throw fault;
      faults.push(...fault.faults);
      return [];
    }
  });
  return {
    found: joinFound(sorted.map((part) => part.found)),
    pages: sorted.flatMap((part) => part.pages),
    warnings: sorted.flatMap((part) => part.warnings),
  };
}

function decodeRules(
  rules: readonly Found[],
  faults: Fault[],
): { readonly policies: readonly Policy[]; readonly warnings: readonly ImportWarning[] } {
  const policies: Policy[] = [];
  const warnings: ImportWarning[] = [];
  for (const [position, found] of rules.entries()) {
    const reading = decodeRule(found.object, { ...found, position });
    if (!reading.ok) {
      faults.push(...reading.faults);
      continue;
    }
    warnings.push(...reading.remarks.map((remark) => ({ ...remark, file: found.file, line: found.line })));
    if (reading.policy !== undefined) policies.push(reading.policy);
  }
  return { policies, warnings };
}

function keepFirst(all: readonly Policy[]): {
  readonly policies: readonly Policy[];
  readonly warnings: readonly ImportWarning[];
} {
  const policies = new Map<string, Policy>();
  const warnings: ImportWarning[] = [];
  for (const policy of all) {
    if (!policies.has(policy.id)) policies.set(policy.id, policy);
    else warnings.push(sayDuplicate(policy));
  }
  return { policies: [...policies.values()], warnings };
}

function sayDuplicate(policy: Policy): ImportWarning {
  const message = `policy "${policy.name}" (${policy.id}) comes twice; the first one is kept`;
  return { code: 'duplicate-policy', message, file: policy.source?.file ?? '', line: policy.source?.line ?? 1 };
}

const wordsOf = ({ file, line, message }: ImportWarning) => `${file}:${line}:${message}`;
