import type { Value } from '../terraform/value.ts';

const policyAttributes = [
  ...['account_id', 'action', 'description', 'device_posture', 'enabled', 'expiration', 'filters', 'identity', 'name'],
  ...['precedence', 'rule_settings', 'schedule', 'traffic'],
  // What the provider fills in; states and plans show it.
  ...['id', 'created_at', 'updated_at', 'deleted_at', 'version', 'read_only', 'sharable', 'source_account'],
  'warning_status',
];

/** Of both versions of the provider: DOMAIN.md §4.1 fact 5 and §4.3 fact 11. */
const settingAttributes = [
  ...['add_headers', 'allow_child_bypass', 'audit_ssh', 'biso_admin_controls', 'block_page', 'block_page_enabled'],
  ...['block_page_reason', 'block_reason', 'bypass_parent_rule', 'check_session', 'dns_resolvers', 'egress'],
  ...['forensic_copy', 'gen_ai_prompt_log', 'ignore_cname_category_matches', 'insecure_disable_dnssec_validation'],
  ...['ip_categories', 'ip_indicator_feeds', 'l4override', 'notification_settings', 'override_host', 'override_ips'],
  ...['payload_log', 'quarantine', 'redirect', 'resolve_dns_internally', 'resolve_dns_through_cloudflare'],
  'untrusted_cert',
];

export const listAttributes = [
  ...['account_id', 'description', 'items', 'items_with_description', 'name', 'type'],
  ...['id', 'list_count', 'count', 'created_at', 'updated_at'],
];

const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['', policyAttributes],
  ['rule_settings', settingAttributes],
  ['rule_settings.check_session', ['enforce', 'duration']],
  ['list', listAttributes],
]);

/** The part of a policy that an attribute decides. */
const deciding: ReadonlyMap<string, string> = new Map([
  ...['traffic', 'identity', 'action', 'enabled', 'filters', 'precedence'].map((name) => [name, name] as const),
  ['device_posture', 'devicePosture'],
  ...['rule_settings', 'check_session', 'enforce', 'duration'].map((name) => [name, 'checkSession'] as const),
]);

export type Misspelt = { readonly name: string; readonly nearest?: string; readonly decides?: string };

/** The names among those of a map that the provider does not have there, each with the one that it is likeliest for. */
export function findMisspelt(path: string, map: ReadonlyMap<string, Value>): readonly Misspelt[] {
  const names = known.get(path) ?? [];
  return [...map.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => {
      const nearest = nearestOf(name, names);
      const decides = nearest === undefined ? undefined : deciding.get(nearest);
      return {
        name,
        ...(nearest === undefined ? {} : { nearest }),
        ...(decides === undefined ? {} : { decides }),
      };
    });
}

function nearestOf(name: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  const near = names.map((other) => ({ other, distance: distanceOf(name.slice(0, 60), other) }));
  return near.filter(({ distance }) => distance <= most).toSorted((a, b) => a.distance - b.distance)[0]?.other;
}

/** How many letters to change, insert or leave out (Levenshtein); two that changed places count as one. */
function distanceOf(left: string, right: string): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped && row > 1 && column > 1 ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, current];
  }
  return above[right.length] ?? 0;
}
