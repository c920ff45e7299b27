import type { ClientMode, Environment } from '../environment/environment.ts';
import { writeSpan } from '../time/span.ts';
import { numberOf } from '../view/number-of.ts';
import type { ImportedSettings } from './imported-settings.ts';

/** DOMAIN.md §5.1. */
const modes: Readonly<Record<ClientMode, string>> = {
  'traffic-and-dns': 'Traffic and DNS',
  'dns-only': 'DNS only',
  'traffic-only': 'Traffic only',
  'local-proxy': 'Local proxy',
  'posture-only': 'Posture only',
};

/** What imported settings would change of an environment, or all that they set when none is given. */
export function describeSettings(before: Environment | undefined, settings: ImportedSettings): readonly string[] {
  const { team, client, dns, gateway, access } = settings;
  const said = (value: unknown, known: unknown, words: string) =>
    value === undefined || (before !== undefined && JSON.stringify(value) === JSON.stringify(known)) ? [] : [words];
  const tunnel = client?.splitTunnel;
  const entries = numberOf(tunnel?.entries.length ?? 0, 'Split Tunnels entry', 'Split Tunnels entries');
  const fallback = dns?.localDomainFallback;
  return [
    ...said(team?.name, before?.team.name, `team name ${team?.name}`),
    ...said(team?.domain, before?.team.domain, `team domain ${team?.domain}`),
    ...said(client?.mode, before?.client.mode, `client mode ${modes[client?.mode ?? 'traffic-and-dns']}`),
    ...said(
      tunnel,
      before?.client.splitTunnel,
      `${entries} in ${tunnel?.mode === 'include' ? 'Include' : 'Exclude'} mode`,
    ),
    ...said(
      client?.allowedToLeave,
      before?.client.allowedToLeave,
      client?.allowedToLeave === true ? 'the person may log the device out' : 'the person may not log the device out',
    ),
    ...said(
      client?.switchLocked,
      before?.client.switchLocked,
      client?.switchLocked === true
        ? 'the person may not switch the client off'
        : 'the person may switch the client off',
    ),
    ...said(
      fallback,
      before?.dns.localDomainFallback,
      fallback?.length === 0
        ? 'no fallback domains'
        : numberOf(fallback?.length ?? 0, 'fallback domain', 'fallback domains'),
    ),
    ...said(
      gateway?.tlsDecryption,
      before?.gateway.tlsDecryption,
      gateway?.tlsDecryption === true ? 'TLS decryption on' : 'TLS decryption off',
    ),
    ...said(
      access?.clientSession,
      before?.access.clientSession,
      `Access’s client session ${writeSpan(access?.clientSession ?? 0)}`,
    ),
    ...said(
      access?.appliesToAll,
      before?.access.appliesToAll,
      access?.appliesToAll === true
        ? 'all Access applications take the client’s session'
        : 'Access applications take the client’s session only where they say so',
    ),
    ...said(
      access?.applications,
      before?.access.applications,
      numberOf(
        Object.keys(access?.applications ?? {}).length,
        'private Access application',
        'private Access applications',
      ),
    ),
  ];
}
