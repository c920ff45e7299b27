export type JsonObject = Readonly<Record<string, unknown>>;

/** What an object of an answer of the API is, told by its members. */
export type ApiKind =
  | 'rule'
  | 'envelope'
  | 'list'
  | 'item'
  | 'organisation'
  | 'application'
  | 'configuration'
  | 'profile'
  | 'fallback'
  | 'route';

const listTypes = /^(SERIAL|URL|DOMAIN|EMAIL|IP|CATEGORY|LOCATION|DEVICE|AAGUID|HOST)$/i;
const applicationMarks = ['aud', 'domain', 'destinations', 'self_hosted_domains', 'app_launcher_visible'];
const profileMarks = [
  ...['service_mode_v2', 'gateway_unique_id', 'fallback_domains', 'disable_auto_fallback'],
  ...['allowed_to_leave', 'allow_mode_switch', 'switch_locked'],
];

/** DOMAIN.md §4.1, §4.2, §4.4. The order matters: what comes first is the surest. */
const tests: readonly (readonly [ApiKind, (object: JsonObject) => boolean])[] = [
  ['rule', (object) => 'action' in object || 'filters' in object],
  ['envelope', (object) => 'result' in object || 'success' in object],
  ['organisation', (object) => 'auth_domain' in object],
  ['configuration', ({ settings }) => isObject(settings) && 'tls_decrypt' in settings],
  ['list', isList],
  ['application', (object) => typeof object.type === 'string' && hasOneOf(object, applicationMarks)],
  ['profile', (object) => hasOneOf(object, profileMarks)],
  ['item', (object) => 'value' in object],
  ['fallback', (object) => typeof object.suffix === 'string'],
  ['route', (object) => typeof object.address === 'string' || typeof object.host === 'string'],
];

export function kindOf(object: JsonObject): ApiKind | undefined {
  return tests.find(([, test]) => test(object))?.[0];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(object: JsonObject): boolean {
  if (!('id' in object) || !('name' in object)) return false;
  return Array.isArray(object.items) || (typeof object.type === 'string' && listTypes.test(object.type));
}

function hasOneOf(object: JsonObject, names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(object, name));
}
