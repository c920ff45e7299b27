import type { ClientMode, Environment } from '../environment/environment.ts';
import { routeOf } from '../network/split-tunnel.ts';
import { sayInstant } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import { generationOf } from './client-version.ts';
import type { DiagReading } from './diag-reading.ts';
import { saySource } from './draft-basis.ts';
import type { DraftDestination } from './draft-destinations.ts';
import type { Ticket } from './ticket.ts';

type Parts = {
  readonly ticket: Ticket;
  readonly diag: DiagReading;
  readonly client: Pick<Environment['client'], 'mode' | 'splitTunnel'>;
  readonly destinations: readonly DraftDestination[];
};

const uncheckedModes: Readonly<Partial<Record<ClientMode, string>>> = {
  'dns-only': 'DNS only',
  'posture-only': 'Posture only',
};

/** What speaks against an expired session, or one word against another. Each is a sentence, with what to do. */
export function findDoubts({ ticket, diag, client, destinations }: Parts): readonly string[] {
  return [
    ...ofTime(ticket),
    ...ofConnection(diag),
    ...ofRoute(client, destinations),
    ...ofHosts(diag, destinations),
    ...ofWords(ticket, diag),
    ...destinations
      .filter(({ works, fails }) => works && fails)
      .map(
        ({ host }) =>
          `${host} is said both to fail and to work: ask by which port, and whether the one that works was open before.`,
      ),
  ];
}

function ofTime({ signedInAt, since, timeout, reportedAt }: Ticket): readonly string[] {
  if (signedInAt === undefined || timeout === undefined) return [];
  const expiry: Millis = signedInAt + timeout;
  const begun = since ?? reportedAt;
  if (begun >= expiry) return [];
  return [
    `It began ${saySpan(expiry - begun)} before the session could expire (${sayInstant(expiry)} UTC): something else is the cause, or one of the three times is wrong.`,
  ];
}

function ofConnection({ connection, accountType, asksClient }: DiagReading): readonly string[] {
  const says: readonly string[] = (() => {
    switch (connection?.value) {
      case 'disconnected':
        return ['The client was not connected. No policy is asked then: connect it first, and try again.'];
      case 'unregistered':
        return ['The client has no registration. That is no expired session: enrol the device.'];
      case 'revoked':
        return [
          'The registration was revoked. That is no expired session: the administrator has to let the device in again.',
        ];
      default:
        return [];
    }
  })();
  return [
    ...says.map((text) => `${text} (${connection === undefined ? '' : saySource(connection)})`),
    ...(accountType === undefined || /team|zero trust/i.test(accountType.value)
      ? []
      : [
          `The account’s type is “${accountType.value.slice(0, 40)}”, so Gateway’s policies may not hold for it. (${saySource(accountType)})`,
        ]),
    ...(asksClient?.value === false
      ? [
          `The device’s own resolver is not the client’s, so its names may not come through it. (${saySource(asksClient)})`,
        ]
      : []),
  ];
}

function ofRoute({ mode, splitTunnel }: Parts['client'], destinations: Parts['destinations']): readonly string[] {
  const unchecked = uncheckedModes[mode];
  const outside = destinations.filter(
    ({ fails, address, host, basis }) =>
      fails && basis.kind !== 'assumed' && !routeOf(splitTunnel, address, host).inTunnel,
  );
  return [
    ...(unchecked === undefined
      ? []
      : [`In ${unchecked} mode no session is checked: what fails, fails for another reason.`]),
    ...outside.map(
      ({ host, address }) =>
        `Split Tunnels keep ${host} (${address}) outside the tunnel, so no policy sees it: its failing is no expired session.`,
    ),
  ];
}

function ofHosts({ hosts = [] }: DiagReading, destinations: Parts['destinations']): readonly string[] {
  return hosts
    .filter(({ value }) => destinations.some(({ fails, host }) => fails && host === value.name))
    .map(
      (entry) =>
        `${entry.value.name} stands in the device’s hosts file, so it resolves whatever DNS does. (${saySource(entry)})`,
    );
}

function ofWords(ticket: Ticket, diag: DiagReading): readonly string[] {
  const versionRead = diag.version === undefined ? undefined : generationOf(diag.version.value);
  const pairs = [
    ['version', ticket.generation, versionRead, diag.version],
    ['mode', ticket.mode, diag.mode?.value, diag.mode],
    ['operating system', ticket.os, diag.os?.value, diag.os],
    ['team', ticket.team, diag.organization?.value.toLowerCase(), diag.organization],
  ] as const;
  const differing = pairs.flatMap(([what, said, read, source]) =>
    said === undefined || read === undefined || said === read || source === undefined
      ? []
      : [
          `The ticket says ${what} ${said}, the diagnostics ${read}: the draft goes by the diagnostics. (${saySource(source)})`,
        ],
  );
  const { connection } = diag;
  if (
    ticket.says === undefined ||
    connection === undefined ||
    (ticket.says === 'connected') === (connection.value === 'connected')
  ) {
    return differing;
  }
  return [
    ...differing,
    `The user says ${ticket.says}, the diagnostics ${connection.value}: they may be of another moment. (${saySource(connection)})`,
  ];
}
