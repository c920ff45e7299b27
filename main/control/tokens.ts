import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type TokenStore = {
  mint(): string;
  has(token: string): boolean;
  /** True once for each token. */
  spend(token: string): boolean;
};

/**
 * Random secrets that are known by their digest only. Beyond `limit` the oldest is forgotten; with `lifetime` each ends
 * after that many milliseconds.
 */
export function createTokenStore({
  limit,
  lifetime = Number.POSITIVE_INFINITY,
  now = () => performance.now(),
}: {
  limit: number;
  lifetime?: number;
  now?: () => number;
}): TokenStore {
  const held: { readonly digest: Buffer; readonly endsAt: number }[] = [];

  const find = (token: string) => {
    const digest = digestOf(token);
    // Every entry is compared, so that the time taken tells nothing of where a match stands.
    const matches = held.map((entry) => timingSafeEqual(entry.digest, digest) && entry.endsAt > now());
    return matches.indexOf(true);
  };
  return {
    mint() {
      const token = createSecret();
      held.push({ digest: digestOf(token), endsAt: now() + lifetime });
      if (held.length > limit) held.shift();
      return token;
    },
    has: (token) => find(token) !== -1,
    spend(token) {
      const at = find(token);
      if (at === -1) return false;
      held.splice(at, 1);
      return true;
    },
  };
}

export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares in constant time. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(secret));
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
