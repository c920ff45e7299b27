import { createServer as createHttpServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import type { ServiceKind } from '../../app/environment/environment.ts';
import { closeServer, listenOn } from '../gateway/listen-near.ts';
import { SocketSet } from '../gateway/sockets.ts';
import type { CertificateAuthority } from './certificates.ts';
import { createDnsOverHttps } from './dns-over-https.ts';
import { createGitOverHttp } from './git/git-over-http.ts';
import type { Repositories, RepositoryPlace } from './git/repositories.ts';
import { createHttpSite, type Site } from './http-site.ts';
import type { MemoryFiles } from './sftp/memory-files.ts';
import { createSshHost } from './ssh-host.ts';
import { createTcpEcho } from './tcp-echo.ts';
import { startUdpEcho } from './udp-echo.ts';
import { echoWebSockets } from './web-socket-echo.ts';

export type DestinationServer = { readonly port: number; stop(): Promise<void> };

/** What tells one server from another; a change of it needs a new server. */
export type ServerPlan = { readonly kind: Exclude<ServiceKind, 'dns'> } & Pick<
  Site,
  'name' | 'port' | 'host' | 'address'
>;

export type ServerWorld = {
  readonly authority: CertificateAuthority;
  /** Of every SSH host, in OpenSSH's format. */
  hostKey(): Promise<string>;
  /** Answers one DNS message from what public DNS knows. */
  ask(message: Buffer): Promise<Buffer | undefined>;
  readonly repositories: Repositories;
  /** Those of a destination's SSH host. */
  filesOf(destination: string): MemoryFiles;
} & Pick<Site, 'team' | 'now' | 'issuer'>;

type StreamPlan = Omit<ServerPlan, 'kind'> & { readonly kind: Exclude<ServerPlan['kind'], 'udp-echo'> };

type Origin = {
  readonly server: Server;
  /** Says good-bye on what is open, before it is closed. */
  leave?(): void;
};

/** Puts one port of one destination on a free port of 127.0.0.1. */
export async function startDestinationServer(plan: ServerPlan, world: ServerWorld): Promise<DestinationServer> {
  if (plan.kind === 'udp-echo') return startUdpEcho();
  const { server, leave } = await createOrigin({ ...plan, kind: plan.kind }, world);
  const sockets = new SocketSet();
  server.on('connection', (socket) => sockets.add(socket));
  const port = await listenOn(server, 0);
  return {
    port,
    async stop() {
      const closed = closeServer(server);
      leave?.();
      await sockets.destroyAll();
      await closed;
    },
  };
}

async function createOrigin({ kind, ...place }: StreamPlan, world: ServerWorld): Promise<Origin> {
  const { authority, hostKey, ask, repositories, filesOf, ...site } = world;
  if (kind === 'tcp-echo') return { server: createTcpEcho() };
  const repositoryPlace = (): RepositoryPlace => ({
    destination: place.name,
    host: place.host,
    team: site.team().name,
  });
  if (kind === 'ssh') {
    const host = { host: place.host, now: site.now, hostKey: await hostKey() };
    return createSshHost({ ...host, repositories, repositoryPlace, files: () => filesOf(place.name) });
  }
  const page = createHttpSite({ ...place, ...site });
  if (kind === 'doh') {
    return { server: createDnsOverHttps(await authority.issue([place.host, place.address]), ask, page) };
  }
  const git = createGitOverHttp(repositories, repositoryPlace);
  const answer: RequestListener = (request, response) => {
    if (!git(request, response)) page(request, response);
  };
  // Whether a slow client goes on is for the emulated Gateway to say, in virtual time.
  // Node's five seconds would end a kept connection before anybody has moved the clock; nginx has these.
  const options = { requestTimeout: 0, keepAliveTimeout: 75_000 };
  if (kind === 'http') return withWebSockets(createHttpServer(options, answer), answer);
  const certificate = await authority.issue([place.host, place.address]);
  return withWebSockets(createHttpsServer({ ...options, ...certificate }, answer), answer);
}

function withWebSockets(server: HttpServer, answer: RequestListener): Origin {
  echoWebSockets(server, answer);
  return { server };
}
