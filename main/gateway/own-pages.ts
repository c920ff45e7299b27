import type { IncomingMessage, ServerResponse } from 'node:http';
import { pagePolicy, renderPage } from '../page/message-page.ts';

export type OwnPages = {
  /** `host:port` of the gateway. */
  address(): string;
  pac(): string;
  /** The certificate that HTTPS destinations are signed with, as PEM. */
  certificate(): Promise<string>;
};

/** Answers a request that is meant for the port itself and not for a destination behind it. */
export async function answerDirect(pages: OwnPages, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, body } = await chooseAnswer(pages, request);
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': pagePolicy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function chooseAnswer({ address, pac, certificate }: OwnPages, { headers, method, url = '' }: IncomingMessage) {
  const [path] = url.split('?');
  // A web page whose name was pointed at loopback may not read which hosts are emulated.
  if (!isOwnName(headers.host))
    return { status: 421, type: 'text/plain', body: `This is the proxy at ${address()}.\n` };
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: 'text/plain', body: 'GET only.\n' };
  if (path === '/proxy.pac') return { status: 200, type: 'application/x-ns-proxy-autoconfig', body: pac() };
  if (path === '/ca.pem') return { status: 200, type: 'application/x-pem-file', body: await certificate() };
  if (path === '/') return { status: 200, type: 'text/html', body: renderPage(explainPort(address())) };
  return { status: 404, type: 'text/plain', body: 'There is /, /proxy.pac and /ca.pem.\n' };
}

function explainPort(address: string) {
  return {
    title: 'This port is a proxy',
    kind: 'WARP Session Emulator',
    paragraphs: [
      'It speaks SOCKS4, SOCKS4a, SOCKS5 and HTTP proxy and leads to the emulated destinations only. Nothing is forwarded to a real network.',
      'Point a program at it, or a browser at the PAC file.',
    ],
    facts: [
      ['SOCKS5', `curl --socks5-hostname ${address} http://…`],
      ['HTTP proxy', `curl -x http://${address} http://…`],
      ['PAC file', `http://${address}/proxy.pac`],
      ['For curl --cacert', `http://${address}/ca.pem (never install it)`],
    ],
  } as const;
}

function isOwnName(host: string | undefined): boolean {
  return host === undefined || /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}
