import type { ClientGeneration } from '../environment/environment.ts';
import { isRange, normaliseAddress } from '../network/address.ts';
import { parseGoDuration } from '../policy/duration.ts';
import { type Millis, minute } from '../time/instant.ts';
import { parseSpan } from '../time/span.ts';
import { generationOf } from './client-version.ts';
import type { DiagReading } from './diag-reading.ts';
import { readHostName } from './host-name.ts';
import { type Place, readPlace } from './read-place.ts';
import { readWhen } from './read-when.ts';
import { mostPlaces, type Ticket, type TicketFault, type TicketField, type TicketFields } from './ticket.ts';

export type TicketReading = { readonly ticket: Ticket; readonly faults: readonly TicketFault[] };

const generations: readonly ClientGeneration[] = ['classic', 'panel', 'banner'];

/** A year less than 292 of them: what an instant can still be reckoned with. */
const longestTimeout: Millis = 366 * 24 * 60 * minute;

/**
 * Understands what was typed. Times of day are those of the device where its diagnostics tell its offset, else UTC. What can't be
 * understood is a fault, and counts as unknown.
 */
export function readTicket(fields: TicketFields, diag: DiagReading, wallNow: Millis): TicketReading {
  const faults: TicketFault[] = [];
  const fault = (field: TicketField, message: string) => {
    faults.push({ field, message });
    return undefined;
  };
  const utcOffset = diag.utcOffset?.value ?? 0;
  const wall = Math.floor((diag.takenAt?.value ?? wallNow) / minute) * minute;
  const when = (field: 'reported' | 'since' | 'signedIn', now: Millis): Millis | undefined => {
    const text = given(fields[field]);
    if (text === undefined || /^unknown$/i.test(text)) return undefined;
    const at = readWhen(text, { now, utcOffset });
    if (at === undefined)
      return fault(field, `${quote(text)} is no time: write Monday 09:00, 2026-03-09 09:00 or 8d ago`);
    return at > now && field !== 'reported' ? fault(field, `${quote(text)} is later than the call`) : at;
  };
  const reportedAt = when('reported', wall) ?? wall;
  const places = (field: 'fails' | 'works'): Place[] =>
    (fields[field] ?? []).slice(0, mostPlaces).flatMap((text) => {
      if (text.trim() === '') return [];
      const place = readPlace(text);
      if (place === undefined)
        fault(field, `${quote(text)} is no place: write wiki.corp.internal, wiki:8443 or wiki=10.20.0.10`);
      return place ?? [];
    });
  const version = given(fields.version);
  const generation =
    version === undefined ? undefined : (generations.find((one) => one === version) ?? generationOf(version));
  if (version !== undefined && generation === undefined) {
    fault('version', `${quote(version)} is no version: write one like 2026.4.1350.0, or classic, panel or banner`);
  }
  const team = given(fields.team)
    ?.toLowerCase()
    .replace(/\.cloudflareaccess\.com$/, '');
  if (team !== undefined && !isTeam(team))
    fault('team', `${quote(team)} is no team name: write what stands before .cloudflareaccess.com`);
  const { os, mode, says, notice } = fields;
  const known = {
    since: when('since', reportedAt),
    signedInAt: when('signedIn', reportedAt),
    timeout: readTimeout(fields.timeout, fault),
    generation,
    team: team !== undefined && isTeam(team) ? team : undefined,
    ...{ os, mode, says, notice },
    splitTunnel: readSplitTunnel(fields, fault),
  };
  return {
    ticket: {
      ...withoutUnknown(known),
      reportedAt,
      fails: places('fails'),
      works: places('works'),
      fallback: readFallback(fields.fallback ?? [], fault),
    },
    faults,
  };
}

type Refuse = (field: TicketField, message: string) => undefined;

function readTimeout(text: string | undefined, fault: Refuse): Millis | undefined {
  const wanted = given(text);
  if (wanted === undefined) return undefined;
  const go = parseGoDuration(wanted);
  const span = go.ok ? go.duration : parseSpan(wanted);
  if (span === undefined || span < 1000)
    return fault('timeout', `${quote(wanted)} is no duration: write 168h0m0s, 168h or 7d`);
  return span > longestTimeout ? fault('timeout', `${quote(wanted)} is longer than a year`) : Math.round(span);
}

function readSplitTunnel(
  { splitTunnel: mode, entries: texts = [] }: TicketFields,
  fault: Refuse,
): Ticket['splitTunnel'] {
  if (mode === undefined) return undefined;
  const entries = texts.map((text) => text.trim()).filter((text) => text !== '');
  const odd = entries.find((text) => !isRange(text) && readHostName(text.replace(/^\*\./, '')) === undefined);
  if (odd !== undefined)
    return fault('entries', `${quote(odd)} is no entry: write 10.0.0.0/8, example.com or *.example.com`);
  return { mode, entries };
}

function readFallback(texts: readonly string[], fault: Refuse): Ticket['fallback'] {
  return texts.slice(0, mostPlaces).flatMap((text) => {
    if (text.trim() === '') return [];
    const [name = '', address] = text.trim().split('=');
    const suffix = readHostName(name.replace(/^\*?\./, ''));
    const resolver = address === undefined ? undefined : normaliseAddress(address);
    if (suffix === undefined || (address !== undefined && resolver === undefined)) {
      fault(
        'fallback',
        `${quote(text)} is no suffix: write corp.internal, or corp.internal=10.0.0.53 with its resolver`,
      );
      return [];
    }
    return { suffix, ...(resolver === undefined ? {} : { resolver }) };
  });
}

export function isTeam(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function quote(text: string): string {
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}

function withoutUnknown<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
