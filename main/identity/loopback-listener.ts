import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeSafely, type IdentityLog } from './identity-log.ts';

export type LoopbackListener = {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly origin: string;
  /** Cuts open connections and frees the port; a second call does nothing. */
  close(): Promise<void>;
};

export type ListenOptions = {
  /** Taken when free; otherwise any free port, and the log says so. Left out: any free port. */
  readonly port?: number | undefined;
  readonly log: IdentityLog;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/**
 * An HTTP listener on 127.0.0.1 that answers to its own name only: a request whose `Host` is anything else gets 421, so
 * that a web page whose name was rebound to loopback can't talk to it.
 */
export async function listenOnLoopback(options: ListenOptions): Promise<LoopbackListener> {
  let host = '';
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, (request, response) => {
    if (request.headers.host !== host) {
      response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
      response.end(`This address answers only as ${host}.\n`);
      return;
    }
    options.answer(request, response).catch((fault: unknown) => {
      options.log.warn(`a sign-in request failed: ${describeSafely(fault)}`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Something went wrong here. The log of the emulator says what.\n');
    });
  });
  // One connection per request: none is left in a client's pool to fail the first request after a restart on this port.
  server.maxRequestsPerSocket = 1;
  const port = await bind(server, options);
  host = `127.0.0.1:${port}`;
  return { port, origin: `http://${host}`, close: () => close(server) };
}

async function bind(server: Server, { port = 0, log }: ListenOptions): Promise<number> {
  try {
    return await listen(server, port);
  } catch (fault) {
    if (port === 0 || !isPortTaken(fault)) throw fault;
    const other = await listen(server, 0);
    log.warn(`port ${port} is taken, so sign-in listens on ${other}`);
    return other;
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function isPortTaken(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EADDRINUSE' || fault.code === 'EACCES');
}
