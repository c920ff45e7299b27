import type { AddressInfo, Server } from 'node:net';

export const loopback = '127.0.0.1';

/** `taken`: somebody else has the wanted port, so that another one serves. */
export type ListenReport = { readonly port: number; readonly wanted: number; readonly taken: boolean };

/** Ports to try in turn: the wanted one, its nine neighbours, then whichever the system gives. */
export function candidatePorts(wanted: number): readonly number[] {
  const neighbours = Array.from({ length: 10 }, (_, index) => wanted + index).filter((port) => port <= 65535);
  return wanted === 0 ? [0] : [...neighbours, 0];
}

/** Listens on 127.0.0.1, on the wanted port when it is free. A wanted port of 0 is any. */
export async function listenNear(server: Server, wanted: number): Promise<ListenReport> {
  for (const candidate of candidatePorts(wanted)) {
    try {
      const port = await listenOn(server, candidate);
      return { port, wanted, taken: wanted !== 0 && port !== wanted };
    } catch (fault) {
      if (candidate === 0 || !isPortTaken(fault)) throw fault;
    }
  }
  throw new Error('no port of 127.0.0.1 is free');
}

export function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: loopback, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Frees the port; open connections are the caller's. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}

export function isPortTaken(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EADDRINUSE' || fault.code === 'EACCES');
}
