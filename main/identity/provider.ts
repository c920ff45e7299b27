import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../../app/errors.ts';
import { type AdmissionSpans, admitRequest, isOpenedByPerson, usualSpans } from './admission.ts';
import type { Behaviour } from './behaviour.ts';
import type { IdentityLog } from './identity-log.ts';
import { type KeyStore, keysFrom } from './keys.ts';
import { listenOnLoopback } from './loopback-listener.ts';
import { noticePage, sendPage } from './page.ts';
import type { Person, Team } from './person.ts';
import { createEngine } from './provider-engine.ts';
import { refreshPath } from './refresh-path.ts';
import { createSignInPages, isSignInPath } from './sign-in-pages.ts';

export type IdentityProviderOptions = {
  /** Read anew for each page and each token, so that an edited environment counts at once. */
  readonly people: () => readonly Person[];
  readonly team: () => Team;
  readonly behaviour: Behaviour;
  readonly spans?: AdmissionSpans;
  /** Taken when free, else any. Keep it across starts: it is part of the issuer's name. */
  readonly port?: number;
  readonly keys: KeyStore;
  readonly log: IdentityLog;
};

export type IdentityProvider = {
  /** `http://127.0.0.1:PORT` */
  readonly issuer: string;
  /** Loads what the first request would otherwise wait for (about half a second). It may be called at any time, and again. */
  warmUp(): Promise<void>;
  stop(): Promise<void>;
};

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The embedded OpenID provider, for people who don't exist. Its address answers when this resolves; the rest loads late. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { log } = options;
  let engine: Promise<Answer> | undefined;
  const ready = (): Promise<Answer> => {
    engine ??= load(options, listener.origin).catch((fault: unknown) => {
      engine = undefined;
      throw fault;
    });
    return engine;
  };

  const listener = await listenOnLoopback({
    port: options.port,
    log,
    answer: async (request, response) => {
      const { behaviour, spans = usualSpans } = options;
      const page = pageOf(request, listener.origin);
      if (page !== undefined && !isOpenedByPerson(request)) return sendPage(response, unasked);
      if (page === 'team' || page === 'refresh') {
        const asked = { page: 'team', state: stateIn(request, listener.origin), isPosted: false } as const;
        if (!(await admitRequest(behaviour, asked, response, spans))) return;
      }
      if (page === 'refresh') return refreshIdentity(behaviour, response);
      await (await ready())(request, response);
    },
  });
  log.info(`the identity provider listens on ${listener.origin}`);

  return {
    issuer: listener.origin,
    warmUp: async () => {
      await ready();
    },
    stop: () => listener.close(),
  };
}

async function load(options: IdentityProviderOptions, issuer: string): Promise<Answer> {
  const { people, team, behaviour, log, spans = usualSpans } = options;
  const { trouble } = behaviour;
  const provider = await createEngine({ issuer, people, trouble, log, keys: keysFrom(options.keys, log) });
  const answerPages = createSignInPages({ provider, behaviour, spans, people, team });
  const answerProtocol = provider.callback();
  return async (request, response) => {
    if (isSignInPath(request.url ?? '')) return answerPages(request, response);
    await answerProtocol(request, response);
  };
}

/** The page that a request asks for; the authorization endpoint and the refresh stand for the team domain. */
function pageOf({ method, url = '' }: IncomingMessage, origin: string): 'sign-in' | 'team' | 'refresh' | undefined {
  if (isSignInPath(url)) return 'sign-in';
  const pathname = method === 'GET' && URL.canParse(url, origin) ? new URL(url, origin).pathname : '';
  if (pathname === refreshPath) return 'refresh';
  return pathname === '/auth' ? 'team' : undefined;
}

function stateIn({ url = '' }: IncomingMessage, origin: string): string | undefined {
  return new URL(url, origin).searchParams.get('state') ?? undefined;
}

const unasked = noticePage(403, 'bad', 'This page opens in a window of its own', [
  'Another page asked for it. Nothing was done.',
]);

async function refreshIdentity(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  try {
    const location = await behaviour.refreshIdentity();
    response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    sendPage(
      response,
      noticePage(409, 'bad', 'The identity can’t be refreshed', [fault.message, 'You can close this window.']),
    );
  }
}
