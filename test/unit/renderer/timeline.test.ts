import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../app/time/instant.ts';
import type { TimelineLanes } from '../../../app/view/timeline-shape.ts';
import { markAt, stepFrom } from '../../../renderer/lab/mark-search.ts';
import { expiriesOf, fittingView, limitsOf, teethOf, topOf } from '../../../renderer/lab/timeline-facts.ts';
import { cutTo, placeLabels } from '../../../renderer/lab/timeline-labels.ts';
import { heightOf, laneList, outlives } from '../../../renderer/lab/timeline-lanes.ts';
import { marksOf } from '../../../renderer/lab/timeline-marks.ts';
import { previewOf, sayPreview } from '../../../renderer/lab/timeline-preview.ts';
import { summaryOf } from '../../../renderer/lab/timeline-summary.ts';
import {
  panView,
  revealIn,
  roundedAt,
  scaleOf,
  stepOf,
  ticksOf,
  zoomView,
} from '../../../renderer/lab/timeline-view.ts';
import { destination, expiresAt, signedInAt, snapshotAt } from '../view/fixtures.ts';

const nothing: TimelineLanes = {
  ...{ from: signedInAt, to: expiresAt, teeth: [], signIns: [], notices: [], refused: [], actors: [] },
  ...{ flows: { bars: [], crowd: [], most: 0 }, person: [], device: [] },
};
const week = { from: signedInAt, to: expiresAt };

describe('the limits on the timeline', () => {
  it('are those that stand before a destination, equal ones with all their names', () => {
    const { policies } = snapshotAt(signedInAt);
    const items = policies.items.map((policy) => ({ ...policy, destinations: ['wiki'] }));
    const twin = { ...(items[2] ?? expect.fail()), id: 'p-twin', name: 'Twin' };
    expect(limitsOf(snapshotAt(signedInAt, { policies: { total: 4, items: [...items, twin] } }))).toEqual([
      { duration: 7 * day, names: ['Private range, weekly', 'Twin'], destination: 'wiki' },
      { duration: 30 * day, names: ['HR, monthly'], destination: 'wiki' },
    ]);
    expect(limitsOf(snapshotAt(signedInAt)).map(({ duration }) => duration)).toEqual([7 * day]);
  });

  it('hold those of Access applications too', () => {
    const limit = { class: 'access', name: 'wiki-app' } as const;
    const items = [destination('wiki', { expiresAt: signedInAt + day, limit })];
    expect(limitsOf(snapshotAt(signedInAt, { destinations: { total: 1, items } }))[0]).toEqual({
      ...{ duration: day, names: ['wiki-app'], destination: 'wiki' },
    });
  });

  it('have labels that do not cover each other', () => {
    const labels = placeLabels(
      [
        { y: 80, text: '1 h' },
        { y: 78, text: '2 h · Payroll' },
        { y: 20, text: '7 d' },
      ],
      { width: 300, floor: 92 },
    );
    expect(labels.map(({ text, x, y }) => [text, x === 0, y])).toEqual([
      ['7 d', true, 33],
      ['2 h · Payroll', true, 74],
      ['1 h', false, 76],
    ]);
    expect(cutTo('Private range', 40)).toBe('Privat…');
    expect(cutTo('Private range', 10)).toBe('');
  });
});

describe('the age on the timeline', () => {
  const again = signedInAt + 5 * day;
  const session = { authenticatedAt: again, from: 'settings', episode: 2 };
  const snapshot = snapshotAt(again + day, { session });
  const lanes = { ...nothing, teeth: [{ from: signedInAt, to: again }, { from: again }] };

  it('is a tooth for each sign-in', () => {
    expect(teethOf(snapshot, lanes, again + day)).toEqual([
      { from: signedInAt, to: again, isOver: true },
      { from: again, to: again + day, isOver: false },
    ]);
    expect(teethOf(snapshot, undefined, again + day)).toEqual([{ from: again, to: again + day, isOver: false }]);
  });

  it('ends where the registration did', () => {
    const { session: _gone, ...left } = snapshot;
    const ended = { ...nothing, teeth: [{ from: signedInAt, to: again }] };
    expect(teethOf(left, ended, again + day)).toEqual([{ from: signedInAt, to: again, isOver: true }]);
  });

  it('fits from the sign-in before to past the last expiry', () => {
    const { from, to } = fittingView(snapshot, lanes, again + day);
    expect(from).toBeLessThan(signedInAt);
    expect(from).toBeGreaterThan(signedInAt - day);
    expect(to).toBeGreaterThan(again + 7 * day);
  });

  it('stays below the upper edge however old it gets', () => {
    const limits = limitsOf(snapshot);
    expect(topOf(limits, [{ from: signedInAt, to: signedInAt + 40 * day, isOver: true }])).toBeGreaterThan(40 * day);
  });

  it('expires when the engine says, and did when it outran a limit', () => {
    const limits = limitsOf(snapshot);
    const long = [{ from: signedInAt - 10 * day, to: signedInAt, isOver: true }];
    expect(expiriesOf(snapshot, limits, [...long, { from: signedInAt, to: signedInAt + day, isOver: false }])).toEqual([
      { at: signedInAt - 3 * day, isPast: true },
      { at: expiresAt, isPast: false },
    ]);
    expect(expiriesOf(snapshot, limits, [{ from: signedInAt, to: expiresAt + day, isOver: false }])).toEqual([
      { at: expiresAt, isPast: true },
    ]);
  });
});

