import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { IdentityLog } from './identity-log.ts';

const storedKeysShape = z.object({
  /** Private JSON Web Keys; the first signs. */
  jwks: z
    .array(z.record(z.string(), z.string()).refine((key) => key.kid !== undefined && key.kty !== undefined))
    .min(1),
  /** Sign cookies; the first signs, the others are still accepted. */
  cookieKeys: z.array(z.string().min(32)).min(1),
});

/** What an identity provider must keep secret and keep across restarts. */
export type StoredKeys = z.infer<typeof storedKeysShape>;

export type KeyStore = {
  read(): StoredKeys | undefined;
  write(keys: StoredKeys): void;
};

/** The stored keys; new ones, stored at once, when there are none or they can't be used. */
export function keysFrom(store: KeyStore, log: IdentityLog): StoredKeys {
  const stored = store.read();
  const decoded = storedKeysShape.safeParse(stored);
  if (decoded.success) return decoded.data;
  if (stored !== undefined) log.warn('the stored sign-in keys are damaged and were replaced; browsers sign in anew');
  const fresh = createKeys();
  store.write(fresh);
  return fresh;
}

// ES256 instead of RS256: an RSA key takes 200 ms of a start, this one takes 1 ms.
function createKeys(): StoredKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(9).toString('base64url');
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
  return storedKeysShape.parse({ jwks: [jwk], cookieKeys: [randomBytes(32).toString('base64url')] });
}
