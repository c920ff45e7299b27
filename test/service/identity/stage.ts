import { request } from 'node:http';
import type { Behaviour } from '../../../main/identity/behaviour.ts';
import type { KeyStore, StoredKeys } from '../../../main/identity/keys.ts';
import type { Person } from '../../../main/identity/person.ts';
import {
  type IdentityProvider,
  type IdentityProviderOptions,
  startIdentityProvider,
} from '../../../main/identity/provider.ts';
import { createSignIn, type SignInOptions } from '../../../main/identity/relying-party.ts';
import type { Judge, SignedInPerson } from '../../../main/identity/sign-in-result.ts';

export const alice: Person = {
  id: 'p-alice',
  name: 'Alice',
  email: 'alice@example.com',
  groups: ['engineering', 'on-call'],
};
export const bob: Person = { id: 'p-bob', name: 'Bob', email: 'bob@example.com', groups: [] };
export const acme = { name: 'Acme', domain: 'acme.example' };

export type CapturedLog = { readonly lines: string[]; info(message: string): void; warn(message: string): void };

export function captureLog(): CapturedLog {
  const lines: string[] = [];
  return { lines, info: (message) => lines.push(message), warn: (message) => lines.push(message) };
}

export function memoryKeys(): KeyStore & { kept: StoredKeys | undefined } {
  const store: KeyStore & { kept: StoredKeys | undefined } = {
    kept: undefined,
    read: () => store.kept,
    write: (keys) => {
      store.kept = keys;
    },
  };
  return store;
}

/** Timers that run when the test says so. */
export function handTimers() {
  const pending = new Set<{ readonly milliseconds: number; readonly run: () => void }>();
  return {
    after: (milliseconds: number, run: () => void) => {
      const timer = { milliseconds, run };
      pending.add(timer);
      return () => void pending.delete(timer);
    },
    pending: () => [...pending].map(({ milliseconds }) => milliseconds),
    /** Runs what was due after exactly this long. */
    elapse: (milliseconds: number) => {
      for (const timer of [...pending].filter((each) => each.milliseconds === milliseconds)) {
        pending.delete(timer);
        timer.run();
      }
    },
  };
}

/** The emulator accepts the registered user only. */
export const acceptAlice: Judge = async ({ email, name }: SignedInPerson) =>
  email === alice.email
    ? { accepted: true, message: 'Your session starts anew.' }
    : { accepted: false, message: `This device is registered to alice@example.com, not to ${name}. Sign in as Alice.` };

/** A provider without any quirk: it always asks who, and every page loads. */
export const plainBehaviour: Behaviour = {
  admit: async () => ({ type: 'loads' }),
  trouble: () => 'none',
  silentPerson: () => undefined,
  asked: () => ['account', 'credentials'],
  refusal: () => undefined,
  isSecondStepRefused: () => false,
  authenticatedSince: () => Date.now(),
  signedIn: async () => {},
  refreshIdentity: async () => '/',
};

const toClose: (() => Promise<void>)[] = [];

/** For `afterEach`. */
export async function leaveStage(): Promise<void> {
  await Promise.all(toClose.splice(0).map((close) => close()));
}

export async function startProvider(overrides: Partial<IdentityProviderOptions> = {}): Promise<IdentityProvider> {
  const provider = await startIdentityProvider({
    people: () => [alice, bob],
    team: () => acme,
    behaviour: plainBehaviour,
    keys: memoryKeys(),
    log: captureLog(),
    ...overrides,
  });
  toClose.push(() => provider.stop());
  return provider;
}

export function openSignIn(options: Partial<SignInOptions> & Pick<SignInOptions, 'issuer'>) {
  const signIn = createSignIn({ log: captureLog(), ...options });
  toClose.push(() => signIn.stop());
  return signIn;
}

/** A provider and a client of it. */
export async function setStage(options: Partial<SignInOptions> = {}) {
  const log = captureLog();
  const provider = await startProvider({ log });
  const signIn = openSignIn({ issuer: () => provider.issuer, log, ...options });
  return { provider, signIn, log };
}

/** One request with exactly these headers, `Host` included, which `fetch` would not let us choose. */
export function rawRequest(url: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}
