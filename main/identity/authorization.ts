import { z } from 'zod';
import { Refusal } from '../../app/errors.ts';
import { isLoopbackUrl } from './loopback-url.ts';
import type { SignedInPerson } from './sign-in-result.ts';

export type AuthorizationOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly loginHint?: string | undefined;
  readonly demands: SignInDemands;
  /** Real time, in milliseconds. */
  readonly now: () => number;
};

/** What the client asks of the provider, and how far it trusts the clock of its device. Milliseconds. */
export type SignInDemands = {
  readonly prompt?: 'login' | 'select_account';
  readonly maxAge?: number;
  /** How far the device's clock is ahead; negative: behind. */
  readonly clockSkew: number;
  readonly tolerance: number;
};

export type Redeemed =
  | { readonly type: 'person'; readonly person: SignedInPerson }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly reason: string };

/** One authorization request and the secrets that only its answer can match. */
export type Authorization = {
  readonly url: string;
  readonly state: string;
  /** Exchanges the code and checks the id token: signature, issuer, audience, nonce, times, and `max_age` where it was asked for. */
  redeem(callback: URL): Promise<Redeemed>;
};

const httpTimeoutSeconds = 10;

/** Code + PKCE S256 + state + nonce (RFC 8252, RFC 7636, OpenID Connect Core §3.1). */
export async function requestAuthorization(options: AuthorizationOptions): Promise<Authorization> {
  const client = await import('openid-client');
  const issuer = new URL(options.issuer);
  const { prompt, maxAge, clockSkew, tolerance } = options.demands;
  const clock = {
    [client.clockSkew]: Math.round(clockSkew / 1000),
    [client.clockTolerance]: Math.floor(tolerance / 1000),
  };
  const insecure = isLoopbackUrl(issuer) ? [client.allowInsecureRequests] : [];
  const configuration = await client
    .discovery(issuer, options.clientId, clock, client.None(), {
      // without it a token fetched straight from the issuer is trusted unsigned
      execute: [...insecure, client.enableNonRepudiationChecks],
      timeout: httpTimeoutSeconds,
    })
    .catch((fault: unknown) => {
      throw new Refusal(
        'identity-provider-unreachable',
        `The identity provider at ${issuer.origin} can't be used (${reasonOf(fault)}). Check that it is running, then sign in again.`,
      );
    });

  const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: options.redirectUri,
    scope: options.scope,
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(prompt === undefined ? {} : { prompt }),
    ...(maxAge === undefined ? {} : { max_age: String(Math.floor(maxAge / 1000)) }),
    ...(options.loginHint === undefined ? {} : { login_hint: options.loginHint }),
  });

  return {
    url: url.href,
    state,
    redeem: async (callback) => {
      try {
        const tokens = await client.authorizationCodeGrant(configuration, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(maxAge === undefined ? {} : { maxAge: Math.floor(maxAge / 1000) }),
        });
        const claims = tokens.claims();
        // The library leaves this one to whoever knows the clock: a token from the future says that one of the two is off.
        const latest = (options.now() + clockSkew + tolerance) / 1000;
        if (claims !== undefined && claims.iat > latest) return { type: 'failed', reason: fromTheFuture };
        return personIn(claims);
      } catch (fault) {
        if (fault instanceof client.AuthorizationResponseError && fault.error === 'access_denied')
          return { type: 'cancelled' };
        return { type: 'failed', reason: `The identity provider’s answer was not accepted: ${reasonOf(fault)}.` };
      }
    },
  };
}

const fromTheFuture =
  'The token says that it was made in the future. The clock of this device, or of the identity provider, is off.';

const claimsShape = z.object({
  sub: z.string().min(1),
  email: z.string().min(1),
  name: z.string().optional(),
  groups: z.array(z.string()).default([]),
  auth_time: z.number().optional(),
});

function personIn(claims: unknown): Redeemed {
  const decoded = claimsShape.safeParse(claims);
  if (!decoded.success) {
    const missing = decoded.error.issues.map(({ path }) => path.join('.')).join(', ');
    return {
      type: 'failed',
      reason: `The identity provider said too little about the person: ${missing} is missing or odd.`,
    };
  }
  const { sub, email, name = email, groups, auth_time } = decoded.data;
  return {
    type: 'person',
    person: { subject: sub, email, name, groups, ...(auth_time === undefined ? {} : { authTime: auth_time * 1000 }) },
  };
}

/** The library's own words for a fault: they name what was wrong and never quote it, which a deeper cause may do. */
function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown fault';
  const { cause } = fault;
  if (cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED') return 'nothing answers there';
  if (cause instanceof Error && cause.name === 'OperationProcessingError') return cause.message;
  if (cause instanceof Error && 'code' in cause && fault.message === 'something went wrong') return reasonOf(cause);
  if ('error' in fault && typeof fault.error === 'string') return fault.error.replace(/[^\w .-]/g, '').slice(0, 80);
  return fault.message;
}
