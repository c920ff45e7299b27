import type { ModuleFile } from '../terraform/module.ts';
import type { Resource } from '../terraform/resource.ts';
import type { Expression } from '../terraform/syntax.ts';
import type { ProviderVersion } from './import-terraform-policy.ts';

/**
 * Tells for which version of Cloudflare's provider a resource is written: what `required_providers` asks for, else the
 * resource's own form, else that of the others.
 */
export function versionOf(
  files: readonly ModuleFile[],
  resources: readonly Resource[],
): (resource: Resource) => ProviderVersion {
  const required = files.map(requiredVersion).find((version) => version !== undefined);
  if (required !== undefined) return () => required;
  const others = resources.some((resource) => versionByForm(resource) === 4) ? 4 : 5;
  return (resource) => versionByForm(resource) ?? others;
}

function versionByForm({ type, form }: Resource): ProviderVersion | undefined {
  if (/^cloudflare_teams_/.test(type) || form === 'blocks') return 4;
  return form === 'attributes' ? 5 : undefined;
}

function requiredVersion({ body }: ModuleFile): ProviderVersion | undefined {
  const required = body.blocks
    .filter(({ type }) => type === 'terraform')
    .flatMap((terraform) => [
      ...terraform.body.blocks.filter(({ type }) => type === 'required_providers').map((block) => block.body),
    ])
    .map((providers) => providers.attributes.get('cloudflare')?.value)
    .find((provider) => provider !== undefined);
  const constraint = required === undefined ? undefined : constraintOf(required);
  if (constraint === undefined) return undefined;
  const [, major] = /(\d+)/.exec(constraint) ?? [];
  // `>= 4` alone lets the newest in.
  const isOpen = /^\s*>/.test(constraint) && !constraint.includes('<');
  if (major === '5' || (major === '4' && !isOpen)) return major === '5' ? 5 : 4;
  return undefined;
}

function constraintOf(provider: Expression): string | undefined {
  const version =
    provider.kind === 'object'
      ? provider.entries.find(({ key }) => key.kind === 'literal' && key.value === 'version')?.value
      : provider;
  return version?.kind === 'literal' && typeof version.value === 'string' ? version.value : undefined;
}
