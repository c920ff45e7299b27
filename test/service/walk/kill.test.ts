import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { MethodName } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { makeDirectory, startHost, type TestHost } from '../../support/host.ts';

/** What the walk has been told of so far; a step that was not acknowledged may stand on top of it. */
type Told = {
  readonly now: number;
  readonly atDesk: boolean;
  readonly connected: boolean;
  readonly notices: number;
  readonly signedInAt: number;
};

type Step = { readonly method: 'sign-in' | MethodName; readonly params?: object };

/** More than a day at a time, through expiries and back, with the person coming and going. */
function stepOf(count: number): Step {
  const steps: readonly Step[] = [
    { method: 'clock.advance', params: { by: 31 * 3_600_000 } },
    { method: 'world.set', params: { atDesk: count % 10 < 5 } },
    { method: 'resolve', params: { name: 'help.example.com' } },
    { method: count % 10 < 5 ? 'client.disconnect' : 'client.connect' },
  ];
  return steps[count % steps.length] as Step;
}

function toldBy({ clock, person, client, notices, session }: Snapshot): Told {
  return {
    now: clock.now,
    atDesk: person.atDesk,
    connected: client.status === 'Connected',
    notices: notices.total,
    signedInAt: session?.authenticatedAt ?? 0,
  };
}

/** Resolves once the host has acknowledged the step. */
async function take(dataDirectory: string, { method, params = {} }: Step): Promise<void> {
  if (method !== 'sign-in') {
    await call(dataDirectory, method, params);
    return;
  }
  const started = await call(dataDirectory, 'reauth.start', { from: 'command-line', open: false });
  const { url, reauthId } = started as { url: string; reauthId: string };
  await walkSignIn(url, 'alice@example.com');
  await call(dataDirectory, 'reauth.wait', { reauthId, waitFor: 5000 });
}

async function call(dataDirectory: string, method: MethodName, params: object = {}): Promise<unknown> {
  const { url, token } = JSON.parse(readFileSync(join(dataDirectory, 'host.json'), 'utf8')) as {
    url: string;
    token: string;
  };
  const response = await fetch(new URL(`/api/v1/${method}`, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(params),
  });
  if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** Small and repeatable; a failure names the moment. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const moments = 100;

describe('a host that is killed', () => {
  const dataDirectory = makeDirectory();
  let last: TestHost | undefined;
  afterAll(async () => {
    await last?.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it(`has after ${moments} random kills all that it acknowledged`, { timeout: 600_000 }, async () => {
    const random = randomFrom(20_261_123);
    let told: Told | undefined;
    let unanswered: Step | undefined;
    let count = 0;
    let acknowledged = 0;
    let begunAt = 0;
    for (let moment = 1; moment <= moments; moment += 1) {
      last = await startHost({ dataDirectory });
      if (moment === 1) await call(dataDirectory, 'clock.freeze');
      const snapshot = (await call(dataDirectory, 'snapshot')) as Snapshot;
      const found = toldBy(snapshot);
      expect(
        snapshot.remarks.filter((remark) => remark.includes('damaged')),
        `kill ${moment}`,
      ).toEqual([]);
      if (moment === 1) begunAt = found.signedInAt;
      if (told !== undefined) expectKept(told, found, unanswered, `kill ${moment}`);
      told = found;
      unanswered = undefined;
      const dead = once(last.process, 'exit');
      // A sign-in takes longer than the rest, so each tenth kill is given the time to fall into one or after it.
      const signsIn = moment % 10 === 0;
      const killer = wait(random() * (signsIn ? 2500 : 250)).then(() => last?.process.kill('SIGKILL'));
      for (let isFirst = true; unanswered === undefined; isFirst = false) {
        const step = signsIn && isFirst ? ({ method: 'sign-in' } as const) : stepOf(count);
        count += 1;
        try {
          await take(dataDirectory, step);
          told = toldBy((await call(dataDirectory, 'snapshot')) as Snapshot);
          acknowledged += 1;
        } catch {
          unanswered = step;
        }
      }
      await killer;
      await dead;
    }
    expect(acknowledged).toBeGreaterThan(moments);
    expect(told?.signedInAt).toBeGreaterThan(begunAt);
  });
});

/** Nothing acknowledged is missing; only the step that got no answer may have happened on top. */
function expectKept(told: Told, found: Told, unanswered: Step | undefined, where: string): void {
  const method = unanswered?.method ?? '';
  const mayHaveMoved = method === 'clock.advance';
  const expected = {
    now: mayHaveMoved ? Math.max(told.now, found.now) : told.now,
    notices: mayHaveMoved ? Math.max(told.notices, found.notices) : told.notices,
    atDesk: method === 'world.set' ? found.atDesk : told.atDesk,
    connected: method.startsWith('client.') ? found.connected : told.connected,
    signedInAt: method === 'sign-in' ? Math.max(told.signedInAt, found.signedInAt) : told.signedInAt,
  };
  expect(found, where).toEqual(expected);
}
