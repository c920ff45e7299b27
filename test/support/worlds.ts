import { decodeEnvironment } from '../../app/environment/decode-environment.ts';
import type { Environment } from '../../app/environment/environment.ts';
import { mergeData } from '../../app/scenario/scenario.ts';
import { parseInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { parseSpan } from '../../app/time/span.ts';

/** The policy of every test world: the whole private range, weekly. */
export const privateRange = {
  id: 'P1',
  name: 'Private range',
  precedence: 10,
  traffic: 'net.dst.ip in {10.0.0.0/8}',
  checkSession: '168h',
};

const small = {
  version: 1,
  name: 'Test world',
  team: { name: 'Acme', domain: 'acme.cloudflareaccess.com' },
  clock: { startAt: '2026-03-02T09:00:00Z' },
  people: {
    alice: { name: 'Alice', email: 'alice@example.com', groups: ['staff'] },
    bob: { name: 'Bob', email: 'bob@example.com', groups: ['staff'] },
  },
  device: { name: 'dev-1', registeredTo: 'alice' },
  policies: [privateRange],
  destinations: {
    wiki: { host: 'wiki.corp.internal', address: '10.20.0.10', ports: { 80: 'http', 443: 'https' } },
    git: { host: 'git.corp.internal', address: '10.20.0.30', ports: { 22: 'tcp-echo' } },
    dns1: { host: 'ns.corp.internal', address: '10.0.0.53', ports: { 53: 'dns' } },
    helpdesk: { host: 'help.example.com', address: '198.51.100.20', ports: { 443: 'https' } },
  },
  dns: { localDomainFallback: [{ suffix: 'corp.internal', resolver: '10.0.0.53' }] },
};

/** A small environment; `changes` are merged over it as a scenario's `with` is. */
export function world(changes: object = {}): Environment {
  return decodeEnvironment(mergeData(small, changes), () => ({ policies: [], lists: [], warnings: [] }));
}

/** The start of every test world. */
export const start: Millis = parseInstant('2026-03-02T09:00:00Z') ?? Number.NaN;

/** The instant that far after the start: `past('167h59m')`. */
export function past(span: string): Millis {
  return start + (parseSpan(span) ?? Number.NaN);
}
