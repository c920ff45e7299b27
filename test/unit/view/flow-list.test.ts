import { describe, expect, it } from 'vitest';
import { hour } from '../../../app/time/instant.ts';
import { flowList } from '../../../app/view/flow-list.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const list = (run: ReturnType<typeof story>, at: number, page: { offset?: number; limit?: number } = {}) =>
  flowList(run.state, { now: at, bytes: new Map([['f1', { up: 3, down: 70 }]]), offset: 0, limit: 100, ...page });

describe('the list of open flows', () => {
  it('tells what let a flow in, at which age, what crossed it and when it idles out', () => {
    const run = story(world());
    run.connect(past('167h'), { host: '10.20.0.30', port: 22 }, { hold: true });
    expect(list(run, past('167h'))).toEqual({
      total: 1,
      items: [
        {
          ...{ id: 'f1', destination: 'git', host: '10.20.0.30', port: 22, protocol: 'tcp' },
          policy: { id: 'P1', name: 'Private range' },
          ...{ openedAt: past('167h'), ageAtOpening: 167 * hour, lastActiveAt: past('167h') },
          ...{ keptBusy: false, idleUntil: past('175h'), bytes: { up: 3, down: 70 }, anew: 'none' },
        },
      ],
    });
  });

  it('tells that a new one would be refused once the session has expired', () => {
    const run = story(world());
    run.connect(past('167h'), {}, { hold: true });
    expect(list(run, past('168h') - 1).items[0]?.anew).toBe('none');
    expect(list(run, past('168h')).items[0]?.anew).toBe('session');
  });

  it('has those that idle out next first, and those kept busy last', () => {
    const run = story(world());
    for (const at of ['1h', '2h', '3h']) run.connect(past(at), {}, { hold: true });
    run.tell(past('4h'), { type: 'touch-flow', flowId: 'f2' });
    run.tell(past('4h'), { type: 'keep-flow-busy', flowId: 'f1', keptBusy: true });
    expect(list(run, past('4h')).items.map(({ id }) => id)).toEqual(['f3', 'f2', 'f1']);
    expect(list(run, past('4h')).items.at(-1)).not.toHaveProperty('idleUntil');
  });

  it('keeps the order of flows that are both in use', () => {
    const run = story(world());
    for (let count = 0; count < 2; count += 1) run.connect(past('1h'), {}, { hold: true });
    run.tell(past('1h2s'), { type: 'touch-flow', flowId: 'f2' });
    run.tell(past('1h9s'), { type: 'touch-flow', flowId: 'f1' });
    expect(list(run, past('1h9s')).items.map(({ id }) => id)).toEqual(['f1', 'f2']);
  });

  it('comes in pages', () => {
    const run = story(world());
    for (let count = 0; count < 5; count += 1) run.connect(past('1h'), {}, { hold: true });
    expect(list(run, past('1h'), { offset: 2, limit: 2 })).toMatchObject({
      total: 5,
      items: [{ id: 'f3' }, { id: 'f4' }],
    });
    expect(list(run, past('1h'), { offset: 9 })).toEqual({ total: 5, items: [] });
  });

  it('names a policy that is gone by its id', () => {
    const run = story(world());
    run.connect(past('1h'), {}, { hold: true });
    const { environment } = run.state;
    const state = { ...run.state, environment: { ...environment, policies: [] } };
    const { items } = flowList(state, { now: past('1h'), bytes: new Map(), offset: 0, limit: 1 });
    expect(items[0]).toMatchObject({ policy: { id: 'P1', name: 'P1' }, anew: 'none' });
    expect(items[0]).not.toHaveProperty('bytes');
  });
});
