import { decodeEnvironment } from '../environment/decode-environment.ts';
import type { Environment } from '../environment/environment.ts';
import type { Note } from '../environment/environment-text.ts';
import { DecodeError } from '../errors.ts';
import { sayInstant, writeInstant } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { generationOf } from './client-version.ts';
import type { DiagReading } from './diag-reading.ts';
import { findDoubts } from './doubts.ts';
import { assumed, type Based, type Basis, readFrom, sayBasis, stated } from './draft-basis.ts';
import { type DraftDestination, DraftDestinations } from './draft-destinations.ts';
import { draftNames, knownSuffixes, namedResolvers } from './draft-names.ts';
import { draftPolicy } from './draft-policy.ts';
import { findMissing, type Missing } from './missing.ts';
import { isTeam } from './read-ticket.ts';
import type { Ticket } from './ticket.ts';

export type TicketDraft = {
  readonly environment: Environment;
  /** What each value rests on, by its place. */
  readonly notes: readonly Note[];
  /** Those of them that somebody said or a file tells. */
  readonly taken: readonly { readonly place: string; readonly value: string; readonly basis: Basis }[];
  readonly missing: readonly Missing[];
  readonly doubts: readonly string[];
  /** When it was reported: the moment to go to. */
  readonly moment: Millis;
  /** What to try then, as a URL. */
  readonly attempt?: string;
};

