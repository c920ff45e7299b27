import { vi } from 'vitest';

/** What crossed the wire by `fetch` from here on: the secrets of sign-ins, each by what it was. */
export type WireTap = {
  /** Of one kind: `id_token`, `code`, `code_verifier`, `state`, `nonce`, `cookie` … */
  of(kind: string): readonly string[];
  all(): readonly string[];
};

// The challenge is the hash of the verifier, made to be seen.
const kinds = ['code', 'code_verifier', 'state', 'nonce'];
const tokens = ['id_token', 'access_token', 'refresh_token'];

/** Listens to every request and answer of this process's `fetch`, until mocks are restored. */
export function tapWire(): WireTap {
  const heard = new Map<string, Set<string>>();
  const note = (kind: string, value: unknown) => {
    if (typeof value !== 'string' || value === '') return;
    heard.set(kind, (heard.get(kind) ?? new Set()).add(value));
  };
  const noteParameters = (parameters: URLSearchParams) => {
    for (const kind of kinds) note(kind, parameters.get(kind));
  };
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    noteParameters(new URL(request.url).searchParams);
    noteParameters(new URLSearchParams(await request.clone().text()));
    for (const pair of (request.headers.get('cookie') ?? '').split('; ')) note('cookie', pair.split('=')[1]);
    const response = await fetch(request);
    for (const line of response.headers.getSetCookie()) note('cookie', /=([^;]*)/.exec(line)?.[1]);
    const location = response.headers.get('location');
    if (location !== null) noteParameters(new URL(location, request.url).searchParams);
    if (response.headers.get('content-type')?.includes('json')) {
      const answer = (await response.clone().json()) as Readonly<Record<string, unknown>>;
      for (const kind of tokens) note(kind, answer[kind]);
    }
    return response;
  });
  const of = (kind: string) => [...(heard.get(kind) ?? [])];
  return { of, all: () => [...heard.keys()].flatMap(of) };
}
