import { type IncomingMessage, request as sendRequest } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { verdictHeader } from './failure-page.ts';
import { describeFault } from './log.ts';
import type { Visit } from './visit.ts';
import { tellSilence } from './visit-tcp.ts';

const bodyLimit = 1024 * 1024;

/** Fetches the URL over a connection that leads there already; HTTPS accepts certificates of `ca` only. */
export async function seeHttp(
  socket: Socket,
  url: URL,
  ca: string,
  signal: AbortSignal,
  timeout: number,
): Promise<Visit> {
  try {
    const stream = url.protocol === 'https:' ? await secure(socket, url.hostname, ca) : socket;
    const response = await fetchOver(stream, url);
    const { body, whole } = await readBody(response);
    return tellResponse(response, body, whole);
  } catch (fault) {
    if (signal.aborted) return { answered: false, seen: tellSilence(timeout) };
    return { answered: false, seen: `accepted, then ${describeFault(fault)}` };
  }
}

function secure(socket: Socket, host: string, ca: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const isAddress = /^[\d.]+$|^\[/.test(host);
    const stream = connectTls({
      socket,
      ca,
      host: host.replace(/^\[(.*)\]$/, '$1'),
      ...(isAddress ? {} : { servername: host }),
    });
    stream.once('secureConnect', () => resolve(stream));
    stream.on('error', reject);
    stream.once('close', () => reject(new Error('the connection was closed')));
  });
}

function fetchOver(stream: Socket, url: URL): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = sendRequest({
      // With an agent, even `false`, Node would dial by itself.
      createConnection: () => stream,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, accept: 'text/html, */*', 'user-agent': 'warp-emu visit' },
    });
    request.once('response', resolve).on('error', reject).end();
  });
}

async function readBody(response: IncomingMessage): Promise<{ body: Buffer; whole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > bodyLimit) return { body: Buffer.concat(chunks), whole: false };
  }
  return { body: Buffer.concat(chunks), whole: true };
}

function tellResponse({ statusCode = 0, headers }: IncomingMessage, body: Buffer, whole: boolean): Visit {
  const title = /<title>([^<]{1,80})/i.exec(body.toString())?.[1]?.trim();
  const size = `${whole ? '' : 'over '}${body.length} bytes`;
  const parts = [`HTTP ${statusCode}`, size, ...(title === undefined ? [] : [`title ${title}`])];
  return { answered: headers[verdictHeader] === undefined, seen: parts.join(', ') };
}
