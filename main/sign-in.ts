import type { Emulator } from '../app/emulator.ts';
import { createKeyFile } from './adapters/key-file.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import { startIdentityProvider } from './identity/provider.ts';
import { createSignIn } from './identity/relying-party.ts';
import { createReauthentication, type Reauthentication } from './reauthentication.ts';

export type SignInParts = {
  readonly emulator: Emulator;
  readonly dataDirectory: string;
  readonly preferences: Preferences;
  readonly log: Log;
  openInBrowser(url: string): Promise<void>;
};

export type SignInService = { readonly issuer: string; readonly reauthentication: Reauthentication };

/** Starts the embedded identity provider and the client's side of a sign-in with it. */
export async function startSignIn(parts: SignInParts, closing: Closing): Promise<SignInService> {
  const { emulator, dataDirectory, preferences, log, openInBrowser } = parts;
  const port = preferences.values.ports.issuer;
  const provider = await startIdentityProvider({
    people: () => Object.entries(emulator.state.environment.people).map(([id, person]) => ({ id, ...person })),
    team: () => emulator.state.environment.team,
    keys: createKeyFile(dataDirectory),
    log: log.child('identity'),
    ...(port === undefined ? {} : { port }),
  });
  closing.add(() => provider.stop());
  const { issuer } = provider;
  // The port is part of the issuer's name, so the next start asks for the same one.
  preferences.update({ ports: { ...preferences.values.ports, issuer: Number(new URL(issuer).port) } });
  const signIn = createSignIn({ issuer: () => issuer, log: log.child('sign-in') });
  closing.add(() => signIn.stop());
  return { issuer, reauthentication: createReauthentication({ emulator, signIn, openInBrowser }) };
}
