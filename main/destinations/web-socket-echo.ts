import { type IncomingMessage, ServerResponse, type Server as WebServer } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';

export const echoPath = '/echo';

const longestMessage = 1024 * 1024;

/** Lets a web server open WebSockets at `/echo`, which send every message back; other wishes to upgrade get `answer`. */
export function echoWebSockets(
  server: WebServer,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const echo = new WebSocketServer({ noServer: true, path: echoPath, maxPayload: longestMessage });
  echo.on('connection', (client) => {
    // A fault is followed by 'close'.
    client.on('error', () => undefined);
    client.on('message', (data, binary) => {
      // One message at a time: who sends and does not read is not read either.
      client.pause();
      client.send(data, { binary }, () => client.resume());
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => undefined);
    const { upgrade = '' } = request.headers;
    if (upgrade.toLowerCase() === 'websocket' && echo.shouldHandle(request)) {
      echo.handleUpgrade(request, socket, head, (client) => echo.emit('connection', client, request));
    } else answerInstead(request, socket, answer);
  });
}

/** Whoever asks for another protocol may be answered in this one (RFC 9110 §7.8); Node leaves that to us. */
function answerInstead(
  request: IncomingMessage,
  socket: Socket,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  answer(request, response);
}
