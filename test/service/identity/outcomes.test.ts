import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { environmentData } from '../../../app/environment/write-environment.ts';
import { hour } from '../../../app/time/instant.ts';
import { createSilentNotifier } from '../../../main/adapters/silent-notifier.ts';
import { compose, type RunningHost } from '../../../main/compose.ts';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { makeDirectory } from '../../support/host.ts';
import { signInCases } from '../../support/sign-in-cases.ts';
import { start, world } from '../../support/worlds.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startHost(changes: object): Promise<RunningHost> {
  const dataDirectory = makeDirectory();
  closing.push(() => rm(dataDirectory, { recursive: true, force: true }));
  const environmentFile = join(dataDirectory, 'case.environment.yaml');
  await writeFile(environmentFile, stringify(environmentData(world(changes))));
  const nowhere = async () => {};
  const host = await compose({
    ...{ dataDirectory, environmentFile, host: 'node', version: '0', notifier: createSilentNotifier('a test') },
    ...{ openInBrowser: nowhere, openFolder: nowhere, signInSpans: { heldFor: 30_000, slowBy: 10 } },
  });
  closing.push(() => host.stop());
  await host.handlers['clock.freeze']({});
  await host.handlers['clock.to']({ at: start + 169 * hour });
  return host;
}

const words = { completed: 'ok', refused: 'rejected', loop: 'loop', abandoned: 'rejected', open: 'open' } as const;

/** As `reauth --as` does it: over HTTP, through the pages that a browser would see. */
async function signInOverHttp({ handlers }: RunningHost) {
  const { url, reauthId } = await handlers['reauth.start']({ from: 'settings', open: false });
  const giveUp = new AbortController();
  const waited = handlers['reauth.wait']({ reauthId, waitFor: 20_000 });
  const walked = walkSignIn(url, 'alice@example.com', giveUp.signal).then(
    () => waited,
    async () => {
      await handlers['reauth.cancel']({});
      return waited;
    },
  );
  const { outcome } = await Promise.race([waited, walked]);
  giveUp.abort();
  if (outcome === 'loop') await handlers['reauth.cancel']({});
  await walked;
  return words[outcome];
}

describe('a sign-in through the provider’s pages', () => {
  it.each(signInCases)('%s ends as it does in a scenario', async (_what, changes, expected) => {
    const host = await startHost(changes);
    const verdict = await signInOverHttp(host);
    await expect.poll(() => host.snapshots.latest().reauth !== undefined).toBe(expected.isOpen);
    const { session, clock } = host.snapshots.latest();
    const isRenewed = session?.authenticatedAt === clock.now;
    expect({ verdict, isRenewed }).toEqual({ verdict: expected.verdict, isRenewed: expected.isRenewed });
  });
});
