import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Server } from 'node:net';
import type { Environment } from '../../app/environment/environment.ts';
import { answerPublicly } from '../../app/network/private-dns.ts';
import type { RecordType } from '../../app/session/command.ts';
import { answerQuery } from '../gateway/dns-answer.ts';
import type { ServerCertificate } from './certificates.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type Ask = (message: Buffer) => Promise<Buffer | undefined>;

const path = '/dns-query';
const mediaType = 'application/dns-message';
const longestMessage = 65_535;

/**
 * A public resolver that browsers ask by HTTPS (RFC 8484), past the client's own DNS (DOMAIN.md §5.3 fact 10): it knows
 * nothing of private names. Whatever else is asked goes to `page`. Programs ask it by HTTP/2 or by HTTP/1.1.
 */
export function createDnsOverHttps(certificate: ServerCertificate, ask: Ask, page: Handler): Server {
  return createSecureServer({ ...certificate, allowHTTP1: true }, (request, response) => {
    // What both have in common is all that is used here.
    const [asked, answer] = [request, response] as unknown as Parameters<Handler>;
    const url = new URL(asked.url ?? '/', 'https://resolver.invalid');
    if (url.pathname !== path) return page(asked, answer);
    reply(ask, asked, answer, url.searchParams.get('dns')).catch(() => answer.destroy());
  });
}

async function reply(
  ask: Ask,
  request: IncomingMessage,
  response: ServerResponse,
  parameter: string | null,
): Promise<void> {
  const query = await readQuery(request, parameter);
  const answer = typeof query === 'number' ? undefined : await ask(query);
  if (answer === undefined) return void response.writeHead(typeof query === 'number' ? query : 400).end();
  const head = { 'content-type': mediaType, 'content-length': answer.length, 'cache-control': 'max-age=0' };
  response.writeHead(200, head).end(answer);
}

export function answerAsPublicDns(environment: () => Environment, message: Buffer): Promise<Buffer | undefined> {
  return answerQuery(message, (name: string, type: RecordType) => answerPublicly(environment(), name, type));
}

/** The message that is asked, or the status that says what is wrong with the request. */
async function readQuery(request: IncomingMessage, parameter: string | null): Promise<Buffer | number> {
  if (request.method === 'GET') {
    request.resume();
    return parameter === null || parameter.length > longestMessage * 1.4 ? 400 : Buffer.from(parameter, 'base64url');
  }
  if (request.method !== 'POST') return 405;
  if (request.headers['content-type'] !== mediaType) return 415;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestMessage) return 413;
  }
  return Buffer.concat(chunks);
}
