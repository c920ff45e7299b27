import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import type { ServiceKind } from '../../app/environment/environment.ts';
import { closeServer, listenOn } from '../gateway/listen-near.ts';
import { SocketSet } from '../gateway/sockets.ts';
import type { CertificateAuthority } from './certificates.ts';
import { createGitOverHttp } from './git/git-over-http.ts';
import type { Repositories, RepositoryPlace } from './git/repositories.ts';
import { createHttpSite, type Site } from './http-site.ts';
import type { MemoryFiles } from './sftp/memory-files.ts';
import { createSshHost } from './ssh-host.ts';
import { createTcpEcho } from './tcp-echo.ts';
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
  readonly repositories: Repositories;
  /** Those of a destination's SSH host. */
  filesOf(destination: string): MemoryFiles;
} & Pick<Site, 'team' | 'now' | 'issuer'>;

type Origin = {
  readonly server: Server;
  /** Says good-bye on what is open, before it is closed. */
  leave?(): void;
};

/** Puts one port of one destination on a free port of 127.0.0.1. */
export async function startDestinationServer(plan: ServerPlan, world: ServerWorld): Promise<DestinationServer> {
  const { server, leave } = await createOrigin(plan, world);
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

async function createOrigin({ kind, ...place }: ServerPlan, world: ServerWorld): Promise<Origin> {
  const { authority, hostKey, repositories, filesOf, ...site } = world;
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
  const git = createGitOverHttp(repositories, repositoryPlace);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (!git(request, response)) page(request, response);
  };
  // Whether a slow client goes on is for the emulated Gateway to say, in virtual time.
  const options = { requestTimeout: 0 };
  const server =
    kind === 'http'
      ? createHttpServer(options, answer)
      : createHttpsServer({ ...options, ...(await authority.issue([place.host, place.address])) }, answer);
  echoWebSockets(server, answer);
  return { server };
}