/** Makes an environment of what is known, and says what each part rests on. It decodes without a fault. */
export function draftTicket(ticket: Ticket, diag: DiagReading): TicketDraft {
  const notes: Note[] = [];
  const taken: TicketDraft['taken'][number][] = [];
  const note = (place: string, { basis, value }: Based<unknown>) => {
    notes.push({ path: place.split('.'), says: sayBasis(basis) });
    if (basis.kind !== 'assumed')
      taken.push({ place, value: typeof value === 'string' ? value : JSON.stringify(value), basis });
  };
  /** The diagnostics count before what somebody says, and both before what is usual. */
  const choose = <T>(
    place: string,
    read: Based<T> | undefined,
    said: T | undefined,
    usual: T,
    why = 'not known, the usual',
  ): T => {
    const chosen =
      read ?? (said === undefined ? { value: usual, basis: assumed(why) } : { value: said, basis: stated });
    note(place, chosen);
    return chosen.value;
  };

  const readGeneration = diag.version && generationOf(diag.version.value);
  const client = {
    generation: choose(
      'client.generation',
      diag.version && readGeneration && { value: readGeneration, basis: readFrom(diag.version) },
      ticket.generation,
      'classic' as const,
    ),
    mode: choose('client.mode', based(diag.mode), ticket.mode, 'traffic-and-dns' as const),
    connected: choose(
      'client.connected',
      diag.connection && { value: diag.connection.value === 'connected', basis: readFrom(diag.connection) },
      ticket.says === undefined ? undefined : ticket.says === 'connected',
      true,
    ),
    allowedToLeave: choose('client.allowedToLeave', based(diag.allowedToLeave), undefined, true),
    switchLocked: choose('client.switchLocked', based(diag.switchLocked), undefined, false),
    splitTunnel: choose(
      'client.splitTunnel',
      based(diag.splitTunnel),
      ticket.splitTunnel,
      { mode: 'exclude' as const, entries: [] },
      'not known, everything goes through the tunnel',
    ),
  };
  const places = new DraftDestinations({
    ...{ fails: ticket.fails, works: ticket.works, hosts: diag.hosts ?? [], splitTunnel: client.splitTunnel },
    ...{ suffixes: knownSuffixes(ticket, diag), resolvers: namedResolvers(ticket, diag) },
  });
  const names = draftNames(ticket, diag, places);
  const { all: destinations, aliases } = places;
  for (const { key, address, basis } of destinations) note(`destinations.${key}`, { value: address, basis });
  const policy = ticket.timeout === undefined ? undefined : draftPolicy(destinations, ticket.timeout);
  if (policy) {
    note('policies', {
      value: policy.checkSession,
      basis: assumed('the ticket tells the duration only; what it stands over is what would explain it'),
    });
    taken.push({ place: 'policies', value: policy.checkSession, basis: stated });
  }
  const begun = startOf(ticket);
  note('clock.startAt', { value: writeInstant(begun.value), basis: begun.basis });
  const organization = diag.organization && isTeam(diag.organization.value) ? diag.organization : undefined;
  const team = choose(
    'team.domain',
    organization && { value: organization.value.toLowerCase(), basis: readFrom(organization) },
    ticket.team,
    'example',
  );
  note('people', { value: 'user', basis: assumed('who it is, is left out') });
  const isRegistered = diag.connection?.value !== 'unregistered';
  if (!isRegistered && diag.connection) note('device', { value: 'not registered', basis: readFrom(diag.connection) });
  const data = {
    version: 1,
    name: `Ticket of ${sayInstant(ticket.reportedAt)}`,
    team: { name: team, domain: `${team}.cloudflareaccess.com` },
    clock: { startAt: writeInstant(begun.value) },
    people: { user: { name: 'The user', email: 'user@example.com' } },
    device: {
      name: 'device',
      os: choose('device.os', based(diag.os), ticket.os, 'windows' as const),
      ...(isRegistered ? { registeredTo: 'user' } : {}),
      registration: diag.connection?.value === 'revoked' ? 'revoked' : 'active',
    },
    client,
    policies: [...(policy === undefined ? [] : [policy]), ...names.policies],
    destinations: Object.fromEntries(
      destinations.map(({ key, host, address, ports, outside }) => [
        key,
        { host, address, ports, ...(outside === undefined ? {} : { outside }) },
      ]),
    ),
    dns: {
      localDomainFallback: names.fallback.value,
      records: aliases.map(({ name, address }) => ({ name, type: address.includes(':') ? 'AAAA' : 'A', address })),
    },
    person: {
      atDesk: choose(
        'person.atDesk',
        undefined,
        ticket.notice && ticket.notice === 'seen',
        true,
        'not known whether the notice was seen',
      ),
    },
  };
  if (names.fallback.value.length > 0) {
    const said = names.fallback.value.map(({ suffix }) => suffix).join(' ');
    note('dns.localDomainFallback', { value: said, basis: names.fallback.basis });
  }
  const attempt = destinations.find(({ fails }) => fails);
  return {
    environment: decodeEnvironment(data, noImport),
    ...{ notes, taken },
    missing: findMissing(ticket, diag, destinations),
    doubts: findDoubts({ ticket, diag, client, destinations }),
    moment: Math.max(ticket.reportedAt, begun.value),
    ...(attempt === undefined ? {} : { attempt: urlOf(attempt) }),
  };
}

function based<T>(taken: ({ readonly value: T } & Parameters<typeof readFrom>[0]) | undefined): Based<T> | undefined {
  return taken && { value: taken.value, basis: readFrom(taken) };
}

/** When the session began. */
function startOf({ signedInAt, since, timeout, reportedAt }: Ticket): Based<Millis> {
  if (signedInAt !== undefined) return { value: signedInAt, basis: stated };
  if (timeout === undefined) return { value: reportedAt, basis: assumed('when the user last signed in is not known') };
  if (since !== undefined) {
    return { value: since - timeout, basis: assumed('the session ended when it began to fail') };
  }
  return { value: reportedAt - timeout, basis: assumed('the session had just ended when it was reported') };
}

function urlOf({ host, ports }: DraftDestination): string {
  const [port = '443', kind] = Object.entries(ports)[0] ?? [];
  const end = kind === 'http' || kind === 'https' || kind === 'ssh' ? kind : kind === 'dns' ? 'udp' : 'tcp';
  return `${end}://${host}:${port}${end === 'http' || end === 'https' ? '/' : ''}`;
}

function noImport(file: string): never {
  throw new DecodeError([{ path: 'policies', message: `a draft imports nothing, and this one imports ${file}` }]);
}
