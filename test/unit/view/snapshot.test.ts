import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import type { State } from '../../../app/session/state.ts';
import { hour } from '../../../app/time/instant.ts';
import { type Surroundings, snapshotOf } from '../../../app/view/snapshot.ts';
import { snapshotShape } from '../../../app/view/snapshot-shape.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const around = (recent: readonly LogLine[]): Surroundings => ({
  revision: recent.length,
  product: { version: '0.0.0', host: 'node' },
  runId: 'run-1',
  addresses: {},
  remarks: [],
  offered: [],
  theme: 'system',
  recent,
});

/** A world with far more of everything than anyone looks at. */
function crowded(): { readonly state: State; readonly lines: readonly LogLine[] } {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);
  const run = story(
    world({
      policies: many(1000).map((index) => ({
        id: `policy-number-${index}`,
        name: `A policy with a name as long as people make them, number ${index}`,
        precedence: index,
        traffic: `net.dst.ip in {10.${index % 250}.0.0/16} and net.dst.port in {443 8443}`,
        checkSession: `${1000 - (index % 900)}h`,
      })),
      destinations: Object.fromEntries(
        many(500).map((index) => [
          `place-${index}`,
          {
            host: `place-${index}.corp.internal`,
            address: `10.${index % 250}.${index % 200}.9`,
            ports: { 443: 'https' },
          },
        ]),
      ),
      people: Object.fromEntries(
        many(2000).map((index) => [
          `person-${index}`,
          { name: `Person ${index}`, email: `person-${index}@example.com` },
        ]),
      ),
      device: { registeredTo: 'person-1999' },
      actors: Object.fromEntries(
        many(500).map((index) => [`actor-${index}`, { does: { resolve: 'git.corp.internal' }, every: '1h' }]),
      ),
    }),
  );
  for (const index of many(300))
    run.connect(past('1h') + index, { host: `10.${index % 250}.${index % 200}.9` }, { hold: true });
  return { state: run.state, lines: run.lines };
}

describe('a snapshot', () => {
  it('has the shape that the bridge promises, at every turn of the walk', () => {
    const run = story(world({ person: { atDesk: false } }));
    const shows = () =>
      expect(snapshotShape.safeParse(snapshotOf(run.state, run.state.at, around(run.lines))).error).toBeUndefined();
    shows();
    run.connect(past('1h'), {}, { hold: true });
    shows();
    run.connect(past('168h'));
    shows();
    run.tell(past('168h'), { type: 'start-reauth', from: 'settings' });
    shows();
    run.reauth(past('169h'));
    shows();
  });

  it('stays under 64 KB whatever the world holds, and says how much there is', () => {
    const { state, lines } = crowded();
    const snapshot = snapshotOf(state, state.at, around(lines));
    expect(JSON.stringify(snapshot).length).toBeLessThan(64 * 1024);
    expect(snapshot.policies.total).toBe(1000);
    expect(snapshot.flows.total).toBe(300);
    expect(snapshot.policies.items.length).toBeGreaterThan(30);
    expect(snapshot.people.at(-1)?.id).toBe('person-1999');
  });

  it('keeps what expires first when not all fits', () => {
    const { state, lines } = crowded();
    const { items } = snapshotOf(state, state.at, around(lines)).policies;
    const latest = Math.max(...items.map(({ expiresAt = 0 }) => expiresAt));
    const shortest = state.environment.policies
      .map(({ checkSession }) => checkSession?.duration ?? 0)
      .toSorted((a, b) => a - b);
    expect(latest).toBeLessThanOrEqual(start + (shortest[items.length] ?? 0));
    expect(latest).toBeGreaterThan(start + 100 * hour);
  });

  it('says Connected when the session is expired, and nothing of its age to the client', () => {
    const run = story(world());
    run.connect(past('169h'));
    const { client } = snapshotOf(run.state, run.state.at, around(run.lines));
    expect(client).toEqual({
      allowedToLeave: true,
      banner: false,
      generation: 'classic',
      mode: 'traffic-and-dns',
      status: 'Connected',
      os: 'windows',
      version: '2026.1',
    });
  });
});
