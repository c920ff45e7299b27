import type { Resource } from '../terraform/resource.ts';
import { mapOf, Unknown, type Value } from '../terraform/value.ts';
import { importResources, type TerraformImport } from './import-terraform.ts';
import type { JsonText } from './json-text.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether data is what `terraform show -json` prints, of a state or of a plan. */
export function isShow(data: unknown): boolean {
  return isObject(data) && typeof data.format_version === 'string' && ('values' in data || 'planned_values' in data);
}

/**
 * Reads what `terraform show -json` prints. Expressions are worked out there already; what a plan can't know before it
 * is applied is unresolved.
 */
export function importShow(json: JsonText, file: string): TerraformImport {
  const data = isObject(json.value) ? json.value : {};
  const root = isObject(data.planned_values) ? data.planned_values : data.values;
  const changes = changesOf(data.resource_changes);
  const resources = findResources(isObject(root) ? root.root_module : undefined)
    .filter(({ mode }) => mode !== 'data')
    .map((object) => makeResource(object, { file, line: json.lineOf(object) }, changes));
  const schemas = new Set(resources.filter(({ form }) => form === 'blocks').map(({ address }) => address));
  return importResources(resources, ({ type, address }) =>
    type.startsWith('cloudflare_teams_') || schemas.has(address) ? 4 : 5,
  );
}

function findResources(module: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const waiting = [module];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (!isObject(one)) continue;
    if (Array.isArray(one.resources)) found.push(...one.resources.filter(isObject));
    if (Array.isArray(one.child_modules)) waiting.push(...one.child_modules.toReversed());
  }
  return found;
}

function makeResource(
  object: JsonObject,
  { file, line }: { readonly file: string; readonly line: number },
  changes: ReadonlyMap<string, JsonObject>,
): Resource {
  const text = (name: string) => (typeof object[name] === 'string' ? object[name] : '');
  const address = text('address');
  const given = isObject(object.values) ? object.values : {};
  const open = changes.get(address) ?? {};
  const later = new Unknown('it is known when Terraform has applied the plan', { file, line });
  const values = new Map([...valuesOf(given), ...laterOf(open, later)]);
  const id = values.get('id');
  return {
    ...{ type: text('type'), label: text('name'), address, file, line, values },
    id: typeof id === 'string' && id !== '' ? id : address.replaceAll(/[^A-Za-z0-9_.-]/g, '_'),
    // Version 4 has its settings as blocks, which are lists here.
    form: Array.isArray(given.rule_settings) || Array.isArray(given.items_with_description) ? 'blocks' : 'attributes',
    lineOf: () => line,
    textOf: () => undefined,
  };
}

/** What is null there is absent. */
function valuesOf(object: JsonObject): [string, Value][] {
  return Object.entries(object).flatMap(([name, value]) => {
    return value === null ? [] : [[name, valueOfMember(value)] as [string, Value]];
  });
}

function valueOfMember(value: unknown): Value {
  if (Array.isArray(value)) return value.map(valueOfMember);
  if (isObject(value)) return mapOf(valuesOf(value));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

/** Of a plan: what is known only afterwards, by address. */
function changesOf(changes: unknown): ReadonlyMap<string, JsonObject> {
  const open = new Map<string, JsonObject>();
  for (const change of Array.isArray(changes) ? changes : []) {
    if (!isObject(change) || typeof change.address !== 'string' || !isObject(change.change)) continue;
    if (isObject(change.change.after_unknown)) open.set(change.address, change.change.after_unknown);
  }
  return open;
}

function laterOf(open: JsonObject, later: Unknown): [string, Value][] {
  return Object.entries(open).flatMap(([name, part]) =>
    part === true || (typeof part === 'object' && JSON.stringify(part).includes('true')) ? [[name, later]] : [],
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
