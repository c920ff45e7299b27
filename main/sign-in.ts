import type { Emulator } from '../app/emulator.ts';
import type { Environment, FailureSurface } from '../app/environment/environment.ts';
import { createKeyFile } from './adapters/key-file.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import type { AdmissionSpans } from './identity/admission.ts';
import type { SignInDemands } from './identity/authorization.ts';
import { startIdentityProvider } from './identity/provider.ts';
import { createSignIn } from './identity/relying-party.ts';
import { createProviderBehaviour } from './provider-behaviour.ts';
import { createReauthentication, type Reauthentication } from './reauthentication.ts';

export type SignInParts = {
  readonly emulator: Emulator;
  readonly dataDirectory: string;
  readonly preferences: Preferences;
  readonly log: Log;
  readonly spans?: AdmissionSpans;
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
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
    behaviour: createProviderBehaviour({
      emulator,
      surface: parts.surface,
      reauthentication: () => reauthentication,
    }),
    keys: createKeyFile(dataDirectory),
    log: log.child('identity'),
    ...(port === undefined ? {} : { port }),
    ...(parts.spans === undefined ? {} : { spans: parts.spans }),
  });
  closing.add(() => provider.stop());
  const { issuer } = provider;
  // The port is part of the issuer's name, so the next start asks for the same one.
  preferences.update({ ports: { ...preferences.values.ports, issuer: Number(new URL(issuer).port) } });
  const signIn = createSignIn({
    issuer: () => emulator.state.environment.identity.issuer ?? issuer,
    demands: () => demandsOf(emulator.state.environment),
    log: log.child('sign-in'),
  });
  closing.add(() => signIn.stop());
  const reauthentication = createReauthentication({ emulator, signIn, openInBrowser });
  return { issuer, reauthentication };
}

function demandsOf({ device, identity, assumptions }: Environment): SignInDemands {
  const { prompt, maxAge } = identity;
  // The embedded provider knows its own prompt; an outside one has to be told (DOMAIN.md §1.4 fact 25).
  const told = identity.issuer === undefined || prompt === 'none' ? undefined : prompt;
  return {
    ...(told === undefined ? {} : { prompt: told === 'login' ? 'login' : 'select_account' }),
    ...(maxAge === undefined ? {} : { maxAge }),
    clockSkew: device.clockSkew,
    tolerance: assumptions.tokenTolerance,
  };
}
