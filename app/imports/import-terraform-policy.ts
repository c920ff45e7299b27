import type { ImportWarning, Policy, UnresolvedPart } from '../policy/policy.ts';
import type { Resource } from '../terraform/resource.ts';
import { booleanOf, isList, itemsOf, numberOf, textOf, Unknown, unknownIn, type Value } from '../terraform/value.ts';
import { decodeRule } from './decode-rule.ts';
import { findMisspelt } from './import-terraform-attributes.ts';

/** The version of Cloudflare's provider that a resource is written for. */
export type ProviderVersion = 4 | 5;

export type PolicyReading = { readonly policy: Policy; readonly warnings: readonly ImportWarning[] };

/**
 * Makes a policy of a resource. What is not known from the files stays a part of it that is not followed, so that the
 * policy never matches. `position` counts the resources and stands in for a precedence that is missing.
 */
export function readPolicy(resource: Resource, version: ProviderVersion, position: number): PolicyReading {
  const reader = new PolicyReader(resource, version);
  return reader.read(position);
}

class PolicyReader {
  readonly #resource: Resource;
  readonly #version: ProviderVersion;
  readonly #unresolved: UnresolvedPart[] = [];
  readonly #warnings: ImportWarning[] = [];

  constructor(resource: Resource, version: ProviderVersion) {
    this.#resource = resource;
    this.#version = version;
  }

  read(position: number): PolicyReading {
    const { id, label, file, line, repetition } = this.#resource;
    const times = this.#resource.textOf('count') === undefined ? 'for_each' : 'count';
    if (repetition !== undefined) this.#leave(times, times, repetition);
    const name = textOf(this.#resource.values.get('name')) ?? label;
    const rule = { ...this.#readRule(), id, name };
    const reading = decodeRule(rule, { path: '', file, line, position });
    // Every member was given the type that the decoder wants.
    if (!reading.ok || reading.policy === undefined) throw new Error(`${this.#resource.address} was not decoded`);
    const isCheckOpen = this.#unresolved.some(({ part }) => part === 'checkSession');
    for (const { code, message } of reading.remarks) {
      // What is unresolved is said already.
      if (!(isCheckOpen && (code === 'duration' || code === 'check-not-enforced'))) {
        this.#warn(code, message, remarkPaths.get(code));
      }
    }
    this.#remarkMisspelt();
    const unresolved = this.#unresolved.length === 0 ? {} : { unresolved: this.#unresolved };
    return { policy: { ...reading.policy, ...unresolved }, warnings: this.#warnings };
  }

  #readRule(): Readonly<Record<string, unknown>> {
    const { values } = this.#resource;
    const settings = this.#one(values.get('rule_settings'), 'rule_settings', 'checkSession');
    return {
      description: textOf(values.get('description')) ?? '',
      enabled: this.#readEnabled(),
      precedence: this.#take('precedence', 'precedence', wholeOf, 'a whole number'),
      action: this.#take('action', 'action', textOf, 'a text') ?? this.#missingAction(),
      filters: this.#readFilters(),
      traffic: this.#readExpression('traffic', 'traffic'),
      identity: this.#readExpression('identity', 'identity'),
      device_posture: this.#readExpression('device_posture', 'devicePosture'),
      rule_settings: { check_session: this.#readCheck(settings), dns_resolvers: this.#readResolvers(settings) },
      schedule: isSet(values.get('schedule')) ? { set: true } : undefined,
      expiration: isSet(values.get('expiration')) ? { set: true } : undefined,
    };
  }

  /** Version 4 has no default for it, so what is left out is Go's `false` (DOMAIN.md §4.3 fact 9, the last part inferred). */
  #readEnabled(): boolean | undefined {
    const { values } = this.#resource;
    if (values.get('enabled') !== undefined)
      return this.#take('enabled', 'enabled', booleanOf, 'true or false') ?? true;
    if (this.#version === 5) return undefined;
    const message = `policy "${this.#name}": does not say whether it is enabled; version 4 of the provider makes that a disabled policy (inferred)`;
    this.#warn('enabled-missing', message);
    return false;
  }

  #missingAction(): string {
    if (!this.#resource.values.has('action')) {
      this.#unresolved.push({ part: 'action', message: 'it has no action', ...this.#place('') });
    }
    return 'unknown';
  }

  #readFilters(): readonly string[] | undefined {
    const value = this.#resource.values.get('filters');
    const known = this.#take('filters', 'filters', textsOf, 'a list of texts');
    return value instanceof Unknown ? undefined : known;
  }

  #readExpression(name: string, part: string): string {
    const known = this.#take(name, part, textOf, 'a text');
    if (known !== undefined) return known;
    return this.#resource.values.get(name) === undefined ? '' : (this.#resource.textOf(name) ?? '');
  }

