import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { environmentData } from '../../../app/environment/write-environment.ts';
import { hour } from '../../../app/time/instant.ts';
import { createSilentNotifier } from '../../../main/adapters/silent-notifier.ts';
import { compose, type RunningHost } from '../../../main/compose.ts';
import { makeDirectory } from '../../support/host.ts';
import { start, world } from '../../support/worlds.ts';

const closing: (() => Promise<void>)[] = [];

/** For `afterEach`. */
export async function leaveHosts(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

export type EmulatedHost = RunningHost & { readonly dataDirectory: string };

/** A whole emulator in this process, its clock frozen at the start: alice has just signed in. */
export async function startEmulator(changes: object = {}): Promise<EmulatedHost> {
  const dataDirectory = makeDirectory();
  closing.push(() => rm(dataDirectory, { recursive: true, force: true }));
  const environmentFile = join(dataDirectory, 'case.environment.yaml');
  await writeFile(environmentFile, stringify(environmentData(world(changes))));
  const nowhere = async () => {};
  const host = await compose({
    ...{ dataDirectory, environmentFile, host: 'node', version: '0', notifier: createSilentNotifier('a test') },
    ...{ openInBrowser: nowhere, openFolder: nowhere, signInSpans: { heldFor: 300, slowBy: 10 } },
  });
  closing.push(() => host.stop());
  await host.handlers['clock.freeze']({});
  return { ...host, dataDirectory };
}

/** The same an hour after the expiry of alice's session. */
export async function startExpired(changes: object = {}): Promise<EmulatedHost> {
  const host = await startEmulator(changes);
  await host.handlers['clock.to']({ at: start + 169 * hour });
  return host;
}

/** Seconds since the sign-in that counts, by virtual time. */
export async function ageOf({ handlers }: RunningHost): Promise<number | undefined> {
  return (await handlers.inspect({})).session?.ageSeconds;
}
