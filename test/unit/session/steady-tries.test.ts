import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../app/errors.ts';
import type { Command, ConnectionAttempt } from '../../../app/session/command.ts';
import { judgeTries } from '../../../app/session/judge.ts';
import type { State } from '../../../app/session/state.ts';
import { steadyTries } from '../../../app/session/steady-tries.ts';
import { hour, type Millis, second } from '../../../app/time/instant.ts';
import { happenings } from '../../support/happenings.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const to = (host: string, port = 443): ConnectionAttempt => ({ host, port, protocol: 'tcp' });
const wiki = to('10.20.0.10');

const attempts: readonly ConnectionAttempt[] = [
  wiki,
  to('wiki.corp.internal'),
  to('WIKI.corp.internal.'),
  to('git.corp.internal', 22),
  to('198.51.100.20'),
  to('nowhere.corp.internal'),
  { ...wiki, protocol: 'udp' },
  { ...wiki, byLocalProxy: true },
  { ...wiki, facts: { sni: 'wiki.corp.internal', detectedProtocol: 'tls' } },
];

const afresh = (state: State, attempt: ConnectionAttempt, at: Millis) =>
  judgeTries(state, attempt, at, { useCache: true });

const runs = fc.record({
  assumptions: fc.record({
    expiry: fc.constantFrom('at-duration', 'after-duration'),
    accessReturnsAfter: fc.constantFrom('0s', '90s'),
  }),
  gracePeriod: fc.constantFrom('0s', '10m'),
  moves: fc.array(
    fc.record({
      after: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 2 * second }),
        fc.integer({ min: second, max: 200 * second }),
        fc.integer({ min: hour, max: 100 * hour }),
      ),
      what: fc.nat({ max: happenings.length }),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

describe('what was found a moment ago', () => {
  test('is what would be found again, whatever happened meanwhile', { timeout: 60_000 }, () => {
    let [all, again] = [0, 0];
    fc.assert(
      fc.property(runs, ({ assumptions, gracePeriod, moves }) => {
        const told = story(world({ assumptions, whatIf: { gracePeriod } }));
        for (const { after, what } of moves) {
          const at = told.state.at + after;
          const command: Command | undefined =
            happenings[what] === undefined ? editOf(told.state) : happenings[what](told, at);
          try {
            if (command !== undefined) told.tell(at, command);
          } catch (fault) {
            if (!(fault instanceof Refusal)) throw fault;
          }
          const { state } = told;
          for (const attempt of attempts) {
            for (const instant of [state.at, state.at + 1, state.at + 400]) {
              const known = steadyTries(state, attempt, instant);
              expect(known).toEqual(afresh(state, attempt, instant));
              all += 1;
              if (steadyTries(state, attempt, instant) === known) again += 1;
            }
          }
        }
      }),
      { numRuns: 300 },
    );
    // Else nothing would have been tried.
    expect(again).toBeGreaterThan(all / 2);
  });

  test('is given again within the second', () => {
    const { state } = story(world());
    const first = steadyTries(state, wiki, start);
    expect(steadyTries(state, wiki, start + 999)).toBe(first);
    expect(steadyTries(state, wiki, start + 1000)).not.toBe(first);
  });

  test('begins and ends at the very millisecond', () => {
    const short = { id: 'P1', name: 'Short', precedence: 1, traffic: '', checkSession: '90s' };
    const { state } = story(world({ policies: [short], assumptions: { expiry: 'after-duration' } }));
    const expiry = start + 90 * second + 1;
    for (const at of [expiry, expiry - 1, expiry]) {
      expect(steadyTries(state, wiki, at)[0].verdict.class).toBe(at < expiry ? 'none' : 'session');
    }
  });

  test('does not hold where the name is not known yet', () => {
    const run = story(world());
    const before = run.state;
    const byName = to('wiki.corp.internal');
    run.connect(start, byName);
    expect(steadyTries(run.state, byName, start)[0].resolved).toBeUndefined();
    expect(steadyTries(before, byName, start)[0].resolved).toBeDefined();
  });

  test('does not hold after a new sign-in in the same second', () => {
    const run = story(world());
    const at = past('169h');
    expect(run.connect(at).class).toBe('session');
    run.reauth(at);
    expect(run.connect(at).class).toBe('none');
  });

  test('does not hold for another port, another protocol or another host', () => {
    const { state } = story(world());
    const all = attempts.map((attempt) => steadyTries(state, attempt, start));
    expect(new Set(all).size).toBe(attempts.length);
  });
});

/** The policy’s duration, back and forth. */
function editOf({ environment, edits }: State): Command {
  const duration = environment.policies[0]?.checkSession?.duration === hour ? 168 * hour : hour;
  const changes = [{ path: ['policies', 0, 'checkSession', 'duration'], value: duration }];
  return { type: 'edit-environment', changes, said: 'the duration', now: true, basedOn: edits.count };
}
