import { DecodeError, type Fault } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { checksumOf } from '../terraform/checksum.ts';
import { declareResources } from '../terraform/declare.ts';
import type { HclReader } from '../terraform/hcl-reader.ts';
import { bodyOfJson } from '../terraform/json-body.ts';
import { type ModuleFile, TerraformModule } from '../terraform/module.ts';
import { mergeOverrides } from '../terraform/overrides.ts';
import type { Resource } from '../terraform/resource.ts';
import { findUnread } from './find-unread.ts';
import type { ApiReading } from './import-api.ts';
import { readList } from './import-terraform-list.ts';
import { type ProviderVersion, readPolicy } from './import-terraform-policy.ts';
import { versionOf } from './import-terraform-version.ts';
import { readJsonText } from './json-text.ts';
import { isSettingsType, settingsOfResources } from './resource-settings.ts';

export type TerraformFile = { readonly name: string; readonly text: string };

/** What a Terraform import yields, and whether precedences are those of version 4 (DOMAIN.md §4.3 fact 12). */
export type TerraformImport = ApiReading & { readonly hasScaledPrecedence: boolean };

const policyType = /^cloudflare_(teams_rule|zero_trust_gateway_policy)$/;
const listType = /^cloudflare_(teams_list|zero_trust_list)$/;

/**
 * Reads the Terraform files of one folder: resources in native or JSON syntax, values of variables in the order in
 * which Terraform takes them, the later one first to count. Throws a `DecodeError` with file and line for what is no
 * HCL. What can't be known from the files alone is unresolved, and said so. Ids begin with `prefix`.
 */
export function importTerraform(
  hcl: HclReader,
  files: readonly TerraformFile[],
  variableFiles: readonly TerraformFile[] = [],
  prefix = '',
): TerraformImport {
  const { files: bodies, warnings: overrides } = mergeOverrides(readBodies(hcl, files));
  const given = readBodies(hcl, variableFiles);
  const isWanted = (type: string) => policyType.test(type) || listType.test(type) || isSettingsType(type);
  const { declared, warnings } = declareResources(bodies, isWanted, prefix);
  const module = new TerraformModule(bodies, given, declared);
  const resources = declared.flatMap((one) => module.instancesOf(one));
  const version = versionOf(bodies, resources);
  const made = importResources(resources, version);
  const remarks = [...overrides, ...warnings, ...module.warnings, ...findUnread(bodies, isWanted)];
  return { ...made, warnings: [...remarks, ...made.warnings] };
}

/** The policies and lists among resources; `version` tells for which provider a resource is written. */
export function importResources(
  resources: readonly Resource[],
  version: (resource: Resource) => ProviderVersion,
): TerraformImport {
  const lists = resources.filter(({ type }) => listType.test(type)).map(readList);
  const read = resources
    .filter(({ type }) => policyType.test(type))
    .map((resource, position) => ({
      version: version(resource),
      ...readPolicy(resource, version(resource), position),
    }));
  const settings = settingsOfResources(resources);
  const scaled = new Set(read.filter((one) => one.version === 4).map(({ policy }) => policy));
  return {
    policies: orderTies(
      read.map(({ policy }) => policy),
      scaled,
    ),
    lists: lists.map(({ list }) => list),
    warnings: [...lists, ...read, settings].flatMap(({ warnings }) => warnings),
    found: settings.found,
    hasScaledPrecedence: scaled.size > 0,
  };
}

/**
 * Version 4 of the provider stores a precedence as the number given times 1000, plus the checksum of the name modulo
 * 1000: among equal ones that decides. Others keep their order in the files.
 */
function orderTies(policies: readonly Policy[], scaled: ReadonlySet<Policy>): readonly Policy[] {
  const rank = (policy: Policy) => (scaled.has(policy) ? checksumOf(policy.name) % 1000 : 0);
  const groups = new Map<number, Policy[]>();
  for (const policy of policies) {
    if (scaled.has(policy)) groups.set(policy.precedence, [...(groups.get(policy.precedence) ?? []), policy]);
  }
  for (const [precedence, group] of groups)
    groups.set(
      precedence,
      group.toSorted((a, b) => rank(a) - rank(b)),
    );
  return policies.map((policy) => (scaled.has(policy) ? (groups.get(policy.precedence)?.shift() ?? policy) : policy));
}

function readBodies(hcl: HclReader, files: readonly TerraformFile[]): readonly ModuleFile[] {
  const faults: Fault[] = [];
  const bodies = files.flatMap(({ name, text }) => {
    try {
      const isJson = name.endsWith('.json');
      return [{ name, body: isJson ? bodyOfJson(hcl, readJsonText(text, name), name) : hcl.readBody(text, name) }];
    } catch (fault) {
      if (!(fault instanceof DecodeError)) throw fault;
      faults.push(...fault.faults);
      return [];
    }
  });
  if (faults.length > 0) throw new DecodeError(faults);
  return bodies;
}
