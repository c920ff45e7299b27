import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../app/environment/change.ts';
import type { Environment } from '../../../app/environment/environment.ts';
import { plannedEnvironment } from '../../../app/session/edit.ts';
import { replayLog } from '../../../app/session/replay.ts';
import { minute } from '../../../app/time/instant.ts';
import { type Story, story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const wikiDown = { destinations: { wiki: { up: false } } };
const daily = {
  policies: [
    { id: 'P1', name: 'Private range', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '24h' },
  ],
};
const dnsOnly = { client: { mode: 'dns-only' } };

function edit(told: Story, at: number, changes: object, now = false) {
  const planned = plannedEnvironment(told.state);
  return told.tell(at, {
    type: 'edit-environment',
    changes: changesBetween(planned, world(changes)),
    said: 'an edit',
    now,
    basedOn: told.state.edits.count,
  });
}

function limitOf({ policies }: Environment): string | undefined {
  return policies[0]?.checkSession?.text;
}

describe('an edit of the environment', () => {
  test('acts at once on the emulated world', () => {
    const told = story(world());
    edit(told, start, wikiDown);
    expect(told.connect(start)).toMatchObject({ outcome: 'unreachable', class: 'origin' });
  });

  test('of a policy acts exactly two minutes later, before an attempt of that instant', () => {
    const told = story(world());
    edit(told, past('30h'), daily);
    expect(told.connect(past('30h1m59s'))).toMatchObject({ outcome: 'allowed' });
    expect(told.connect(past('30h2m'))).toMatchObject({ outcome: 'refused', class: 'session' });
  });

  test('of a device setting acts ten minutes later', () => {
    const told = story(world());
    edit(told, start, dnsOnly);
    expect(told.connect(start + 10 * minute - 1)).toMatchObject({ outcome: 'allowed' });
    expect(told.connect(start + 10 * minute)).toMatchObject({ class: 'mode' });
  });

  test('acts at once when asked to, and takes along what is on its way', () => {
    const told = story(world());
    edit(told, past('30h'), daily);
    edit(told, past('30h1m'), { ...daily, ...wikiDown }, true);
    expect(limitOf(told.state.environment)).toBe('24h');
    expect(told.state.edits.pending).toEqual([]);
  });

  test('never overtakes an earlier one of its kind, even when the delay is gone by then', () => {
    const told = story(world());
    edit(told, start, daily);
    edit(told, start, { ...daily, assumptions: { policyEditDelay: '0s' } });
    edit(told, start + minute, { assumptions: { policyEditDelay: '0s' } });
    expect(limitOf(told.state.environment)).toBe('168h');
    told.tell(start + 2 * minute, { type: 'note-time' });
    expect(limitOf(told.state.environment)).toBe('168h');
    expect(told.state.edits.pending).toEqual([]);
  });

  test('made on an earlier view of things is refused, and nothing changes', () => {
    const told = story(world());
    edit(told, start, wikiDown);
    const stale = { type: 'edit-environment', changes: [], said: '', now: false, basedOn: 0 } as const;
    expect(() => told.tell(start, stale)).toThrow('changed by somebody else');
  });

  test('lets a new program begin and one that is gone rest', () => {
    const actors = { sync: { does: { resolve: 'wiki.corp.internal' }, every: '1h', first: '5m' } };
    const told = story(world());
    edit(told, start, { actors });
    expect(told.state.actors).toEqual({ sync: start + 5 * minute });
    edit(told, start + minute, {});
    expect(told.state.actors).toEqual({});
  });
});

describe('undo', () => {
  test('takes the latest edit back at once, also a policy that has been in force', () => {
    const told = story(world());
    edit(told, past('30h'), daily, true);
    told.tell(past('31h'), { type: 'undo-edit' });
    expect(told.connect(past('31h'))).toMatchObject({ outcome: 'allowed' });
    told.tell(past('32h'), { type: 'redo-edit' });
    expect(told.connect(past('32h'))).toMatchObject({ class: 'session' });
  });

  test('of an edit on its way keeps it from ever acting', () => {
    const told = story(world());
    edit(told, start, daily);
    told.tell(start + minute, { type: 'undo-edit' });
    told.tell(start + 5 * minute, { type: 'note-time' });
    expect(limitOf(told.state.environment)).toBe('168h');
  });

  test('is refused when there is nothing to take back, and redo after a new edit', () => {
    const told = story(world());
    expect(() => told.tell(start, { type: 'undo-edit' })).toThrow('nothing to undo');
    edit(told, start, wikiDown);
    told.tell(start, { type: 'undo-edit' });
    edit(told, start, dnsOnly);
    expect(() => told.tell(start, { type: 'redo-edit' })).toThrow('nothing to redo');
  });

  test('keeps at most 50 edits', () => {
    const told = story(world());
    for (let count = 0; count < 60; count += 1) edit(told, start, count % 2 === 0 ? wikiDown : {}, true);
    expect(told.state.edits.done).toHaveLength(50);
  });
});

describe('for any edits, undos and redos with time between them', () => {
  const act = fc.oneof(
    fc.record({ edit: fc.constantFrom({}, wikiDown, daily, dnsOnly, { ...daily, ...dnsOnly }), now: fc.boolean() }),
    fc.constant({ undo: true as const }),
    fc.constant({ redo: true as const }),
    fc.record({ wait: fc.integer({ min: 0, max: 12 }) }),
  );

  test('undoing everything leads back to the environment at the start, and the log replays', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const told = story(world());
        for (const one of acts) {
          const at = told.state.at;
          if ('edit' in one) edit(told, at, one.edit, one.now);
          else if ('wait' in one) told.tell(at + one.wait * minute, { type: 'note-time' });
          else if ('undo' in one && told.state.edits.done.length > 0) told.tell(at, { type: 'undo-edit' });
          else if ('redo' in one && told.state.edits.undone.length > 0) told.tell(at, { type: 'redo-edit' });
        }
        while (told.state.edits.done.length > 0) told.tell(told.state.at, { type: 'undo-edit' });
        expect(told.state.environment).toEqual(world());
        expect(plannedEnvironment(told.state)).toEqual(world());
        expect(replayLog(told.lines)).toMatchObject({ same: true });
      }),
    );
  });
});

describe('a device without registration', () => {
  test('reaches nothing internal, and goes to whoever enrols it', () => {
    const told = story(world());
    told.tell(start, { type: 'delete-registration' });
    expect(told.connect(start)).toMatchObject({ class: 'registration' });
    told.tell(past('1h'), { type: 'start-reauth', from: 'enrolment' });
    told.tell(past('1h'), {
      type: 'complete-reauth',
      reauthId: told.state.reauth?.id ?? '',
      email: 'bob@example.com',
    });
    expect(told.state.session).toMatchObject({ personId: 'bob', authenticatedAt: past('1h'), from: 'enrolment' });
    expect(told.connect(past('1h'))).toMatchObject({ outcome: 'allowed' });
  });

  test('stays with nobody when a stranger signs in', () => {
    const told = story(world());
    told.tell(start, { type: 'delete-registration' });
    told.tell(start, { type: 'start-reauth', from: 'enrolment' });
    told.tell(start, { type: 'complete-reauth', reauthId: told.state.reauth?.id ?? '', email: 'eve@example.com' });
    expect(told.state.session).toBeUndefined();
  });

  test('is refused a second enrolment while somebody has it', () => {
    expect(() => story(world()).tell(start, { type: 'start-reauth', from: 'enrolment' })).toThrow('belongs to');
  });
});
