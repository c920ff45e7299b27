import type { ClientMode, Environment } from '../environment/environment.ts';

/** As `warp-cli settings` names them (DOMAIN.md §5.1). */
export const clientModeNames: Readonly<Record<ClientMode, string>> = {
  'traffic-and-dns': 'WarpWithDnsOverHttps',
  'dns-only': 'DnsOverHttps',
  'traffic-only': 'TunnelOnly',
  'local-proxy': 'WarpProxy on port 40000',
  'posture-only': 'PostureOnly',
};

/** The keys of the real tool that the environment knows of. None tells of the session (DOMAIN.md §5.6 fact 39). */
export function clientSettingsOf({
  client,
  dns,
  team,
}: Environment): readonly { readonly name: string; readonly value: string }[] {
  const { mode, entries } = client.splitTunnel;
  return [
    { name: 'Switch Locked', value: String(client.switchLocked) },
    { name: 'Mode', value: clientModeNames[client.mode] },
    {
      name: mode === 'exclude' ? 'Exclude mode, with hosts/ips' : 'Include mode, with hosts/ips',
      value: entries.join(', '),
    },
    {
      name: 'Fallback domains',
      value: dns.localDomainFallback.map(({ suffix, resolver }) => `${suffix} -> [${resolver}]`).join(', '),
    },
    { name: 'Organization', value: team.name },
    { name: 'Allowed to Leave Org', value: String(client.allowedToLeave) },
  ];
}
