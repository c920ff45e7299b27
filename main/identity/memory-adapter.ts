import type { Adapter, AdapterPayload } from 'oidc-provider';

type Entry = { readonly payload: AdapterPayload; readonly expiresAt: number };

/** More than anybody signs in by hand; a script that begins sign-ins forever pushes its own oldest ones out. */
const capacity = 1000;

/**
 * Everything one provider remembers between requests, in memory: it may forget at a restart, its people sign in again.
 * The library brings one too, which warns on stderr about being for development.
 */
export function createMemoryAdapter(now: () => number = Date.now): (model: string) => Adapter {
  const entries = new Map<string, Entry>();

  const read = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.expiresAt > now()) return entry?.payload;
    entries.delete(key);
    return undefined;
  };
  const write = (key: string, payload: AdapterPayload, expiresIn: number | undefined): void => {
    entries.delete(key);
    entries.set(key, {
      payload,
      expiresAt: expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1000,
    });
    for (const oldest of entries.keys()) {
      if (entries.size <= capacity) break;
      entries.delete(oldest);
    }
  };
  const findIn = (model: string, wanted: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const key of [...entries.keys()]) {
      if (!key.startsWith(`${model}:`)) continue;
      const payload = read(key);
      if (payload !== undefined && wanted(payload)) return payload;
    }
    return undefined;
  };

  return (model) => ({
    find: async (id) => read(`${model}:${id}`),
    findByUid: async (uid) => findIn(model, (payload) => payload.uid === uid),
    findByUserCode: async (code) => findIn(model, (payload) => payload.userCode === code),
    upsert: async (id, payload, expiresIn) => write(`${model}:${id}`, payload, expiresIn),
    consume: async (id) => {
      const payload = read(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(`${model}:${id}`);
    },
    // The library asks each grantable model; the grant itself is destroyed through its own adapter.
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) {
        if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
      }
    },
  });
}
