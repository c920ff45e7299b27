import { describe, expect, it } from 'vitest';
import { foldLog } from '../../../app/session/replay.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const tab = (onWake: string, more: object = {}) => ({
  does: { connect: 'wiki.corp.internal', port: 443 },
  onWake,
  ...more,
});

/** By whom, and how long after the start. */
function attemptsOf(run: ReturnType<typeof story>): readonly (readonly [string, number])[] {
  return run.lines
    .flatMap(({ events }) => events)
    .flatMap((event) =>
      event.type === 'connection-decided' && event.by.kind === 'actor'
        ? [[event.by.actor, (event.at - start) / 1000] as const]
        : [],
    );
}

describe('programs that try when the device wakes', () => {
  const actors = { mail: tab('5s'), chat: tab('2s'), files: tab('9s') };
  const hour = 3600;

  it('come in a burst, each at its own moment, and not before', () => {
    const run = story(world({ actors }));
    run.tell(past('70h'), { type: 'change-device', asleep: true });
    run.tell(past('94h'), { type: 'change-device', asleep: false });
    run.tell(past('100h'), { type: 'note-time' });
    expect(attemptsOf(run)).toEqual([
      ['chat', 94 * hour + 2],
      ['mail', 94 * hour + 5],
      ['files', 94 * hour + 9],
    ]);
    expect(run.state.actors).toEqual({});
  });

  it('spend the one notice before anybody can see it', () => {
    const run = story(world({ actors, person: { screenLocked: true } }));
    run.tell(past('160h'), { type: 'change-device', asleep: true });
    run.tell(past('170h'), { type: 'change-device', asleep: false });
    run.tell(past('170h01m'), { type: 'change-person', facts: { screenLocked: false } });
    expect(run.state.notices).toMatchObject([{ actor: 'chat', fate: 'missed', refusedSince: 2 }]);
    expect(run.connect(past('170h02m'))).toMatchObject({ class: 'session', notice: 'none' });
  });

  it('wait for the next waking when the device falls asleep again before their moment', () => {
    const run = story(world({ actors: { mail: tab('5m') } }));
    for (const [at, asleep] of [
      ['1h', true],
      ['2h', false],
      ['2h01m', true],
      ['3h', false],
    ] as const) {
      run.tell(past(at), { type: 'change-device', asleep });
    }
    run.tell(past('9h'), { type: 'note-time' });
    expect(attemptsOf(run)).toEqual([['mail', 3 * hour + 300]]);
  });

  it('go on at their turns where they have turns too', () => {
    const run = story(world({ actors: { mail: tab('5s', { every: '1h', first: '30m' }) } }));
    run.tell(past('1h'), { type: 'change-device', asleep: true });
    run.tell(past('5h'), { type: 'change-device', asleep: false });
    run.tell(past('6h30m'), { type: 'note-time' });
    // Equal attempts are one event, here of the waking and of the turn an hour after it.
    expect(attemptsOf(run)).toEqual([
      ['mail', 1800],
      ['mail', 5 * hour + 5],
    ]);
    expect(run.lines.flatMap(({ events }) => events).at(-2)).toMatchObject({ count: 2, lastAt: start + 21_605_000 });
  });

  it('are not woken by a device that only comes back online', () => {
    const run = story(world({ actors }));
    run.tell(past('1h'), { type: 'change-device', online: false });
    run.tell(past('2h'), { type: 'change-device', online: true });
    run.tell(past('3h'), { type: 'note-time' });
    expect(attemptsOf(run)).toEqual([]);
  });

  it('are the same after the run is read from its log', () => {
    const run = story(world({ actors }));
    run.tell(past('1h'), { type: 'change-device', asleep: true });
    run.tell(past('2h'), { type: 'change-device', asleep: false });
    expect(JSON.parse(JSON.stringify(foldLog(run.lines)))).toEqual(JSON.parse(JSON.stringify(run.state)));
  });
});

it('a program that says neither when nor after what it tries is refused', () => {
  expect(() => world({ actors: { mail: { does: { resolve: 'wiki.corp.internal' } } } })).toThrow(/say when it tries/);
});
