import type { ImportWarning } from '../policy/policy.ts';
import type { Resource } from '../terraform/resource.ts';
import { isList, itemsOf, Namespace, Unknown, unknownIn, type Value } from '../terraform/value.ts';
import type { JsonObject } from './api-kind.ts';
import type { ApiContents, Found, FoundKind } from './api-shape.ts';

/** Resources of both versions of the provider, and what the API calls the same (DOMAIN.md §4.3 fact 15). */
const kinds: readonly (readonly [RegExp, Exclude<FoundKind, 'rule' | 'list' | 'item'>])[] = [
  [
    /^cloudflare_(device_settings_policy|zero_trust_device_profiles|zero_trust_device_(default|custom)_profile)$/,
    'profile',
  ],
  [/^cloudflare_(zero_trust_)?split_tunnel$/, 'route'],
  [
    /^cloudflare_(fallback_domain|zero_trust_local_fallback_domain|zero_trust_device_(default|custom)_profile_local_domain_fallback)$/,
    'fallback',
  ],
  [/^cloudflare_(access_organization|zero_trust_access_organization|zero_trust_organization)$/, 'organisation'],
  [/^cloudflare_(zero_trust_)?access_application$/, 'application'],
  [/^cloudflare_(teams_account|zero_trust_gateway_settings)$/, 'configuration'],
];

type Settings = { readonly found: ApiContents['found']; readonly warnings: readonly ImportWarning[] };

/** Whether resources of a type set something of device, account or Access. */
export function isSettingsType(type: string): boolean {
  return kinds.some(([pattern]) => pattern.test(type));
}

/** Resources as the API would answer them. What is not known from the files is left out, with a warning. */
export function settingsOfResources(resources: readonly Resource[]): Settings {
  const found = new Map<FoundKind, Found[]>();
  const warnings: ImportWarning[] = [];
  for (const resource of resources) {
    const kind = kinds.find(([pattern]) => pattern.test(resource.type))?.[1];
    if (kind === undefined) continue;
    const warn: Warn = (path, message) => {
      warnings.push({
        code: 'unresolved',
        message: `${resource.address}: ${message}`,
        file: resource.file,
        line: resource.lineOf(path),
      });
    };
    if (resource.repetition !== undefined)
      warn('', `is left out, since it is not known how many there are: ${resource.repetition.message}`);
    else found.set(kind, [...(found.get(kind) ?? []), ...readResource(resource, kind, warn)]);
  }
  return { found, warnings };
}

type Warn = (path: string, message: string) => void;

function readResource(resource: Resource, kind: FoundKind, warn: Warn): readonly Found[] {
  const object = plainMembers(resource, warn);
  const found = (one: JsonObject, more: Pick<Found, 'names' | 'owner'> = { names: [] }): Found => {
    const { address: path, file, line } = resource;
    return { path, object: one, file, line, lineOf: () => line, ...more };
  };
  switch (kind) {
    case 'profile':
      return [found(readProfile(resource, object))];
    case 'route':
    case 'fallback': {
      const owner = ownerOf(resource, warn);
      const mode = typeof object.mode === 'string' ? object.mode : '';
      const entries = listOf(kind === 'route' ? object.tunnels : object.domains);
      return owner === undefined ? [] : entries.map((entry) => found(entry, { names: [mode], owner }));
    }
    case 'configuration':
      return [
        found(
          typeof object.tls_decrypt_enabled === 'boolean'
            ? { settings: { tls_decrypt: { enabled: object.tls_decrypt_enabled } } }
            : object,
        ),
      ];
    case 'application':
      return [found({ ...object, destinations: listOf(object.destinations) })];
    default:
      return [found(object)];
  }
}

function readProfile({ type, address }: Resource, object: JsonObject): JsonObject {
  const { service_mode_v2_mode: mode, service_mode_v2_port: port, ...rest } = object;
  const isDefault = type.endsWith('_default_profile') || object.default === true;
  const id = isDefault ? {} : { policy_id: object.policy_id ?? object.id ?? address };
  return { ...rest, ...id, default: isDefault, ...(mode === undefined ? {} : { service_mode_v2: { mode, port } }) };
}

/**
 * The profile that entries belong to: its id, its address where the files refer to it, empty for the default one;
 * `undefined` when that is not known. Version 4 may name the default one by the account's id.
 */
function ownerOf({ values, textOf: written }: Resource, warn: Warn): string | undefined {
  const policy = values.get('policy_id');
  if (policy === undefined || policy === '' || policy === values.get('account_id')) return '';
  if (typeof policy === 'string') return policy;
  const address = /(cloudflare_\w+\.[\w-]+(?:\[[^\]]*\])?)\.(?:policy_)?id\b/.exec(written('policy_id') ?? '')?.[1];
  if (address !== undefined) return /_default_profile\./.test(address) ? '' : address;
  const reason = policy instanceof Unknown ? policy.message : 'expected a text';
  warn('policy_id', `is left out, since its device profile is not known: ${reason}`);
  return undefined;
}

/** One block counts as a list of one. */
function listOf(value: unknown): readonly JsonObject[] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.filter((item): item is JsonObject => typeof item === 'object' && item !== null);
}

/** The members that are known, as JSON has them. */
function plainMembers({ values }: Resource, warn: Warn): JsonObject {
  const members: [string, unknown][] = [];
  for (const [name, value] of values) {
    const unknown = unknownIn(value);
    if (unknown === undefined) members.push([name, plainOf(value)]);
    else if (read.has(name)) warn(name, `${name} is not resolved and stays as it is: ${unknown.message}`);
  }
  return Object.fromEntries(members);
}

/** What is read of these resources; of others it doesn't matter whether they are known. */
const read = new Set([
  ...[
    'service_mode_v2',
    'service_mode_v2_mode',
    'exclude',
    'include',
    'fallback_domains',
    'allowed_to_leave',
    'default',
  ],
  ...['mode', 'tunnels', 'domains', 'name', 'auth_domain', 'warp_auth_session_duration', 'allow_authenticate_via_warp'],
  ...['destinations', 'settings', 'tls_decrypt_enabled', 'enabled', 'match'],
]);

function plainOf(value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plainOf(inner)]));
  if (isList(value) || value instanceof Set) return (itemsOf(value) ?? []).map(plainOf);
  return value instanceof Namespace ? undefined : (value ?? undefined);
}
