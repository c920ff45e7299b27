import type { EventEmitter } from 'node:events';
import type { Configuration, interactionPolicy, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { ProviderTrouble } from '../../app/environment/environment.ts';
import { tokenLifetime } from '../../app/identity/provider-behaviour.ts';
import { clientRegistration } from './client-registration.ts';
import { forgeToken, isForgery } from './forge-token.ts';
import { describeSafely, type IdentityLog } from './identity-log.ts';
import type { StoredKeys } from './keys.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { noticePage, pageHeaders, pageText } from './page.ts';
import type { Person } from './person.ts';
import { importProviderLibrary } from './provider-library.ts';
import { signInPath } from './sign-in-pages.ts';
import { pageStaysFor } from './sign-in-spans.ts';

export type EngineOptions = {
  readonly issuer: string;
  readonly keys: StoredKeys;
  readonly people: () => readonly Person[];
  readonly trouble: () => ProviderTrouble;
  readonly log: IdentityLog;
};

const minute = 60;
const day = 24 * 60 * minute;

/** The certified part: endpoints, tokens and checks. Pages are ours, in `sign-in-pages`. */
export async function createEngine(options: EngineOptions): Promise<Provider> {
  const library = await importProviderLibrary();
  const policy = library.interactionPolicy.base();
  // The library asks native clients for consent each time; this client is the product itself.
  policy.remove('consent');
  policy.add(new library.interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  // Whether the browser is still signed in is decided in virtual time, so the library asks us each time.
  policy.get('login')?.checks.add(
    new library.interactionPolicy.Check('emulated_browser', 'The emulated browser decides', (ctx) => {
      const { Check } = library.interactionPolicy;
      return ctx.oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  const provider = new library.Provider(options.issuer, configure(options, policy));
  const { log, keys, trouble } = options;
  provider.use(async (ctx, next) => {
    await next();
    const answer: unknown = ctx.body;
    if (ctx.oidc?.route !== 'token' || !hasIdToken(answer)) return;
    const kind = trouble();
    const [signingKey = {}] = keys.jwks;
    if (isForgery(kind)) ctx.body = { ...answer, id_token: await forgeToken(answer.id_token, kind, signingKey) };
  });
  const koa: EventEmitter = provider;
  koa.on('error', (fault: Error) => log.warn(`the identity provider failed: ${describeSafely(fault)}`));
  provider.on('server_error', (_ctx, fault: Error) =>
    log.warn(`the identity provider failed: ${describeSafely(fault)}`),
  );
  provider.on('authorization.error', (_ctx, fault: Error) =>
    log.info(`a sign-in ended without a code: ${fault.message}`),
  );
  provider.on('grant.error', (_ctx, fault: Error) => log.warn(`a code was not exchanged: ${fault.message}`));
  return provider;
}

function configure(options: EngineOptions, policy: interactionPolicy.DefaultPolicy): Configuration {
  const { keys, people } = options;
  return {
    adapter: createMemoryAdapter(),
    jwks: { keys: keys.jwks },
    clients: [
      {
        client_id: clientRegistration.id,
        client_name: clientRegistration.name,
        application_type: 'native',
        redirect_uris: [clientRegistration.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: [...keys.cookieKeys], names: cookieNames(keys) },
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], groups: ['groups'] },
    // Puts the claims into the id token: the client reads nothing else.
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
    },
    interactions: { policy, url: (_ctx, interaction) => signInPath(interaction.uid) },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      IdToken: tokenLifetime / 1000,
      Interaction: pageStaysFor / 1000,
      Grant: 14 * day,
      Session: 14 * day,
    },
    findAccount: (_ctx, id) => {
      const person = people().find((each) => each.id === id);
      return (
        person && {
          accountId: id,
          claims: () => ({ sub: id, name: person.name, email: person.email, groups: [...person.groups] }),
        }
      );
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error }) => {
      const page = noticePage(ctx.status, 'bad', 'This sign-in can’t go on', [
        `The identity provider answered: ${error}. Close this window and start again from the client.`,
      ]);
      ctx.set({ ...pageHeaders(page) });
      ctx.body = pageText(page);
    },
  };
}

function hasIdToken(answer: unknown): answer is { readonly id_token: string } {
  return typeof answer === 'object' && answer !== null && 'id_token' in answer && typeof answer.id_token === 'string';
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing?.accountId === session.accountId) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(clientRegistration.scope);
  await grant.save();
  return grant;
}

/** Cookies on 127.0.0.1 are shared by all ports, so two emulators in one browser must not use the same names. */
function cookieNames({ jwks }: StoredKeys) {
  const prefix = `warp_emu_${(jwks[0]?.kid ?? '').replace(/[^\w]/g, '').slice(0, 8)}`;
  return { session: `${prefix}_session`, interaction: `${prefix}_interaction`, resume: `${prefix}_resume` };
}
