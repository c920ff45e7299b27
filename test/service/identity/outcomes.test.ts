import { afterEach, describe, expect, it } from 'vitest';
import type { MethodName, ResultOf } from '../../../app/bridge/contract.ts';
import { Refusal } from '../../../app/errors.ts';
import type { RunningEmulator } from '../../../main/cli/session.ts';
import { finishSignIn } from '../../../main/cli/sign-in.ts';
import type { RunningHost } from '../../../main/compose.ts';
import { signInCases } from '../../support/sign-in-cases.ts';
import { leaveHosts, startExpired } from './emulated-host.ts';

afterEach(leaveHosts);

const words = { completed: 'ok', refused: 'rejected', loop: 'loop', abandoned: 'rejected', open: 'open' } as const;

/** As `reauth --as` does it: over HTTP, through the pages that a browser would see. */
async function signInOverHttp({ handlers }: RunningHost) {
  const emulator = { call: (method: MethodName, params: object) => handlers[method](params as never) } as const;
  const started = await handlers['reauth.start']({ from: 'settings', open: false });
  const report = await finishSignIn(emulator as RunningEmulator, started, 'alice@example.com', () => {}).catch(
    (fault: unknown) => {
      if (!(fault instanceof Refusal)) throw fault;
      return { json: { outcome: 'abandoned' } };
    },
  );
  return words[(report.json as ResultOf<'reauth.wait'>).outcome];
}

describe('a sign-in through the provider’s pages', () => {
  it.each(signInCases)('%s ends as it does in a scenario', async (_what, changes, expected) => {
    const host = await startExpired(changes);
    const verdict = await signInOverHttp(host);
    await expect.poll(() => host.snapshots.latest().reauth !== undefined).toBe(expected.isOpen);
    const { session, clock } = host.snapshots.latest();
    const isRenewed = session?.authenticatedAt === clock.now;
    expect({ verdict, isRenewed }).toEqual({ verdict: expected.verdict, isRenewed: expected.isRenewed });
  });
});
