import { type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { keptHeaders } from './hop-headers.ts';

export type Relay = {
  readonly path: string;
  /** Names and values in turn, as they go to the origin. */
  readonly headers: readonly string[];
  /** Added to the answer, names and values in turn. */
  readonly added: readonly string[];
};

/** Passes a request on over a connection to the origin. Resolves when the whole answer is with the client. */
export function relay(
  upstream: Duplex,
  { path, headers, added }: Relay,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({
      // With an agent, even `false`, Node would dial by itself.
      createConnection: () => upstream,
      method: request.method ?? 'GET',
      path,
      headers,
    });
    outgoing.on('error', reject);
    upstream.once('close', () => reject(new Error('the origin closed the connection')));
    outgoing.on('response', (answer) => {
      response.sendDate = false;
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', [
        ...keptHeaders(answer.rawHeaders),
        ...added,
      ]);
      pipeline(answer, response, (fault) => (fault ? reject(fault) : resolve()));
    });
    response.once('close', () => outgoing.destroy());
    request.pipe(outgoing);
  });
}

/** What of a request's framing has to be said again. */
export function framingOf(request: IncomingMessage): readonly string[] {
  return request.headers['transfer-encoding'] === undefined ? [] : ['Transfer-Encoding', 'chunked'];
}
