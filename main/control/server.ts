import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { type WebSocket, WebSocketServer } from 'ws';
import { maxFrameLength } from '../../app/bridge/channel.ts';
import { type BridgeService, serveBridge } from '../../app/bridge/server.ts';
import { rendererDirectory } from '../assets.ts';
import { createGuard, type Denial, type Guard } from './guard.ts';
import { createSecret } from './tokens.ts';
import { createWebApp } from './web-app.ts';
import { webSocketChannel } from './web-socket-channel.ts';

export type ControlServerOptions = BridgeService & {
  /** Taken when it is free, else any free one is; 0 asks for any. */
  readonly port: number;
  readonly rendererDirectory?: string;
};

export type ControlServer = {
  /** `http://127.0.0.1:41000` */
  readonly address: string;
  readonly port: number;
  /** For the locator: lets programs in. */
  readonly token: string;
  /** An address of the views that works once, within ten minutes. */
  mintLaunchUrl(): string;
  /** Tells every client, then resolves when nothing is open any more. */
  stop(): Promise<void>;
};

/** Closes a WebSocket that nobody vouches for; the views then say how to get a fresh address. */
export const unauthorizedClose = 4401;

const farewellFor = 500;

/** Serves the views, the bridge and the REST API on loopback. It answers when this resolves. */
export async function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const server = createServer();
  const port = await listen(server, options.port);
  const token = createSecret();
  const guard = createGuard(port, token);

  const app = createWebApp(guard, options, options.rendererDirectory ?? rendererDirectory);
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (request, response) => {
    const denial = guard.checkOrigin(request);
    if (denial === undefined) return void answer(request, response);
    const { status, code, message } = denial;
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ error: { code, message } }));
  });

  const sockets = acceptBridges(server, guard, options);
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    port,
    token,
    mintLaunchUrl: () => `${address}/launch?token=${guard.mintLaunchToken()}`,
    stop: () => stopServer(server, sockets),
  };
}

function acceptBridges(server: Server, guard: Guard, service: BridgeService): WebSocketServer {
  // A character takes at most 3 bytes: what is above `maxFrameLength` yet below this is answered, the rest is cut off.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 3 * maxFrameLength, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const denial = guard.checkOrigin(request);
    if (denial !== undefined) return refuseUpgrade(socket, denial);
    if (request.url?.split('?')[0] !== '/bridge') return refuseUpgrade(socket, { status: 404 });
    sockets.handleUpgrade(request, socket, head, (client: WebSocket) => {
      const channel = webSocketChannel(client);
      const isBrowser = request.headers.origin !== undefined && guard.hasSession(request);
      if (isBrowser || guard.hasControlToken(request)) return serveBridge(channel, service);
      client.close(unauthorizedClose, 'Run `warp-emu open` for a fresh address.');
    });
  });
  return sockets;
}

function refuseUpgrade(socket: Duplex, { status }: Pick<Denial, 'status'> | { readonly status: 404 }): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function listen(server: Server, wanted: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1' }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await attempt(wanted).catch((fault: NodeJS.ErrnoException) => {
    if (wanted === 0 || (fault.code !== 'EADDRINUSE' && fault.code !== 'EACCES')) throw fault;
    return attempt(0);
  });
  return (server.address() as AddressInfo).port;
}

async function stopServer(server: Server, sockets: WebSocketServer): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const client of sockets.clients) client.close(1001, 'The emulator stops.');
  server.closeAllConnections();
  const lastCall = setTimeout(() => {
    for (const client of sockets.clients) client.terminate();
  }, farewellFor);
  await closed;
  clearTimeout(lastCall);
}
