import type { ClientMode, FallbackDomain } from '../environment/environment.ts';
import { isRange, normaliseAddress } from '../network/address.ts';
import { canonicalName } from '../network/destination.ts';
import { numberOf } from '../view/number-of.ts';
import { isObject, type JsonObject } from './api-kind.ts';
import type { ImportedSettings } from './imported-settings.ts';

export type Remark = (code: string, text: string) => void;

/** Both spellings of each mode: the API's, and that of managed installations (DOMAIN.md §4.4 fact 19). */
const modes: ReadonlyMap<unknown, ClientMode> = new Map([
  ['warp', 'traffic-and-dns'],
  ['1dot1', 'dns-only'],
  ['proxy', 'local-proxy'],
  ['posture_only', 'posture-only'],
  ['postureonly', 'posture-only'],
  ['warp_tunnel_only', 'traffic-only'],
  ['tunnelonly', 'traffic-only'],
]);

/** Members that say which profile it is, or that are no settings. */
const aside = new Set([
  ...['policy_id', 'id', 'account_id', 'name', 'description', 'match', 'precedence', 'default', 'enabled'],
  ...['gateway_unique_id', 'profile_type', 'target_tests', 'created_at', 'updated_at', 'version'],
  ...['service_mode_v2', 'exclude', 'include', 'fallback_domains', 'allowed_to_leave'],
  ...['switch_locked', 'auto_connect'],
]);

/** Decodes a device profile (DOMAIN.md §4.4 facts 17 to 20). What of it has no part in the emulation is remarked. */
export function decodeProfile(profile: JsonObject, remark: Remark): Omit<ImportedSettings, 'team'> {
  const mode = decodeMode(profile.service_mode_v2, remark);
  const splitTunnel = decodeSplitTunnel(profile, remark);
  const allowedToLeave = decodeFlag(profile, 'allowed_to_leave', remark);
  const switchLocked = decodeFlag(profile, 'switch_locked', remark);
  const fallback = Array.isArray(profile.fallback_domains)
    ? decodeFallback(profile.fallback_domains, remark)
    : undefined;
  remarkReconnect(profile.auto_connect, remark);
  remarkIdle(profile, remark);
  const client = {
    ...(mode === undefined ? {} : { mode }),
    ...(allowedToLeave === undefined ? {} : { allowedToLeave }),
    ...(switchLocked === undefined ? {} : { switchLocked }),
    ...(splitTunnel === undefined ? {} : { splitTunnel }),
  };
  return {
    ...(Object.keys(client).length === 0 ? {} : { client }),
    ...(fallback === undefined ? {} : { dns: { localDomainFallback: fallback } }),
  };
}

function decodeFlag(profile: JsonObject, name: string, remark: Remark): boolean | undefined {
  const value = profile[name];
  if (typeof value === 'boolean') return value;
  if (value !== undefined && value !== null) remark('settings', `${name} is neither true nor false`);
  return undefined;
}

function decodeMode(service: unknown, remark: Remark): ClientMode | undefined {
  if (service === undefined || service === null) return undefined;
  const given = isObject(service) ? service.mode : service;
  if (given === undefined || given === null || given === '') return undefined;
  const mode = modes.get(given);
  if (mode === undefined) {
    remark('settings', `${JSON.stringify(given)} is no mode that is known here; the mode stays as it is`);
  }
  return mode;
}

type SplitTunnel = NonNullable<NonNullable<ImportedSettings['client']>['splitTunnel']>;

function decodeSplitTunnel({ exclude, include }: JsonObject, remark: Remark): SplitTunnel | undefined {
  const excluded = Array.isArray(exclude) ? exclude : [];
  const included = Array.isArray(include) ? include : [];
  if (excluded.length > 0 && included.length > 0) {
    remark(
      'settings',
      'has exclude and include entries, which Gateway never has at once; Split Tunnels stay as they are',
    );
    return undefined;
  }
  if (included.length > 0) return { mode: 'include', entries: decodeEntries(included, remark) };
  if (excluded.length > 0 || Array.isArray(exclude))
    return { mode: 'exclude', entries: decodeEntries(excluded, remark) };
  return Array.isArray(include) ? { mode: 'include', entries: [] } : undefined;
}

