import type { Actor, Destination, Environment, Facts } from '../environment/environment.ts';
import { isRange } from '../network/address.ts';
import type { DnsRecord } from '../network/dns-record.ts';
import type { GatewayList, Policy } from '../policy/policy.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import { redactExpression, redactValue } from './redact-expression.ts';
import type { Renamer } from './renamer.ts';

/** The environment over other names, without what no verdict needs: descriptions, sources, warnings, texts of records. */
export function redactEnvironment(environment: Environment, renamer: Renamer): Environment {
  const { team, people, device, client, policies, lists, destinations, dns, identity, actors, access } = environment;
  const { readsQuery } = rulesetOf(environment);
  const person = (id: string) => renamer.number('person', id);
  return {
    ...environment,
    name: renamer.number('Environment', environment.name),
    team: { name: renamer.number('Team', team.name), domain: renamer.rename(team.domain) },
    people: mapEntries(people, person, ({ name, email, groups, facts }) => ({
      ...{ name: renamer.rename(name), email: renamer.rename(email) },
      ...{ groups: groups.map((group) => renamer.rename(group)), facts: redactFacts(facts, renamer) },
    })),
    device: {
      ...device,
      name: renamer.number('Device', device.name),
      ...(device.registeredTo === undefined ? {} : { registeredTo: person(device.registeredTo) }),
      posture: mapEntries(
        device.posture,
        (id) => renamer.rename(id),
        (standing) => standing,
      ),
      facts: redactFacts(device.facts, renamer),
    },
    client: {
      ...client,
      splitTunnel: { ...client.splitTunnel, entries: client.splitTunnel.entries.map((entry) => renamer.rename(entry)) },
    },
    policies: policies.map((policy) => redactPolicy(policy, lists, renamer)),
    lists: lists.map((list) => redactList(list, renamer)),
    warnings: [],
    destinations: mapEntries(
      destinations,
      (name) => renamer.number('destination', name),
      (destination) => redactDestination(destination, renamer),
    ),
    dns: {
      ...dns,
      localDomainFallback: dns.localDomainFallback.map((fallback) => ({
        ...fallback,
        suffix: renamer.rename(fallback.suffix),
      })),
      records: dns.records.map((record) => redactRecord(record, renamer)),
    },
    identity: redactIdentity(identity, renamer),
    actors: mapEntries(
      actors,
      (name) => renamer.number('actor', name),
      (actor) => ({ ...actor, does: redactTurn(actor.does, readsQuery, renamer) }),
    ),
    access: {
      ...access,
      applications: mapEntries(
        access.applications,
        (name) => renamer.number('application', name),
        (application) => ({
          ...application,
          destinations: application.destinations.map((place) => renamer.rename(place)),
        }),
      ),
    },
  };
}

/** An URL or a path: what follows the question mark goes unless a policy reads it, and secrets in it go always. */
export function redactPage(text: string, readsQuery: boolean, renamer: Renamer): string {
  const [path = '', ...query] = text.split('?');
  if (query.length === 0 || !readsQuery) return renamer.renameWords(path);
  return renamer.renameWords(`${path}?${query.join('?').replaceAll(secretParameter, '$1hidden')}`);
}

const secretParameter =
  /((?:^|[&;?])[^=&;]*(?:token|secret|passw|code|key|state|nonce|ticket|sig|auth|session|cookie)[^=&;]*=)[^&;]*/gi;

const knownActions = new Set([
  ...['allow', 'block', 'on', 'off', 'isolate', 'noisolate', 'scan', 'noscan', 'quarantine', 'redirect'],
  ...['l4_override', 'audit_ssh', 'resolve', 'egress', 'override', 'safesearch', 'ytrestricted'],
]);
const knownParts = new Set(['traffic', 'identity', 'devicePosture', 'checkSession', 'resolvers']);

