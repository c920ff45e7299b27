import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compose, type RunningHost } from '../../../main/compose.ts';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { makeDirectory } from '../../support/host.ts';

const day = 24 * 3_600_000;

/** Runs in order: each step stands on the one before. Only `Date` is faked: the app runs on its own timers. */
describe('a wall clock that is moved while the app runs', { sequential: true }, () => {
  const dataDirectory = makeDirectory();
  let host: RunningHost;
  const start = () =>
    compose({
      ...{ dataDirectory, host: 'node', version: '0.0.0' },
      notifier: { post: async () => ({ delivery: 'sent' }), onClick: () => () => undefined, stop: () => undefined },
      openInBrowser: async () => undefined,
      openFolder: async () => undefined,
    });
  const state = async () => {
    const { clock, session, flows, notices, destinations } = await host.handlers.snapshot({});
    const reachable = destinations.items.every((one) => one.reachable);
    return { now: clock.now, signedInAt: session?.authenticatedAt, flows, notices, reachable };
  };

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    host = await start();
  });
  afterAll(async () => {
    await host.stop();
    vi.useRealTimers();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  it.each([
    ['400 days ahead', 400],
    ['800 days back', -800],
    ['400 days ahead again', 400],
    ['three thousand days ahead', 3000],
  ])('%s moves nothing: not the time, not the age, not what is due', async (_what, days) => {
    const steady = performance.now();
    const before = await state();
    vi.setSystemTime(Date.now() + days * day);
    const { now, ...after } = await state();
    const { now: then, ...rest } = before;
    expect(after).toEqual(rest);
    expect(now - then).toBeGreaterThanOrEqual(0);
    expect(now - then).toBeLessThanOrEqual(performance.now() - steady + 5);
    const visit = await host.handlers.visit({ url: 'http://wiki.corp.internal/health' });
    expect(visit.answered).toBe(true);
  });

  it('lets a sign-in begin and end as ever', async () => {
    const { url, reauthId } = await host.handlers['reauth.start']({ from: 'settings', open: false });
    await walkSignIn(url, 'alice@example.com');
    expect(await host.handlers['reauth.wait']({ reauthId, waitFor: 5000 })).toMatchObject({ outcome: 'completed' });
  });

  it('is not taken for time that passed while the app was closed, when it went back', async () => {
    const before = await state();
    await host.stop();
    vi.setSystemTime(Date.now() - 5000 * day);
    host = await start();
    const after = await state();
    expect(after.now - before.now).toBeLessThan(60_000);
    expect(after.signedInAt).toBe(before.signedInAt);
    expect((await host.handlers.snapshot({})).remarks.join('\n')).not.toContain('was closed for');
  });

  it('writes journal and log in the order in which things happened', async () => {
    const { items } = await host.handlers['journal.page']({ limit: 500 });
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted((a, b) => a - b));
  });
});