function decodeEntries(given: readonly unknown[], remark: Remark): readonly string[] {
  const entries: string[] = [];
  const strange: unknown[] = [];
  for (const entry of given) {
    const text = isObject(entry) ? entry.address || entry.host : entry;
    if (typeof text === 'string' && isPlace(text)) entries.push(text);
    else strange.push(text ?? entry);
  }
  if (strange.length > 0) {
    const named = strange
      .slice(0, 3)
      .map((one) => JSON.stringify(one))
      .join(', ');
    remark(
      'settings',
      `${numberOf(strange.length, 'Split Tunnels entry is', 'Split Tunnels entries are')} no address, CIDR or host, and left out: ${named}`,
    );
  }
  return [...new Set(entries)];
}

/** What an environment takes for something that traffic goes to: an address, a CIDR, a host, `*.` and a domain. */
export function isPlace(text: string): boolean {
  return isRange(text) || /^(\*\.)?[a-z0-9_][a-z0-9_.-]*$/i.test(text);
}

/** Decodes the entries of Local Domain Fallback: the first server of each, those without one left out. */
function decodeFallback(given: readonly unknown[], remark: Remark): readonly FallbackDomain[] {
  const domains: FallbackDomain[] = [];
  const without: string[] = [];
  const several: string[] = [];
  for (const entry of given) {
    const suffix = isObject(entry) && typeof entry.suffix === 'string' ? canonicalName(entry.suffix) : undefined;
    if (!isObject(entry) || suffix === undefined || !isHost(suffix)) {
      remark(
        'settings',
        `a fallback domain has no suffix that could be one, and is left out: ${JSON.stringify(entry).slice(0, 80)}`,
      );
      continue;
    }
    const servers = Array.isArray(entry.dns_server) ? entry.dns_server : [];
    const known = servers.flatMap((server) => (typeof server === 'string' ? (normaliseAddress(server) ?? []) : []));
    const [resolver] = known;
    if (resolver === undefined) without.push(suffix);
    else domains.push({ suffix, resolver, transport: 'udp' });
    if (known.length > 1) several.push(suffix);
  }
  if (without.length > 0)
    remark(
      'settings',
      `${numberOf(without.length, 'fallback domain without a DNS server was', 'fallback domains without a DNS server were')} left out, since the device’s own resolver, which answers for those, is not emulated: ${nameSome(without)}`,
    );
  if (several.length > 0) remark('settings', `of several DNS servers the first one is asked: ${nameSome(several)}`);
  return domains;
}

function nameSome(names: readonly string[]): string {
  return `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}

const isHost = (text: string) => text.length <= 253 && /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(text);

/** The provider's text says seconds, the client's documents say minutes (DOMAIN.md §4.4 fact 20). */
function remarkReconnect(value: unknown, remark: Remark): void {
  if (typeof value !== 'number' || value === 0) return;
  remark(
    'disputed-unit',
    `auto_connect is ${value}, in seconds or in minutes, which is disputed; set client.autoConnect to what is meant`,
  );
}

function remarkIdle(profile: JsonObject, remark: Remark): void {
  const port = isObject(profile.service_mode_v2) ? profile.service_mode_v2.port : undefined;
  const idle = [...(isSet(port) ? ['service_mode_v2.port'] : []), ...idleMembers(profile, aside)];
  if (idle.length > 0) remark('idle-settings', `has no part in the emulation: ${idle.join(', ')}`);
}

/** The names of settings that are there, and not among those that are read or tell what it is. */
export function idleMembers(object: JsonObject, read: ReadonlySet<string>): readonly string[] {
  return Object.keys(object).filter((name) => !read.has(name) && isSet(object[name]));
}

/** Off, empty and absent are the same to a setting that has no part here. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return !(typeof value === 'object' && Object.keys(value).length === 0);
}
