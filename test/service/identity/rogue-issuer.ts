import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from '../../../main/identity/loopback-listener.ts';
import { captureLog } from './stage.ts';

export type Claims = Readonly<Record<string, unknown>>;

export type Tampering = {
  /** Changes the id token's claims, which are right otherwise. */
  readonly claims?: (claims: Claims) => Claims;
  /** Signs with a key that the issuer does not publish. */
  readonly withForeignKey?: boolean;
  readonly alg?: string;
  /** Changes the address that the browser is sent back to. */
  readonly callback?: (callback: URL) => void;
  /** Sends redirects of the authorization endpoint here instead. */
  readonly leadsTo?: string;
};

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** An OpenID provider that signs anybody in without a page, and lies as told. */
export async function startRogueIssuer(tampering: Tampering = {}) {
  let nonce = '';
  const listener = await listenOnLoopback({
    log: captureLog(),
    answer: (request, response) => answer(request, response),
  });
  const { origin } = listener;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const json = (body: unknown) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration') return json(metadata(origin));
    if (url.pathname === '/jwks')
      return json({ keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'ES256', use: 'sig' }] });
    if (url.pathname === '/auth') {
      nonce = url.searchParams.get('nonce') ?? '';
      response.writeHead(303, { location: tampering.leadsTo ?? callbackOf(url, origin, tampering).href }).end();
      return;
    }
    return json(tokens(origin, nonce, tampering));
  }
  return { issuer: origin, close: () => listener.close() };
}

function callbackOf(url: URL, issuer: string, { callback: tamper }: Tampering): URL {
  const callback = new URL(url.searchParams.get('redirect_uri') ?? '');
  callback.searchParams.set('code', 'a-code-that-is-long-enough');
  callback.searchParams.set('state', url.searchParams.get('state') ?? '');
  callback.searchParams.set('iss', issuer);
  tamper?.(callback);
  return callback;
}

function tokens(issuer: string, nonce: string, tampering: Tampering) {
  const now = Math.floor(Date.now() / 1000);
  const right = {
    ...{ iss: issuer, aud: 'warp-session-emulator', sub: 'p-alice', nonce, iat: now, exp: now + 60, auth_time: now },
    ...{ email: 'alice@example.com', name: 'Alice', groups: ['engineering'] },
  };
  const claims = tampering.claims?.(right) ?? right;
  const key = tampering.withForeignKey ? foreign.privateKey : pair.privateKey;
  const accessToken = createHash('sha256').update(nonce).digest('base64url');
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    id_token: jwt({ alg: tampering.alg ?? 'ES256', kid: 'k' }, claims, key),
  };
}

function jwt(header: Claims, claims: Claims, key: KeyObject): string {
  const part = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part(claims)}`;
  if (header.alg === 'none') return `${text}.`;
  return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  };
}
