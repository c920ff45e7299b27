import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Destination, Environment } from '../../app/environment/environment.ts';
import { prefersJson } from '../gateway/prefers-json.ts';
import { refreshPath } from '../identity/refresh-path.ts';
import { pagePolicy, renderPage } from '../page/message-page.ts';
import { nameRepository } from './git/git-command.ts';
import { echoPath } from './web-socket-echo.ts';

export type Site = {
  /** Key of the destination, and the port it believes to serve. */
  readonly name: string;
  readonly port: number;
  team(): Environment['team'];
  /** Where the identity provider listens; `undefined` while there is none. */
  issuer(): string | undefined;
  /** Virtual time, so that the page shows when in the emulated week it was served. */
  now(): number;
} & Pick<Destination, 'host' | 'address'>;

/** What an emulated web destination answers: one page wherever one looks, and `/health`; the team domain also refreshes. */
export function createHttpSite(site: Site) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const { status, type, body, headers = {} } = answer(site, request);
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-length': Buffer.byteLength(body),
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
};

function answer(site: Site, { method, url = '/', headers }: IncomingMessage): Answer {
  const [path] = url.split('?');
  const at = new Date(site.now());
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, type: 'text/plain', body: 'GET only.\n', headers: { allow: 'GET, HEAD' } };
  }
  if (path === '/favicon.ico') return { status: 404, type: 'text/plain', body: 'There is no icon.\n' };
  if (path === '/health' && prefersJson(headers.accept)) {
    const body = `${JSON.stringify({ status: 'ok', destination: site.name, host: site.host, servedAt: at.toISOString() })}\n`;
    return { status: 200, type: 'application/json', body };
  }
  if (path === '/health') return { status: 200, type: 'text/plain', body: 'ok\n' };
  const issuer = site.issuer();
  if (path === refreshPath && site.host === site.team().domain && issuer !== undefined) {
    return { status: 302, type: 'text/plain', body: '', headers: { location: `${issuer}${refreshPath}` } };
  }
  return { status: 200, type: 'text/html', body: renderPage(describeSite(site, at)) };
}

function describeSite({ name, host, address, port, team }: Site, at: Date) {
  return {
    title: host,
    kind: `Internal · ${team().name}`,
    paragraphs: [
      'You got through. This page stands for an internal site of the emulated network; nothing behind it is real.',
      `A WebSocket at ${echoPath} sends back what it hears. Git can clone /${nameRepository(team().name)}.git and push to it.`,
    ],
    facts: [
      ['Destination', name],
      ['Address', `${address}:${port}`],
      ['Served', writeInstant(at)],
    ],
    small: 'WARP Session Emulator',
  } as const;
}

function writeInstant(at: Date): string {
  const date = at.toLocaleDateString('en-GB', {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return `${date} ${at.toISOString().slice(11, 19)} UTC`;
}
