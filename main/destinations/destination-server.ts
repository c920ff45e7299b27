import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import type { ServiceKind } from '../../app/environment/environment.ts';
import { closeServer, listenOn } from '../gateway/listen-near.ts';
import { SocketSet } from '../gateway/sockets.ts';
import type { CertificateAuthority } from './certificates.ts';
import { createHttpSite, type Site } from './http-site.ts';
import { createTcpEcho } from './tcp-echo.ts';

export type DestinationServer = { readonly port: number; stop(): Promise<void> };

/** What tells one server from another; a change of it needs a new server. */
export type ServerPlan = { readonly kind: Exclude<ServiceKind, 'dns'> } & Pick<
  Site,
  'name' | 'port' | 'host' | 'address'
>;

export type ServerWorld = { readonly authority: CertificateAuthority } & Pick<Site, 'team' | 'now' | 'issuer'>;

/** Puts one port of one destination on a free port of 127.0.0.1. */
export async function startDestinationServer(plan: ServerPlan, world: ServerWorld): Promise<DestinationServer> {
  const server = await createServer(plan, world);
  const sockets = new SocketSet();
  server.on('connection', (socket) => sockets.add(socket));
  const port = await listenOn(server, 0);
  return {
    port,
    async stop() {
      const closed = closeServer(server);
      await sockets.destroyAll();
      await closed;
    },
  };
}

async function createServer({ kind, ...place }: ServerPlan, { authority, ...site }: ServerWorld): Promise<Server> {
  if (kind === 'tcp-echo') return createTcpEcho();
  const answer = createHttpSite({ ...place, ...site });
  if (kind === 'http') return createHttpServer(answer);
  return createHttpsServer(await authority.issue([place.host, place.address]), answer);
}
