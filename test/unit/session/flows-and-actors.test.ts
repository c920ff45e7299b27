import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import { minute } from '../../../app/time/instant.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

describe('a flow', () => {
  it('outlives the expiry while a new one is refused', () => {
    const run = story(world());
    run.connect(past('167h'), {}, { hold: true, keptBusy: true });
    expect(run.connect(past('169h'), {}, { hold: true }).class).toBe('session');
    expect(Object.values(run.state.flows)).toMatchObject([{ openedAt: past('167h'), ageAtOpening: 167 * 60 * minute }]);
  });

  it('is closed at exactly eight hours without a byte', () => {
    const run = story(world());
    run.connect(past('1h'), {}, { hold: true });
    run.tell(past('9h') - 1, { type: 'connect-client' });
    expect(Object.keys(run.state.flows)).toHaveLength(1);
    run.tell(past('9h'), { type: 'connect-client' });
    expect(run.state.flows).toEqual({});
    expect(run.lines.at(-1)?.events).toContainEqual({
      at: past('9h'),
      type: 'flow-closed',
      flowId: 'f1',
      why: 'idle',
    });
  });

  it('lives on from each byte', () => {
    const run = story(world());
    run.connect(past('1h'), {}, { hold: true });
    run.tell(past('8h'), { type: 'touch-flow', flowId: 'f1' });
    run.tell(past('15h59m'), { type: 'connect-client' });
    expect(Object.keys(run.state.flows)).toEqual(['f1']);
  });

  it('is not opened by a refused attempt, and ends once', () => {
    const run = story(world());
    run.connect(past('169h'), {}, { hold: true });
    expect(run.state.flows).toEqual({});
    run.reauth(past('169h'));
    run.connect(past('169h'), {}, { hold: true });
    const [flowId = ''] = Object.keys(run.state.flows);
    expect(run.tell(past('170h'), { type: 'close-flow', flowId })).toMatchObject([
      { type: 'flow-closed', why: 'ended' },
    ]);
    expect(run.tell(past('170h'), { type: 'close-flow', flowId })).toEqual([]);
  });

  it('is told apart when somebody cut it', () => {
    const run = story(world());
    run.connect(past('1h'), {}, { hold: true });
    const closed = run.tell(past('2h'), { type: 'close-flow', flowId: 'f1', cut: true });
    expect(closed).toMatchObject([{ type: 'flow-closed', flowId: 'f1', why: 'cut' }]);
    expect(run.state.flows).toEqual({});
  });
});

const lookups = { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' };
const backup = { does: { connect: 'wiki.corp.internal', port: 443 }, every: '7m', first: '3m' };

describe('an actor', () => {
  it('spends the one notice at its first attempt after the expiry', () => {
    const run = story(world({ actors: { lookups }, person: { atDesk: false } }));
    run.tell(past('168h01m'), { type: 'connect-client' });
    expect(run.state.notices).toMatchObject([{ at: past('168h') + 41_000, actor: 'lookups', fate: 'missed' }]);
    expect(run.connect(past('168h01m')).notice).toBe('none');
  });

  it('makes a handful of events of a week, and the counts tell each attempt', () => {
    const run = story(world({ actors: { lookups } }));
    run.tell(past('336h'), { type: 'connect-client' });
    const events = run.lines.flatMap((line) => line.events).filter((event) => event.type === 'lookup-decided');
    expect(events.map(({ count, verdict }) => [count, verdict.class])).toEqual([
      [2016, 'none'],
      [1, 'session'],
      [2015, 'session'],
    ]);
    expect(run.state.notices[0]?.refusedSince).toBe(2015);
  });

  it('comes out the same whether time jumps once or in any number of steps', () => {
    const environment = world({ actors: { lookups, backup } });
    const total = 400 * 60;
    const hops = fc.array(fc.integer({ min: 1, max: total }), { maxLength: 12 });
    fc.assert(
      fc.property(hops, (cuts) => {
        const inSteps = story(environment);
        for (const cut of [...new Set([...cuts, total])].toSorted((a, b) => a - b)) {
          inSteps.tell(start + cut * minute, { type: 'connect-client' });
        }
        const atOnce = story(environment);
        atOnce.tell(start + total * minute, { type: 'connect-client' });
        expect(canonicalJson(inSteps.state)).toBe(canonicalJson(atOnce.state));
      }),
      { numRuns: 40 },
    );
  });

  it('does not run while the device sleeps, and goes on at its next turn', () => {
    const run = story(world({ actors: { lookups } }));
    run.tell(past('1h'), { type: 'change-device', asleep: true });
    run.tell(past('170h'), { type: 'connect-client' });
    expect(run.state.notices).toEqual([]);
    run.tell(past('170h'), { type: 'change-device', asleep: false });
    run.tell(past('171h'), { type: 'connect-client' });
    expect(run.state.notices).toMatchObject([{ at: past('170h') + 41_000, refusedSince: 11 }]);
  });

  it('never tries before its time or twice at one', () => {
    const run = story(world({ actors: { lookups } }));
    expect(run.tell(past('1s'), { type: 'connect-client' })).toEqual([]);
    run.tell(start + 41_000, { type: 'connect-client' });
    run.tell(start + 41_000, { type: 'connect-client' });
    const counts = run.lines.flatMap((line) => line.events).map((event) => ('count' in event ? event.count : 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});
