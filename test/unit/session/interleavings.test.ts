import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../app/errors.ts';
import type { LogLine } from '../../../app/ports.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import type { Command } from '../../../app/session/command.ts';
import { effectsOf } from '../../../app/session/effect.ts';
import type { SessionEvent } from '../../../app/session/event.ts';
import { foldLog, replayLog } from '../../../app/session/replay.ts';
import type { State } from '../../../app/session/state.ts';
import { hour, type Millis, minute } from '../../../app/time/instant.ts';
import { happenings } from '../../support/happenings.ts';
import { story } from '../../support/story.ts';
import { world } from '../../support/worlds.ts';

const moves = fc.record({
  after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 * minute }), fc.integer({ min: hour, max: 200 * hour })),
  what: fc.nat({ max: happenings.length - 1 }),
});

const runs = fc.record({
  scope: fc.constantFrom('episode', 'policy'),
  moves: fc.array(moves, { minLength: 1, maxLength: 40 }),
});

type Step = { readonly before: State; readonly after: State; readonly events: readonly SessionEvent[] };

function live({ scope, moves: made }: { scope: string; moves: readonly { after: number; what: number }[] }) {
  const told = story(
    world({
      policies: [
        { id: 'P1', name: 'Wiki', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '8h' },
        { id: 'P2', name: 'Private', precedence: 20, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '168h' },
      ],
      actors: { lookups: { does: { resolve: 'git.corp.internal' }, every: '1h' } },
      assumptions: { noticeScope: scope },
    }),
  );
  const steps: Step[] = [];
  const take = (at: Millis, command: Command) => {
    const before = told.state;
    try {
      const events = told.tell(at, command);
      steps.push({ before, after: told.state, events });
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
    }
  };
  for (const { after, what } of made) {
    const at = told.state.at + after;
    const command = happenings[what]?.(told, at);
    if (command !== undefined) take(at, command);
  }
  return { told, steps, events: told.lines.flatMap((line) => line.events) };
}

const check = (property: (run: ReturnType<typeof live>) => void) =>
  fc.assert(
    fc.property(runs, (run) => property(live(run))),
    { numRuns: 1000 },
  );

describe('whatever happens in whatever order', () => {
  test('there is at most one notice in an episode, or in an episode and policy', () => {
    check(({ told: { state }, events }) => {
      const scope = state.environment.assumptions.noticeScope;
      const due = new Map<string, number>();
      let episode = 1;
      for (const event of events) {
        if (event.type === 'reauth-completed' || event.type === 'enrolled') episode += 1;
        if (event.type !== 'notice-due') continue;
        const key = scope === 'policy' ? `${episode} ${event.policyId}` : String(episode);
        due.set(key, (due.get(key) ?? 0) + 1);
      }
      expect([...due.values()].every((count) => count === 1)).toBe(true);
    });
  });

  test('the age goes back to zero only by the registered user’s sign-in or an enrolment', () => {
    check(({ steps }) => {
      for (const { before, after, events } of steps) {
        if (after.session?.authenticatedAt === before.session?.authenticatedAt) continue;
        const completed = events.find(({ type }) => type === 'reauth-completed' || type === 'enrolled');
        const removed = events.some(({ type }) => type === 'registration-deleted');
        expect(completed !== undefined || removed).toBe(true);
        if (completed?.type === 'reauth-completed') expect(completed.personId).toBe(before.session?.personId);
      }
    });
  });

  test('what was refused becomes no flow', () => {
    check(({ steps }) => {
      for (const { events } of steps) {
        const decided = events.find((event) => event.type === 'connection-decided');
        if (decided?.type !== 'connection-decided' || decided.verdict.outcome === 'allowed') continue;
        if (decided.verdict.outcome === 'bypassed' && decided.verdict.class === 'none') continue;
        expect(events.some(({ type }) => type === 'flow-opened')).toBe(false);
      }
    });
  });

  test('starting again from the log gives the same state and asks for nothing outside', () => {
    check(({ told: { lines, state } }) => {
      const cut = Math.ceil(lines.length / 2);
      const halfway = foldLog(lines.slice(0, cut));
      expect(canonicalJson(foldLog(lines.slice(cut), halfway))).toBe(canonicalJson(state));
      expect(replayLog(lines)).toMatchObject({ same: true });
    });
  });

  test('a real notification is asked for once for each notice that is posted as time goes by', {
    timeout: 60_000,
  }, () => {
    check(({ told: { lines } }) => {
      const posted = lines.flatMap(postedBy);
      expect(new Set(posted).size).toBe(posted.length);
    });
  });
});

function postedBy({ events }: LogLine): readonly string[] {
  return events.flatMap(effectsOf).flatMap((effect) => (effect.type === 'post-notice' ? [effect.noticeId] : []));
}
