import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../../app/errors.ts';
import { type AdmissionSpans, admitRequest, usualSpans } from './admission.ts';
import type { Behaviour } from './behaviour.ts';
import type { IdentityLog } from './identity-log.ts';
import { type KeyStore, keysFrom } from './keys.ts';
import { listenOnLoopback } from './loopback-listener.ts';
import { noticePage, sendPage } from './page.ts';
import type { Person, Team } from './person.ts';
import { createEngine } from './provider-engine.ts';
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
      if (!(await admitRequest(options.behaviour, request, response, options.spans ?? usualSpans))) return;
      if (isRefreshPath(request.url)) return refreshIdentity(options.behaviour, response);
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
  const { people, team, behaviour, log } = options;
  const { trouble } = behaviour;
  const provider = await createEngine({ issuer, people, trouble, log, keys: keysFrom(options.keys, log) });
  const answerPages = createSignInPages({ provider, behaviour, people, team });
  const answerProtocol = provider.callback();
  return async (request, response) => {
    if (isSignInPath(request.url ?? '')) return answerPages(request, response);
    await answerProtocol(request, response);
  };
}

/** As on the team domain (DOMAIN.md §1.4 fact 29). */
export const refreshPath = '/cdn-cgi/access/refresh-identity';

function isRefreshPath(url: string | undefined): boolean {
  return url?.split('?')[0] === refreshPath;
}

async function refreshIdentity(behaviour: Behaviour, response: ServerResponse): Promise<void> {
  try {
    const location = await behaviour.refreshIdentity();
    response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    sendPage(response, noticePage(409, 'bad', 'The identity can’t be refreshed', [fault.message]));
  }
}
