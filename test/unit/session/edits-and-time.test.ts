import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../app/environment/change.ts';
import { plannedEnvironment } from '../../../app/session/edit.ts';
import { replayLog } from '../../../app/session/replay.ts';
import { rulesetOf } from '../../../app/session/ruleset-of.ts';
import { minute } from '../../../app/time/instant.ts';
import { type Story, story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const limited = (checkSession: string) => ({
  policies: [{ id: 'P1', name: 'Private range', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession }],
});

function edit(told: Story, at: number, changes: object, now = false) {
  const next = world(changes);
  told.tell(at, {
    type: 'edit-environment',
    changes: changesBetween(plannedEnvironment(told.state), next),
    ...{ said: 'an edit', now, basedOn: told.state.edits.count },
  });
}

const limitOf = ({ state }: Story) => state.environment.policies[0]?.checkSession?.text;

describe('an edit among others', () => {
  test('does not bring the one notice again: an episode has one, whatever becomes of the policy', () => {
    const told = story(world());
    expect(told.connect(past('168h'))).toMatchObject({ notice: 'shown' });
    edit(told, past('169h'), limited('24h'), true);
    expect(told.connect(past('169h'))).toMatchObject({ class: 'session', notice: 'none' });
    told.tell(past('170h'), { type: 'undo-edit' });
    expect(told.connect(past('170h'))).toMatchObject({ class: 'session', notice: 'none' });
    expect(told.state.notices).toHaveLength(1);
  });

  test('is taken back alone while an earlier one of its kind is still on its way', () => {
    const told = story(world());
    edit(told, start, limited('24h'));
    edit(told, start + minute, limited('12h'));
    told.tell(start + minute, { type: 'undo-edit' });
    told.tell(start + 5 * minute, { type: 'note-time' });
    expect(limitOf(told)).toBe('24h');
  });

  test('of which one part has acted is taken back whole', () => {
    const told = story(world());
    edit(told, start, { ...limited('24h'), destinations: { wiki: { up: false } }, client: { mode: 'dns-only' } });
    told.tell(start + 3 * minute, { type: 'note-time' });
    expect([limitOf(told), told.state.environment.client.mode]).toEqual(['24h', 'traffic-and-dns']);
    told.tell(start + 3 * minute, { type: 'undo-edit' });
    told.tell(start + 20 * minute, { type: 'note-time' });
    expect(told.state.environment).toEqual(world());
    expect(replayLog(told.lines)).toMatchObject({ same: true });
  });

  test('keeps the compiled policies unless it is about policies or lists', () => {
    const told = story(world());
    const before = rulesetOf(told.state.environment);
    edit(told, start, { destinations: { wiki: { up: false } } });
    expect(rulesetOf(told.state.environment)).toBe(before);
    edit(told, start, { ...limited('24h'), destinations: { wiki: { up: false } } }, true);
    expect(rulesetOf(told.state.environment)).not.toBe(before);
    const other = { ...told.state.environment, lists: [{ id: 'l1', name: 'L', type: 'IP', values: ['10.0.0.1'] }] };
    expect(rulesetOf(other)).not.toBe(rulesetOf(told.state.environment));
  });

  test('that takes the registered person away leaves the session, which nobody can renew', () => {
    const told = story(world());
    const { alice: _alice, ...people } = world().people;
    const gone = { ...world(), people, device: { ...world().device, registeredTo: 'bob' } };
    told.tell(start, {
      type: 'edit-environment',
      changes: changesBetween(world(), gone),
      ...{ said: 'alice has left', now: true, basedOn: 0 },
    });
    expect(told.connect(past('1h'))).toMatchObject({ outcome: 'allowed' });
    expect(told.reauth(past('2h'), 'bob@example.com')).toMatchObject([{ type: 'reauth-refused', why: 'wrong-user' }]);
    expect(told.state.session).toMatchObject({ email: 'alice@example.com', authenticatedAt: start });
  });
});

describe('a jump', () => {
  test('goes at most 366 days ahead, and nothing has happened when it is refused', () => {
    const told = story(world());
    const before = told.state;
    for (const to of [past('367d'), 1e300, Number.POSITIVE_INFINITY]) {
      expect(() => told.tell(start, { type: 'advance', to, jump: true })).toThrow('at most 366 days');
    }
    expect(told.state).toBe(before);
    told.tell(start, { type: 'advance', to: past('366d'), jump: true });
    expect(told.state.at).toBe(past('366d'));
  });
});

test.each(['constructor', '__proto__', 'toString'])('a connection called %s is none', (flowId) => {
  const told = story(world());
  expect(() => told.tell(start, { type: 'keep-flow-busy', flowId, keptBusy: true })).toThrow('has ended');
  expect(told.tell(start, { type: 'touch-flow', flowId })).toEqual([]);
  expect(told.tell(start, { type: 'close-flow', flowId })).toEqual([]);
});
