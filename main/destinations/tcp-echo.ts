import { createServer, type Server } from 'node:net';

/** Sends back every byte and nothing else, and ends when the client has ended. */
export function createTcpEcho(): Server {
  return createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
}
