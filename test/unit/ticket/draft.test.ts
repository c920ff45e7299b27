import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiagReading } from '../../../app/ticket/diag-reading.ts';
import { draftTicket } from '../../../app/ticket/draft-ticket.ts';
import { readDiag } from '../../../app/ticket/read-diag.ts';
import { readTicket } from '../../../app/ticket/read-ticket.ts';
import type { TicketFields } from '../../../app/ticket/ticket.ts';
import { writeDraft } from '../../../app/ticket/write-draft.ts';
import { readEnvironmentDraft } from '../../../main/files/environment-draft.ts';
import { diagFiles } from '../../support/diag.ts';

const monday = Date.UTC(2026, 2, 9, 10, 12);
const diag = readDiag(Object.entries(diagFiles).map(([name, text]) => ({ name, text }))).found;
const draft = (fields: TicketFields, found: DiagReading = {}) => {
  const { ticket, faults } = readTicket(fields, found, monday);
  expect(faults).toEqual([]);
  return draftTicket(ticket, found);
};
const call: TicketFields = {
  ...{ since: 'Mon 09:00', timeout: '168h', fails: ['wiki.corp.internal', 'git.corp.internal:22'] },
  ...{ works: ['www.example.com'], notice: 'not-seen' },
};

describe('a draft', () => {
  it('of a call alone has what fails, the stated limit above it, and a sign-in that has just run out', () => {
    const { environment, moment, attempt } = draft(call);
    expect(environment.policies).toMatchObject([
      { traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: { text: '168h0m0s' } },
    ]);
    expect(environment.clock.startAt).toBe(Date.UTC(2026, 2, 2, 9));
    expect(environment.person.atDesk).toBe(false);
    expect(moment).toBe(monday);
    expect(attempt).toBe('https://wiki.corp.internal:443/');
  });

  it('takes from diagnostics what they tell, and says of each line that it is assumed and where it is from', () => {
    const text = writeDraft(draft(call, diag));
    expect(text).toContain('mode: traffic-and-dns # assumed, from warp-settings.txt:4 (network policy)');
    expect(text).toContain('generation: classic # assumed, from version.txt:1');
    expect(text).toContain('domain: acme.cloudflareaccess.com # assumed, from warp-settings.txt:15 (user set)');
    expect(text).toContain('atDesk: false # as the ticket says');
    expect(text).toContain('startAt: 2026-03-02T08:00:00Z # assumed: the session ended when it began to fail');
    expect(text).toMatch(
      /# assumed: its address is not known\n {2}wiki: \{ host: wiki.corp.internal, address: 10\.128\./,
    );
  });

  it('says above everything what is missing', () => {
    const { missing } = draft(call, diag);
    expect(missing.map(({ what }) => what)).toEqual(['policies', 'sign-in', 'addresses', 'provider']);
    expect(writeDraft(draft(call, diag))).toMatch(
      /^# Drafted from a ticket[^\n]*\n(#[^\n]*\n)*# {2}- Gateway’s policies and lists\./,
    );
  });

  it('of nothing lacks nearly everything, and has no policy', () => {
    const { environment, missing } = draft({});
    expect(environment.policies).toEqual([]);
    expect(missing.length).toBeGreaterThan(10);
  });

  it('holds nothing that names the person, the device or the account', () => {
    const text = writeDraft(draft({ ...call, symptoms: 'alice@example.com can’t work' }, diag));
    expect(text).not.toMatch(/ALICE|alice|5d0f|a2V5|77aa|1aa0f|0000-0001|zoom \(/);
  });

  it('takes of a URL neither path nor password', () => {
    expect(writeDraft(draft({ fails: ['https://bob:secret@wiki.corp.internal/?token=abc'] }))).not.toMatch(
      /secret|token=|bob/,
    );
  });

  it('keeps out of the policy what works among what fails', () => {
    const { environment } = draft({ ...call, fails: ['10.20.0.10'], works: ['10.20.0.20'] });
    expect(environment.policies[0]?.traffic).toBe('net.dst.ip in {10.20.0.10}');
  });

  it('gives private names that Local Domain Fallback does not take to a resolver policy', () => {
    const { environment } = draft({ ...call, fails: ['jira.acme.example=10.20.0.30'] }, diag);
    expect(environment.policies.map(({ filter }) => filter)).toEqual(['l4', 'dns_resolver']);
    expect(environment.policies[1]?.traffic).toBe('any(dns.domains[*] == "acme.example")');
  });

  it('puts addresses that nobody knows into the tunnel', () => {
    const include = draft({ ...call, splitTunnel: 'include', entries: ['10.50.0.0/16'] }).environment.destinations;
    expect(include.wiki?.address).toMatch(/^10\.50\.0\./);
    const exclude = draft({ ...call, splitTunnel: 'exclude', entries: ['10.0.0.0/8'] }).environment.destinations;
    expect(exclude.wiki?.address).toMatch(/^172\.20\.0\./);
  });

  it('of a device without registration belongs to nobody', () => {
    const { found } = readDiag([
      { name: 'warp-status.txt', text: 'Status update: Unable\nReason: Registration Missing' },
    ]);
    expect(draft(call, found).environment.device.registeredTo).toBeUndefined();
  });
});

describe('what speaks against an expired session', () => {
  it('is that it began before the limit', () => {
    const { doubts } = draft({ ...call, signedIn: '2026-03-05 09:00' });
    expect(doubts).toEqual([expect.stringContaining('before the session could expire (Thu 12 Mar 2026 09:00:00 UTC)')]);
  });

  it('is a client that is not connected', () => {
    const { found } = readDiag([{ name: 'warp-status.txt', text: 'Status update: Disconnected' }]);
    expect(draft(call, found).doubts[0]).toContain('The client was not connected.');
  });

  it('is a mode in which none is checked', () => {
    expect(draft({ ...call, mode: 'posture-only' }).doubts[0]).toContain('Posture only mode');
  });

  it('is a destination that Split Tunnels keep outside', () => {
    const { doubts } = draft({ fails: ['wiki=192.168.7.7'], timeout: '168h' }, diag);
    expect(doubts[0]).toContain('Split Tunnels keep wiki (192.168.7.7) outside the tunnel');
  });

  it('is named as a contradiction where the diagnostics say otherwise, which count', () => {
    const { doubts, environment } = draft({ ...call, mode: 'dns-only', version: '2026.4.1350.0' }, diag);
    expect(doubts).toHaveLength(2);
    expect(environment.client).toMatchObject({ mode: 'traffic-and-dns', generation: 'classic' });
  });

  it('is nothing in a ticket that fits', () => {
    expect(draft(call, diag).doubts).toEqual([]);
  });
});

describe('every draft of whatever is typed and read', () => {
  const label = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const ip = fc.oneof(fc.ipV4(), fc.ipV6());
  const place = fc.oneof(
    ...[
      host,
      ip,
      fc.string(),
      fc.constantFrom('constructor', '__proto__', 'wiki.', 'https://[::1]:8443/x', 'toString.x'),
    ],
    fc.tuple(host, ip).map(([name, address]) => `${name}=${address}`),
    fc.tuple(host, fc.integer({ min: 0, max: 70_000 })).map(([name, port]) => `${name}:${port}`),
  );
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('Monday', 'yesterday 17:00', '8d ago', '168h', '7d', '1s', 'unknown', '2026.6.822.0', 'acme'),
  );
  const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
  const places = some(fc.array(place, { maxLength: 8 }));
  const fields: fc.Arbitrary<TicketFields> = fc.record({
    ...{ symptoms: some(word), reported: some(word), since: some(word), signedIn: some(word), timeout: some(word) },
    ...{ version: some(word), team: some(word), fails: places, works: places, entries: places },
    os: some(fc.constantFrom('windows', 'macos', 'linux')),
    mode: some(fc.constantFrom('traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only')),
    says: some(fc.constantFrom('connected', 'disconnected')),
    notice: some(fc.constantFrom('seen', 'not-seen')),
    splitTunnel: some(fc.constantFrom('exclude', 'include')),
    fallback: some(
      fc.array(
        fc.oneof(
          place,
          fc.tuple(host, ip).map(([suffix, resolver]) => `${suffix}=${resolver}`),
        ),
        { maxLength: 5 },
      ),
    ),
  });
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(...Object.values(diagFiles).flatMap((text) => text.split('\n'))),
      fc.string({ unit: 'binary' }),
      fc.tuple(ip, host).map(([address, name]) => `${address} ${name}`),
      place.map((text) => `  ${text}`),
    ),
    { maxLength: 25 },
  );
  const files = fc.array(fc.record({ name: fc.constantFrom(...Object.keys(diagFiles), 'resolv.conf'), lines }), {
    maxLength: 6,
  });

  it('opens without a fault, as the environment that was drafted', async () => {
    await fc.assert(
      fc.asyncProperty(fields, files, async (typed, given) => {
        const { found } = readDiag(given.map(({ name, lines }) => ({ name, text: lines.join('\n') })));
        const drafted = draftTicket(readTicket(typed, found, monday).ticket, found);
        const read = await readEnvironmentDraft(writeDraft(drafted), []);
        expect(read).toEqual({ ok: true, environment: drafted.environment });
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
