import { describe, expect, it } from 'vitest';
import { generationOf } from '../../../app/ticket/client-version.ts';
import { readPlace } from '../../../app/ticket/read-place.ts';
import { readTicket } from '../../../app/ticket/read-ticket.ts';
import { readWhen } from '../../../app/ticket/read-when.ts';

/** A Monday. */
const now = Date.UTC(2026, 2, 9, 10, 12);
const utc = { now, utcOffset: 0 };

describe('a time as people say it', () => {
  it.each([
    ['Monday', '2026-03-09T00:00Z'],
    ['mon 09:00', '2026-03-09T09:00Z'],
    ['Monday 11:00', '2026-03-02T11:00Z'],
    ['Fri 17:04', '2026-03-06T17:04Z'],
    ['tuesday', '2026-03-03T00:00Z'],
    ['today 8:30', '2026-03-09T08:30Z'],
    ['yesterday', '2026-03-08T00:00Z'],
    ['2026-03-01', '2026-03-01T00:00Z'],
    ['2026-03-01 09:00', '2026-03-01T09:00Z'],
    ['2026-03-01T09:00:00+01:00', '2026-03-01T08:00Z'],
    ['8d ago', '2026-03-01T10:12Z'],
    ['3 days ago', '2026-03-06T10:12Z'],
    ['2 hours 12 min', '2026-03-09T08:00Z'],
  ])('%s', (text, at) => {
    expect(readWhen(text, utc)).toBe(Date.parse(at));
  });

  it('is that of the wall it was read from', () => {
    expect(readWhen('Mon 09:00', { now, utcOffset: 3_600_000 })).toBe(Date.UTC(2026, 2, 9, 8));
    expect(readWhen('today', { now: Date.UTC(2026, 2, 9, 23, 30), utcOffset: 3_600_000 })).toBe(
      Date.UTC(2026, 2, 9, 23),
    );
  });

  it.each(['soon', 'Mo', 'Mondayish', '25:00', 'Mon 24:00', '2026-13-01', ''])('%j is none', (text) => {
    expect(readWhen(text, utc)).toBeUndefined();
  });
});

describe('a place', () => {
  it.each([
    ['Wiki.Corp.Internal', { host: 'wiki.corp.internal' }],
    ['wiki:8443', { host: 'wiki', port: 8443 }],
    ['wiki=10.20.0.10', { host: 'wiki', address: '10.20.0.10' }],
    ['wiki=10.20.0.10:8443', { host: 'wiki', address: '10.20.0.10', port: 8443 }],
    ['10.20.0.10:22', { address: '10.20.0.10', port: 22 }],
    ['[fd00::1]:443', { address: 'fd00::1', port: 443 }],
    ['fd00::1', { address: 'fd00::1' }],
    ['https://wiki.corp.internal/a?b=c', { host: 'wiki.corp.internal', port: 443 }],
    ['ssh://git@git.corp.internal', { host: 'git.corp.internal', port: 22 }],
  ])('is read of %s', (text, place) => {
    expect(readPlace(text)).toEqual(place);
  });

  it.each(['', 'two words', 'wiki:0', 'wiki:99999', 'wiki=other', '10.20.0.10=wiki', 'a=1.2.3.4=b', '*.corp'])(
    'is none in %j',
    (text) => {
      expect(readPlace(text)).toBeUndefined();
    },
  );
});

describe('a client’s version', () => {
  it.each([
    ['2024.6.497.0', 'classic'],
    ['2026.1.9', 'classic'],
    ['2026.2.1', 'panel'],
    ['warp-cli 2026.4.1350.0', 'panel'],
    ['2026.6.821.0', 'panel'],
    ['2026.6.822.0', 'banner'],
    ['2026.7.1343.0', 'banner'],
  ])('%s has the menus of %s', (version, generation) => {
    expect(generationOf(version)).toBe(generation);
  });
});

describe('a field that can’t be understood', () => {
  it('is a fault with what to write instead, and counts as unknown', () => {
    const { ticket, faults } = readTicket(
      { since: 'soon', timeout: 'a week', version: 'new', team: 'a b', fails: ['two words'], fallback: ['x='] },
      {},
      now,
    );
    expect(faults.map(({ field }) => field).toSorted()).toEqual([
      'fails',
      'fallback',
      'since',
      'team',
      'timeout',
      'version',
    ]);
    expect(faults.find(({ field }) => field === 'timeout')?.message).toBe(
      '“a week” is no duration: write 168h0m0s, 168h or 7d',
    );
    expect(ticket).toEqual({ reportedAt: now, fails: [], works: [], fallback: [] });
  });

  it('is a sign-in that lies in the future', () => {
    expect(readTicket({ signedIn: '2027-01-01' }, {}, now).faults[0]?.message).toContain('later than the call');
  });
});
