import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeInstant } from '../../../app/time/calendar.ts';
import { day, hour, minute } from '../../../app/time/instant.ts';
import { isWithin, openingAt, type Weekday } from '../../../app/time/weekly-hours.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

// Every test world starts on a Monday at 09:00.
const office = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };

function turnsOf(actor: object, until: string, changes: object = {}): string[] {
  const run = story(world({ actors: { mail: { every: '1h', ...actor } }, ...changes }));
  const events = run.tell(past(until), { type: 'note-time' }) && run.lines.flatMap((line) => line.events);
  return events.flatMap((event) => {
    if (event.type !== 'connection-decided' && event.type !== 'lookup-decided') return [];
    const gap = event.count === 1 ? 0 : (event.lastAt - event.at) / (event.count - 1);
    return Array.from({ length: event.count }, (_, index) => writeInstant(event.at + index * gap).slice(5, 16));
  });
}

describe('an actor with working hours', () => {
  const does = { connect: '10.20.0.10', port: 443 };

  it('keeps to them, inclusive at the beginning and exclusive at the end', () => {
    expect(turnsOf({ does, hours: { ...office, to: '12:00' } }, '26h')).toEqual([
      '03-02T09:00',
      '03-02T10:00',
      '03-02T11:00',
      '03-03T09:00',
      '03-03T10:00',
      '03-03T11:00',
    ]);
  });

  it('rests at the weekend', () => {
    const turns = turnsOf({ does, every: '8h', hours: office }, '169h');
    expect(turns.map((turn) => turn.slice(0, 5))).toEqual([...'23456'].map((one) => `03-0${one}`).concat('03-09'));
  });

  it('waits with its first turn and with the one after waking for the opening', () => {
    const early = { does, hours: { ...office, from: '10:30' } };
    expect(turnsOf(early, '2h')).toEqual(['03-02T10:30']);
    const run = story(world({ actors: { chat: { does, onWake: '1m', hours: office } } }));
    run.tell(past('9h'), { type: 'change-device', asleep: true });
    run.tell(past('12h'), { type: 'change-device', asleep: false });
    expect(writeInstant(run.state.actors.chat ?? 0)).toBe('2026-03-03T09:00:00Z');
  });

  it('never runs when its hours are on no day', () => {
    expect(turnsOf({ does, hours: { ...office, days: [] } }, '400h')).toEqual([]);
  });

  it('that opens a page shows what a browser does, so that HTTP policies see it', () => {
    const block = {
      id: 'H1',
      filter: 'http',
      precedence: 1,
      action: 'block',
      traffic: 'http.request.uri.path == "/a"',
    };
    const actor = { does: { fetch: 'http://wiki.corp.internal/a?b' }, every: '1h' };
    const run = story(world({ actors: { tab: actor }, policies: [block] }));
    run.tell(past('30m'), { type: 'note-time' });
    const verdicts = run.lines.flatMap(({ events }) => events.filter(({ type }) => type === 'connection-decided'));
    expect(verdicts).toMatchObject([{ verdict: { outcome: 'refused', class: 'block', stage: 'http' } }]);
  });
});

describe('weekly hours', () => {
  const fromSunday: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const hours = fc.record({
    days: fc.subarray([...fromSunday]),
    // Nothing begins at the end of a day: environment-file.ts refuses it.
    from: fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => minutes * minute),
    to: fc.integer({ min: 0, max: 24 * 60 }).map((minutes) => minutes * minute),
  });
  const instant = fc.integer({ min: start, max: start + 30 * day });

  it('are within what a person would count from the calendar', () => {
    fc.assert(
      fc.property(hours, instant, ({ days, from, to }, at) => {
        const ends = to + (to <= from ? day : 0);
        const counted = [0, 1].some((back) => {
          const midnight = Math.floor(at / day) * day - back * day;
          const isOn = days.includes(fromSunday[new Date(midnight).getUTCDay()] ?? 'sun');
          return isOn && at >= midnight + from && at < midnight + ends;
        });
        expect(isWithin({ days, from, to }, at)).toBe(counted);
      }),
    );
  });

  it('open next at the first instant within, wherever they are on any day', () => {
    fc.assert(
      fc.property(hours, instant, (some, at) => {
        const opening = openingAt(some, at);
        expect(opening === undefined).toBe(some.days.length === 0);
        if (opening === undefined) return;
        const first = Math.max(at, opening.from);
        expect(isWithin(some, first)).toBe(true);
        if (first > at) expect(isWithin(some, first - 1)).toBe(false);
        for (let between = at; between < first; between += hour) expect(isWithin(some, between)).toBe(false);
      }),
    );
  });
});
