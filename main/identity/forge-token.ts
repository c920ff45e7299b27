import { generateKeyPairSync } from 'node:crypto';
import type { ProviderTrouble } from '../../app/environment/environment.ts';
import { wrongClockSkew } from '../../app/identity/provider-behaviour.ts';

type Forgery = Extract<ProviderTrouble, `wrong-${string}`>;

export function isForgery(trouble: ProviderTrouble): trouble is Forgery {
  return trouble.startsWith('wrong-');
}

/**
 * An id token as a broken provider would hand it out, signed with `signingKey` unless the signature is what is wrong. The
 * client has to notice: nothing here tells it.
 */
export async function forgeToken(idToken: string, trouble: Forgery, signingKey: object): Promise<string> {
  const { SignJWT, decodeJwt, decodeProtectedHeader, importJWK } = await import('jose');
  const claims = decodeJwt(idToken);
  const header = { ...decodeProtectedHeader(idToken), alg: 'ES256' };
  switch (trouble) {
    case 'wrong-audience':
      claims.aud = 'somebody-else';
      break;
    case 'wrong-clock':
      for (const name of ['iat', 'exp', 'auth_time']) {
        const value = claims[name];
        if (typeof value === 'number') claims[name] = value + wrongClockSkew / 1000;
      }
      break;
    case 'wrong-signature':
      return new SignJWT(claims)
        .setProtectedHeader(header)
        .sign(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  }
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(signingKey, 'ES256'));
}