describe('a view of time', () => {
  it('zooms about an instant that stays where it is', () => {
    const about = signedInAt + day;
    const closer = zoomView(week, about, 0.5);
    expect(closer.to - closer.from).toBe(3.5 * day);
    const place = ({ from, to }: typeof week) => (about - from) / (to - from);
    expect(place(closer)).toBeCloseTo(place(week), 6);
  });

  it('shows ten minutes at least and 400 days at most', () => {
    expect(zoomView(week, signedInAt, 1e-9).to).toBe(signedInAt + 10 * minute);
    const widest = zoomView(week, expiresAt, 1e9);
    expect(widest.to - widest.from).toBe(400 * day);
  });

  it('pans, and comes along when now is led out of it', () => {
    expect(panView(week, hour)).toEqual({ from: signedInAt + hour, to: expiresAt + hour });
    expect(revealIn(week, signedInAt + day)).toBe(week);
    expect(revealIn(week, expiresAt + day).to).toBeGreaterThan(expiresAt + day);
  });

  it('has ticks at even places of the calendar, no more than there is room for', () => {
    const ticks = ticksOf(week, 520);
    expect(ticks.every((at) => at % day === 0)).toBe(true);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticksOf({ from: signedInAt, to: signedInAt + hour }, 520).every((at) => at % (5 * minute) === 0)).toBe(true);
  });

  it('moves now by a round span that can be seen', () => {
    expect(stepOf(week)).toBe(3 * hour);
    expect(stepOf({ from: 0, to: hour })).toBe(minute);
  });

  it('takes from a pixel an instant as round as a pixel is wide', () => {
    const scale = scaleOf(week, 60, 500);
    expect((roundedAt(scale, 301) - signedInAt) % (10 * minute)).toBe(0);
    expect(roundedAt(scaleOf({ from: signedInAt, to: signedInAt + 10 * minute }, 0, 500), 3)).toBe(signedInAt + 4000);
  });

  it('leads from instants to pixels and back', () => {
    const { x, at } = scaleOf(week, 60, 500);
    expect([x(signedInAt), x(expiresAt)]).toEqual([60, 560]);
    expect(at(310)).toBe(signedInAt + 3.5 * day);
  });
});

describe('the preview of a later now', () => {
  it('names what dies on the way, and says what the sentence on top will say', () => {
    const preview = previewOf(snapshotAt(signedInAt), signedInAt, expiresAt);
    expect(preview.sentence).toBe('The internal network is dead.');
    expect(preview.dying.map(({ name }) => name)).toEqual([
      ...snapshotAt(signedInAt)
        .destinations.items.filter((item) => item.private)
        .map(({ host }) => host),
      'names below corp.internal',
    ]);
    expect(sayPreview(preview)).toContain('Dies on the way: wiki.corp.internal, ');
    expect(sayPreview(preview)).toContain('10 more');
  });

  it('has nothing die one millisecond before', () => {
    const preview = previewOf(snapshotAt(signedInAt), signedInAt, expiresAt - 1);
    expect(preview.dying).toEqual([]);
    expect(preview.when).toContain('in 6 d 23 h');
  });

  it('does not count what is dead already', () => {
    expect(previewOf(snapshotAt(expiresAt), expiresAt, expiresAt + day).dying).toEqual([]);
  });

  it('tells of flows that idle on the way and of edits that act', () => {
    const flow = { id: 'f1', destination: 'wiki', port: 443, openedAt: signedInAt, ageAtOpening: 0 };
    const flows = {
      total: 1,
      items: [{ ...flow, lastActiveAt: signedInAt, keptBusy: false, idleUntil: signedInAt + 8 * hour }],
    };
    const edits = { pending: [{ id: 'e1', said: 'duration of HR 1 h', at: signedInAt + 2 * minute }] };
    expect(previewOf(snapshotAt(signedInAt, { flows, edits }), signedInAt, signedInAt + day).besides).toEqual([
      '1 flow closed for idling.',
      'An edit acts: duration of HR 1 h.',
    ]);
  });
});