  #readCheck(settings: ReadonlyMap<string, Value> | undefined): object | undefined {
    const path = 'rule_settings.check_session';
    const check = this.#one(settings?.get('check_session'), path, 'checkSession');
    if (check === undefined) return undefined;
    this.#remarkUnknownNames(check, path);
    const enforce = this.#knownMember(check, path, 'enforce', booleanOf, 'true or false');
    const duration = this.#knownMember(check, path, 'duration', textOf, 'a text');
    return { enforce, duration };
  }

  #readResolvers(settings: ReadonlyMap<string, Value> | undefined): object | undefined {
    const resolvers = this.#one(settings?.get('dns_resolvers'), 'rule_settings.dns_resolvers', 'resolvers');
    if (resolvers === undefined) return undefined;
    const read = (family: string) =>
      (asList(resolvers.get(family)) ?? []).flatMap((entry) => {
        const address = textOf(entry instanceof Map ? entry.get('ip') : entry);
        return address === undefined ? [] : [address];
      });
    return { ipv4: read('ipv4'), ipv6: read('ipv6') };
  }

  /** One map, written as an attribute, as a block, or as a list of one. */
  #one(value: Value, path: string, part: string): ReadonlyMap<string, Value> | undefined {
    const only = isList(value) && value.length <= 1 ? value[0] : value;
    if (only instanceof Map) return only;
    if (only instanceof Unknown) this.#leave(part, path, only);
    else if (isList(only)) this.#leave(part, path, new Unknown('it stands here more than once', this.#place(path)));
    else if (only !== undefined)
      this.#leave(part, path, new Unknown('expected a block or an object', this.#place(path)));
    return undefined;
  }

  #take<T>(name: string, part: string, read: (value: Value) => T | undefined, wanted: string): T | undefined {
    return this.#read(this.#resource.values.get(name), name, part, read, wanted);
  }

  #knownMember<T>(
    map: ReadonlyMap<string, Value>,
    path: string,
    name: string,
    read: (value: Value) => T | undefined,
    wanted: string,
  ): T | undefined {
    return this.#read(map.get(name), `${path}.${name}`, 'checkSession', read, wanted);
  }

  #read<T>(
    value: Value,
    path: string,
    part: string,
    read: (value: Value) => T | undefined,
    wanted: string,
  ): T | undefined {
    if (value === undefined) return undefined;
    const unknown = unknownIn(value);
    const known = unknown === undefined ? read(value) : undefined;
    if (known === undefined) this.#leave(part, path, unknown ?? new Unknown(`expected ${wanted}`, this.#place(path)));
    return known;
  }

  #leave(part: string, path: string, unknown: Unknown): void {
    const name = path.split('.').at(-1);
    const { message, file, line, isList: isOfList } = unknown;
    const code = isOfList ? ('unresolved-list' as const) : undefined;
    this.#unresolved.push({ part, message, file, line, ...(code === undefined ? {} : { code }) });
    const there = file === this.#resource.file && line === this.#resource.lineOf(path) ? '' : ` (${file}:${line})`;
    const text = `policy "${this.#name}": ${name} is not resolved, so the policy never matches: ${message}${there}`;
    this.#warn('unresolved', text, path);
  }

  #remarkMisspelt(): void {
    const { values } = this.#resource;
    this.#remarkUnknownNames(values, '');
    const settings = values.get('rule_settings');
    const only = isList(settings) ? settings[0] : settings;
    if (only instanceof Map) this.#remarkUnknownNames(only, 'rule_settings');
  }

  /** A misspelt attribute that decides what the policy does must not pass for one that is left out. */
  #remarkUnknownNames(map: ReadonlyMap<string, Value>, path: string): void {
    for (const { name, nearest, decides } of findMisspelt(path, map)) {
      const where = path === '' ? name : `${path}.${name}`;
      const hint = nearest === undefined ? 'and is ignored' : `; did you mean ${nearest}?`;
      const message = `policy "${this.#name}": ${name} is no attribute ${path === '' ? 'of it' : `of ${path}`}${nearest === undefined ? ` ${hint}` : hint}`;
      this.#warn('unknown-attribute', message, where);
      if (!decides || nearest === undefined || map.has(nearest)) continue;
      const part = decides;
      this.#unresolved.push({
        part,
        message: `${name} is no attribute; did you mean ${nearest}?`,
        ...this.#place(where),
      });
    }
  }

  get #name(): string {
    return textOf(this.#resource.values.get('name')) ?? this.#resource.label;
  }

  #place(path: string): { readonly file: string; readonly line: number } {
    return { file: this.#resource.file, line: this.#resource.lineOf(path) };
  }

  #warn(code: string, message: string, path = ''): void {
    this.#warnings.push({ code, message, ...this.#place(path) });
  }
}

/** What remarks of the decoder are about. */
const remarkPaths: ReadonlyMap<string, string> = new Map([
  ['misplaced-check', 'rule_settings.check_session'],
  ['check-not-enforced', 'rule_settings.check_session'],
  ['duration', 'rule_settings.check_session.duration'],
  ['filters', 'filters'],
  ['ignored-schedule', 'schedule'],
  ['ignored-expiration', 'expiration'],
]);

const wholeOf = (value: Value) => (Number.isSafeInteger(numberOf(value)) ? numberOf(value) : undefined);
function textsOf(value: Value): readonly string[] | undefined {
  const items = value instanceof Map ? undefined : itemsOf(value);
  return items?.every((item) => typeof item === 'string') ? items : undefined;
}
const asList = (value: Value) => (isList(value) ? value : value === undefined ? undefined : [value]);
const isSet = (value: Value) => value !== undefined && !(isList(value) && value.length === 0);