function redactPolicy(policy: Policy, lists: readonly GatewayList[], renamer: Renamer): Policy {
  const { enabled, precedence, action, filter, checkSession, resolvers, unresolved } = policy;
  const condition = (text: string) => redactExpression(text, lists, renamer);
  return {
    id: renamer.number('policy', policy.id),
    name: renamer.number('Policy', policy.name),
    description: '',
    ...{ enabled, precedence, filter, action: knownActions.has(action) ? action : 'other' },
    traffic: condition(policy.traffic),
    identity: condition(policy.identity),
    devicePosture: condition(policy.devicePosture),
    ...(checkSession === undefined
      ? {}
      : { checkSession: checkSession.duration === undefined ? { ...checkSession, text: 'left out' } : checkSession }),
    ...(resolvers === undefined ? {} : { resolvers: resolvers.map((resolver) => redactResolver(resolver, renamer)) }),
    ...(unresolved === undefined
      ? {}
      : {
          unresolved: unresolved.map(({ part, code }) => ({
            ...{ part: knownParts.has(part) ? part : 'other', message: 'left open by the files of an import' },
            ...(code === undefined ? {} : { code }),
          })),
        }),
  };
}

/** `10.0.0.53`, or with a port. */
function redactResolver(resolver: string, renamer: Renamer): string {
  return /^[\d.:a-f[\]]+$/i.test(resolver) ? resolver : renamer.rename(resolver);
}

const knownTypes = new Set(['IP', 'DOMAIN', 'URL', 'EMAIL', 'SERIAL', 'HOSTNAME', 'LOCATION', 'DEVICE', '']);

function redactList({ id, name, type, values }: GatewayList, renamer: Renamer): GatewayList {
  const isNumber = (value: string) => type !== 'SERIAL' && /^-?\d+(\.\.-?\d+)?$/.test(value);
  return {
    id: renamer.number('list', id),
    name: name === '' ? '' : renamer.number('List', name),
    type: knownTypes.has(type) ? type : '',
    ...(values === undefined
      ? {}
      : { values: values.map((value) => (isNumber(value) || isRange(value) ? value : renamer.rename(value))) }),
  };
}

function redactDestination(destination: Destination, renamer: Renamer): Destination {
  return { ...destination, host: renamer.rename(destination.host), facts: redactFacts(destination.facts, renamer) };
}

export function redactRecord(record: DnsRecord, renamer: Renamer): DnsRecord {
  const named = { ...record, name: renamer.rename(record.name) };
  if ('text' in named) return { ...named, text: ['left out'] };
  return 'host' in named ? { ...named, host: renamer.rename(named.host) } : named;
}

function redactIdentity({ issuer: _outside, ...identity }: Environment['identity'], renamer: Renamer) {
  const person = (id: string) => renamer.number('person', id);
  const { host, locked, denied, browser } = identity;
  return {
    ...identity,
    ...(host === undefined ? {} : { host: renamer.rename(host) }),
    ...{ locked: locked.map(person), denied: denied.map(person) },
    browser: { ...browser, ...(browser.remembers === undefined ? {} : { remembers: person(browser.remembers) }) },
  };
}

function redactTurn(does: Actor['does'], readsQuery: boolean, renamer: Renamer): Actor['does'] {
  if ('resolve' in does) return { resolve: renamer.rename(does.resolve) };
  if ('connect' in does) return { ...does, connect: renamer.rename(does.connect) };
  return { fetch: redactUrl(does.fetch, readsQuery, renamer) };
}

/** The host of an URL may be an address, which stays. */
function redactUrl(url: string, readsQuery: boolean, renamer: Renamer): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/:]+|\[[^\]]*\])(.*)$/is.exec(url) ?? [];
  const [, port = '', page = ''] = /^(:\d+)?(.*)$/s.exec(rest) ?? [];
  const isAddress = host.startsWith('[') || isRange(host);
  return `${scheme}${isAddress ? host : renamer.rename(host)}${port}${redactPage(page, readsQuery, renamer)}`;
}

export function redactFacts(facts: Facts, renamer: Renamer): Facts {
  return Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, redactValue(field, value, renamer)]));
}

/** In their order, which decides in places. */
export function mapEntries<T, U>(
  record: Readonly<Record<string, T>>,
  nameOf: (name: string) => string,
  make: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [nameOf(name), make(value)]));
}