describe('the lanes', () => {
  const attempts = {
    id: '5.0',
    at: expiresAt + hour,
    lastAt: expiresAt + hour,
    count: 3,
    host: 'git',
    class: 'session' as const,
  };
  const notice = {
    ...attempts,
    id: '4.0',
    at: expiresAt,
    noticeId: 'n1',
    fate: 'missed' as const,
    policy: 'Weekly',
    host: 'git',
  };
  const lanes: TimelineLanes = {
    ...nothing,
    notices: [notice],
    refused: [attempts, { ...attempts, id: '6.0', at: expiresAt + 2 * hour, lastAt: expiresAt + 2 * hour }],
  };
  const list = laneList(lanes);
  const marks = marksOf(lanes, list, { limits: [], teeth: [], expiries: [] });

  it('take no room where they hold nothing', () => {
    expect(laneList(nothing)).toEqual([]);
    expect(heightOf([])).toBe(0);
    expect(list.map(({ label }) => label)).toEqual(['Notices', 'Refused']);
  });

  it('name each program, and the further ones together', () => {
    const marked = { marks: [{ ...attempts, refused: 1 }] };
    expect(laneList({ ...nothing, actors: [{ name: 'mail', ...marked }, marked] }).map(({ label }) => label)).toEqual([
      'mail',
      'others',
    ]);
  });

  it('grow with the rows of flows', () => {
    const bar = { id: '1.0', from: signedInAt, to: expiresAt, host: 'git', port: 22, count: 1 };
    const bars = [0, 1, 2, 3].map((row) => ({ ...bar, row }));
    const heightWith = (flows: typeof bars) =>
      heightOf(laneList({ ...nothing, flows: { bars: flows, crowd: [], most: 1 } }));
    expect(heightWith(bars)).toBeGreaterThan(heightWith(bars.slice(0, 1)));
    expect(outlives(bar, [signedInAt + day])).toBe(true);
    expect(outlives(bar, [expiresAt])).toBe(false);
  });

  it('have marks that say in words what they are', () => {
    expect(marks.map(({ text }) => text)).toEqual([
      expect.stringContaining('Notice missed, under “Weekly” at git. And 2 more.'),
      expect.stringContaining('git refused: session expired. And 2 more.'),
      expect.stringContaining('git refused: session expired. And 2 more.'),
    ]);
  });

  it('give Why the attempt behind a mark, and for the others what is told of them', () => {
    expect(marks[0]?.selection).toMatchObject({ kind: 'entry', id: '4.0', told: { isAttempt: true } });
    const asleep = { ...nothing, device: [{ from: signedInAt, to: signedInAt + hour, is: 'asleep' as const }] };
    const [slept] = marksOf(asleep, laneList(asleep), { limits: [], teeth: [], expiries: [] });
    expect(slept?.selection).toMatchObject({
      kind: 'entry',
      told: { text: 'Asleep until 10:00:00.', isAttempt: false },
    });
  });

  it('answer the pointer with the nearest mark that is near enough', () => {
    const scale = scaleOf({ from: expiresAt, to: expiresAt + 10 * hour }, 0, 500);
    expect(markAt(marks, scale, { x: 52, lane: 1 })?.key).toContain('5.0');
    expect(markAt(marks, scale, { x: 95, lane: 1 })?.key).toContain('6.0');
    expect(markAt(marks, scale, { x: 200, lane: 1 })).toBeUndefined();
    expect(markAt(marks, scale, { x: 52, lane: 0 })).toBeUndefined();
  });

  it('let arrows lead along a lane and to the nearest of the lane beside it', () => {
    const [first, second, third] = marks;
    expect(stepFrom(marks, second, 'later')).toBe(third);
    expect(stepFrom(marks, third, 'later')).toBe(third);
    expect(stepFrom(marks, third, 'first')).toBe(second);
    expect(stepFrom(marks, third, 'up')).toBe(first);
    expect(stepFrom(marks, first, 'down')).toBe(second);
    expect(stepFrom(marks, first, 'up')).toBe(first);
  });

  it('are summed up in words', () => {
    const said = summaryOf({ view: week, limits: [], lanes, age: 7 * day + minute });
    expect(said).toContain('The session is 7 d 1 min old.');
    expect(said).toContain('3 notices (missed), 6 refused attempts.');
  });
});
