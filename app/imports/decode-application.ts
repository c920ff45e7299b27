import type { AccessApplication } from '../environment/environment.ts';
import { isRange } from '../network/address.ts';
import { isObject, type JsonObject } from './api-kind.ts';
import { idleMembers, isPlace, type Remark } from './decode-profile.ts';

/** Members that are read, or that tell which application it is. */
const aside = new Set([
  ...['id', 'uid', 'aud', 'name', 'type', 'domain', 'domain_type', 'self_hosted_domains', 'destinations', 'account_id'],
  ...['zone_id', 'created_at', 'updated_at', 'tags', 'logo_url', 'app_launcher_visible', 'app_launcher_logo_url'],
  ...['allow_authenticate_via_warp'],
]);

/** Wider than this is no list of ports any more. */
const mostPorts = 2000;

/**
 * Decodes an application of Access: one for each set of ports of its private destinations, none without such. `idle` are
 * names of settings that have no part here.
 */
export function decodeApplication(
  application: JsonObject,
  remark: Remark,
): { readonly parts: readonly AccessApplication[]; readonly idle: readonly string[] } {
  const { destinations, allow_authenticate_via_warp: uses, enable_binding_cookie: binds } = application;
  const groups = new Map<string, { destinations: string[]; ports?: readonly number[] }>();
  const given = Array.isArray(destinations) ? destinations.filter(isPrivateDestination) : [];
  for (const destination of given) {
    const place = placeOf(destination);
    const ports = readPorts(destination.port_range);
    if (place === undefined || ports === 'strange') {
      remark(
        'settings',
        `a destination was left out, since it can’t be read: ${JSON.stringify(destination).slice(0, 120)}`,
      );
      continue;
    }
    const key = ports?.join() ?? '';
    const group = groups.get(key) ?? { destinations: [], ...(ports === undefined ? {} : { ports }) };
    groups.set(key, group);
    if (!group.destinations.includes(place)) group.destinations.push(place);
  }
  remarkNarrowing(given, remark);
  if (binds === true && uses === true)
    remark('settings', 'Access does not take the client’s session together with the binding cookie');
  const parts = [...groups.values()].map((group) => ({
    ...group,
    ...(typeof uses === 'boolean' ? { usesClientSession: uses } : {}),
  }));
  return { parts, idle: given.length === 0 ? [] : idleMembers(application, aside) };
}

function isPrivateDestination(destination: unknown): destination is JsonObject {
  return (
    isObject(destination) &&
    (destination.type === 'private' || ('cidr' in destination && destination.type === undefined))
  );
}

function placeOf({ cidr, hostname }: JsonObject): string | undefined {
  if (typeof hostname === 'string' && hostname !== '') return isPlace(hostname) ? hostname.toLowerCase() : undefined;
  return typeof cidr === 'string' && isRange(cidr) ? cidr : undefined;
}

/** `443`, `80-90`, `22,443`; `undefined` for every port. */
function readPorts(range: unknown): readonly number[] | 'strange' | undefined {
  if (range === undefined || range === null || range === '') return undefined;
  if (typeof range !== 'string' && typeof range !== 'number') return 'strange';
  const ports = new Set<number>();
  for (const part of String(range).split(',')) {
    const [, low = '', high = low] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    const [first, last] = [Number(low), Number(high)];
    if (low === '' || first > last || last > 65_535) return 'strange';
    if (first <= 1 && last === 65_535) return undefined;
    if (first === 0 || last - first >= mostPorts) return 'strange';
    for (let port = first; port <= last; port += 1) ports.add(port);
  }
  return [...ports].toSorted((left, right) => left - right);
}

/** The emulator's applications know no transport and no virtual network. */
function remarkNarrowing(destinations: readonly JsonObject[], remark: Remark): void {
  const names = ['l4_protocol', 'vnet_id'].filter((name) => destinations.some((one) => one[name]));
  if (names.length > 0) remark('idle-settings', `its destinations count without their ${names.join(' and ')}`);
}
