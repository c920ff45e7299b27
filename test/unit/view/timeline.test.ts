import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { day, type Millis, minute } from '../../../app/time/instant.ts';
import { timelineOf } from '../../../app/view/timeline.ts';
import { TimelineRecord } from '../../../app/view/timeline-record.ts';
import { type TimelineLanes, timelineShape } from '../../../app/view/timeline-shape.ts';
import { type Story, story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

type Range = { readonly from?: Millis; readonly to?: Millis; readonly bins?: number };

function recordOf(lines: readonly LogLine[]): TimelineRecord {
  const record = new TimelineRecord();
  for (const line of lines) record.take(line);
  return record;
}

function lanesOf(run: Story, { from = start, to = past('240h'), bins = 120 }: Range = {}): TimelineLanes {
  const { people, person } = run.state.environment;
  const around = { now: run.state.at, day: person.day, nameOf: (id: string) => people[id]?.name };
  return timelineShape.parse(timelineOf(recordOf(run.lines), { from, to, count: bins }, around));
}

const lookups = { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' };

describe('the timeline of a run', () => {
  it('lets the age run from each sign-in to the next, and end with the registration', () => {
    const run = story(world());
    run.reauth(past('100h'));
    run.tell(past('150h'), { type: 'delete-registration' });
    run.tell(past('160h'), { type: 'connect-client' });
    const { teeth, signIns } = lanesOf(run);
    expect(teeth).toEqual([
      { from: start, to: past('100h') },
      { from: past('100h'), to: past('150h') },
    ]);
    expect(signIns.map(({ is, who }) => [is, who])).toEqual([
      ['enrolled', 'Alice'],
      ['signed-in', 'Alice'],
      ['left', undefined],
    ]);
  });

  it('names who was turned away', () => {
    const run = story(world());
    run.reauth(past('1h'), 'bob@example.com');
    expect(lanesOf(run).signIns.at(-1)).toMatchObject({ is: 'refused', who: 'bob@example.com' });
    expect(lanesOf(run).teeth).toEqual([{ from: start }]);
  });

  it('marks what an administrator did', () => {
    const run = story(world());
    run.tell(past('1h'), { type: 'force-reauth' });
    run.tell(past('2h'), { type: 'revoke-registration' });
    expect(lanesOf(run, { to: past('24h') }).signIns.map(({ is, at }) => [is, at])).toEqual([
      ['enrolled', start],
      ['asked', past('1h')],
      ['revoked', past('2h')],
    ]);
  });

  it('tells the latest fate of a notice, at the attempt that brought it', () => {
    const run = story(world({ actors: { lookups }, person: { atDesk: false } }));
    run.tell(past('169h'), { type: 'connect-client' });
    const [missed] = lanesOf(run).notices;
    expect(missed).toMatchObject({ at: past('168h') + 41_000, fate: 'missed', host: 'git.corp.internal' });
    const [line, index] = (missed?.id ?? '').split('.').map(Number);
    expect(run.lines.find(({ n }) => n === line)?.events[index ?? -1]?.type).toBe('lookup-decided');
    run.tell(past('170h'), { type: 'click-notice' });
    expect(lanesOf(run).notices).toMatchObject([{ fate: 'clicked-late' }]);
    run.tell(past('170h'), { type: 'abandon-reauth', reauthId: run.state.reauth?.id ?? '', why: 'closed' });
    expect(lanesOf(run).notices).toMatchObject([{ fate: 'abandoned' }]);
    expect(run.state.notices.at(-1)?.fate).toBe('abandoned');
  });

  it('spreads a run of equal attempts over the time it took', () => {
    const run = story(world({ actors: { lookups } }));
    run.tell(past('48h'), { type: 'connect-client' });
    const { actors, refused } = lanesOf(run, { to: past('48h'), bins: 48 });
    expect(refused).toEqual([]);
    expect(actors.map(({ name }) => name)).toEqual(['lookups']);
    expect(actors[0]?.marks.map(({ count, refused: dead }) => [count, dead])).toEqual(Array(48).fill([12, 0]));
    const [closer] = lanesOf(run, { from: past('24h'), to: past('25h'), bins: 60 }).actors;
    expect(closer?.marks.map(({ at }) => at)).toEqual(
      Array.from({ length: 12 }, (_, turn) => past('24h') + 41_000 + turn * 5 * minute),
    );
  });

  it('marks what was refused, by whom it may be, with the cause of the latest', () => {
    const run = story(world({ actors: { lookups } }));
    run.connect(past('168h10m'));
    run.connect(past('168h10m'), { host: 'git.corp.internal', port: 22 });
    const { refused, actors } = lanesOf(run, { from: past('168h'), to: past('169h'), bins: 60 });
    expect(refused.map(({ at, count, class: cause }) => [(at - past('168h')) / minute, count, cause])).toEqual([
      [41 / 60, 1, 'session'],
      [5 + 41 / 60, 1, 'session'],
      [10, 2, 'session'],
    ]);
    expect(actors[0]?.marks.every(({ refused: dead }) => dead === 1)).toBe(true);
  });

  it('leaves out what a program in front got', () => {
    const run = story(world());
    run.connect(past('1h'));
    expect(lanesOf(run)).toMatchObject({ refused: [], actors: [] });
  });

  it('puts flows that overlap into rows, and one that outlives the expiry on both sides of it', () => {
    const run = story(world());
    run.connect(past('1h'), {}, { hold: true });
    run.connect(past('2h'), {}, { hold: true, keptBusy: true });
    run.tell(past('170h'), { type: 'connect-client' });
    const { bars, most } = lanesOf(run).flows;
    expect(most).toBe(2);
    expect(bars.map(({ from, to, row, ended }) => [from, to, row, ended])).toEqual([
      [past('1h'), past('9h'), 0, 'idle'],
      [past('2h'), past('170h'), 1, undefined],
    ]);
  });

  it('counts flows where there are more than rows', () => {
    const run = story(world());
    for (let flow = 0; flow < 50; flow += 1) run.connect(past('1h'), {}, { hold: true });
    run.tell(past('20h'), { type: 'connect-client' });
    const { bars, crowd, most } = lanesOf(run, { to: past('24h'), bins: 24 }).flows;
    expect(bars).toEqual([]);
    expect(most).toBe(50);
    expect(crowd).toEqual([{ from: past('1h'), to: past('10h'), open: 50 }]);
  });

  it('shows when the device slept, was offline or disconnected', () => {
    const run = story(world());
    run.tell(past('10h'), { type: 'change-device', asleep: true });
    run.tell(past('20h'), { type: 'change-device', asleep: false });
    run.tell(past('30h'), { type: 'disconnect-client' });
    run.tell(past('40h'), { type: 'connect-client' });
    run.tell(past('50h'), { type: 'change-device', online: false });
    run.tell(past('60h'), { type: 'change-person', facts: {} });
    expect(lanesOf(run).device).toEqual([
      { from: past('10h'), to: past('20h'), is: 'asleep' },
      { from: past('30h'), to: past('40h'), is: 'disconnected' },
      { from: past('50h'), to: past('60h'), is: 'offline' },
    ]);
  });

  it('shows the person as set by hand, until now', () => {
    const run = story(world({ person: { atDesk: true } }));
    run.tell(past('10h'), { type: 'change-person', facts: { doNotDisturb: true } });
    run.tell(past('20h'), { type: 'change-person', facts: { atDesk: false } });
    run.tell(past('30h'), { type: 'connect-client' });
    run.tell(past('31h'), { type: 'disconnect-client' });
    expect(lanesOf(run).person.map(({ from, to, is }) => [from, to, is])).toEqual([
      [start, past('10h'), 'desk'],
      [past('10h'), past('20h'), 'quiet'],
      [past('20h'), past('31h'), 'away'],
    ]);
  });

  it('shows the person’s day ahead, but where it was set by hand', () => {
    const work = { is: 'work', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' };
    const run = story(world({ person: { day: [work] } }));
    run.tell(past('2h'), { type: 'change-person', facts: { doNotDisturb: true } });
    run.tell(past('3h'), { type: 'connect-client' });
    expect(lanesOf(run, { to: past('48h') }).person.map(({ from, to, is }) => [from, to, is])).toEqual([
      [start, past('2h'), 'work'],
      [past('2h'), past('8h'), 'quiet'],
      [past('24h'), past('32h'), 'work'],
    ]);
  });

  it('goes on from what the lines that were thrown away left behind', () => {
    const run = story(world({ actors: { lookups } }));
    run.connect(past('1h'), {}, { hold: true, keptBusy: true });
    run.tell(past('169h'), { type: 'disconnect-client' });
    const record = new TimelineRecord(run.state);
    const known = run.lines.length;
    run.tell(past('170h'), { type: 'connect-client' });
    for (const line of run.lines.slice(known)) record.take(line);
    const around = { now: run.state.at, day: [], nameOf: () => undefined };
    const lanes = timelineOf(record, { from: start, to: past('240h'), count: 100 }, around);
    expect(lanes).toMatchObject({
      knownFrom: past('169h'),
      teeth: [{ from: start }],
      notices: [{ at: past('168h') + 41_000 }],
      flows: { bars: [{ from: past('1h'), to: past('170h') }] },
      device: [{ from: past('169h'), to: past('170h'), is: 'disconnected' }],
    });
  });

  it('answers no more than its bins hold, whatever the log holds', () => {
    const run = story(world());
    run.connect(past('168h'));
    const refusal = run.lines.at(-1);
    if (refusal === undefined) throw new Error('the story has no line');
    const record = recordOf(run.lines);
    const many = 100_000;
    for (let index = 0; index < many; index += 1) {
      const at = past('168h') + (index / many) * 28 * day;
      const events = refusal.events.map((event) => ({ ...event, at, ...('lastAt' in event ? { lastAt: at } : {}) }));
      record.take({ ...refusal, n: index + 10, at, events });
    }
    const bins = { from: past('168h'), to: past('168h') + 28 * day, count: 200 };
    const around = { now: past('168h') + 28 * day, day: [], nameOf: () => undefined };
    const lanes = timelineOf(record, bins, around);
    expect(lanes.refused.length).toBe(200);
    expect(lanes.refused.reduce((sum, { count }) => sum + count, 0)).toBe(many + 1);
    expect(lanes.notices.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(lanes).length).toBeLessThan(128 * 1024);
  });

  it('keeps no more than it has room for, and says from when on it knows', () => {
    const run = story(world());
    run.connect(past('168h'));
    const [refusal] = run.lines.slice(-1);
    const [event] = refusal?.events ?? [];
    if (refusal === undefined || event?.type !== 'connection-decided') throw new Error('nothing was refused');
    const record = recordOf(run.lines);
    for (let n = 0; n < 225_000; n += 1) {
      const at = past('168h') + n;
      const attempt = { ...event.attempt, host: `${n}.example` };
      record.take({ ...refusal, n, at, events: [{ ...event, at, lastAt: at, attempt }] });
    }
    expect(record.attempts.length).toBeLessThanOrEqual(220_000);
    expect(record.knownFrom).toBe(record.attempts[0]?.at);
  });
});
