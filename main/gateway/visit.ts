import { shorten } from '../../app/environment/say-issue.ts';
import { Refusal } from '../../app/errors.ts';
import type { SocksReply } from '../../app/wire/socks5.ts';
import { type ProxyAddress, requestOverSocks } from './socks-client.ts';
import { seeHttp } from './visit-http.ts';
import { seeSsh } from './visit-ssh.ts';
import { seeTcp } from './visit-tcp.ts';
import { seeUdp } from './visit-udp.ts';

export type Visit = {
  /** Whether what stands at the URL answered the program. */
  readonly answered: boolean;
  /** What the program saw: `HTTP 200, 412 bytes, title Wiki`, `connected, the server says SSH-2.0-…`, `accepted, then silence for 3 s`, `refused: …`. */
  readonly seen: string;
};

export type VisitOptions = {
  /** Where the gateway listens. */
  readonly proxy: ProxyAddress;
  /** `http:`, `https:`, `ssh:`, `tcp:` or `udp:`; the last two with a port. */
  readonly url: string;
  /** Real milliseconds for the whole visit. */
  readonly timeout?: number;
  /** The one authority whose certificates HTTPS accepts, as PEM. */
  certificate(): Promise<string>;
};

/** RFC 1035 §2.3.4, as text; SOCKS5 could not say a longer one. */
const longestName = 253;

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ssh:': 22 };

const replyWords: Readonly<Record<SocksReply, string>> = {
  succeeded: 'accepted',
  'general-failure': 'refused: the proxy failed',
  'not-allowed': 'refused: not allowed by the rules of the proxy',
  'network-unreachable': 'unreachable: no route to the network',
  'host-unreachable': 'unreachable: the host does not answer',
  'connection-refused': 'refused: nothing listens there',
  'command-not-supported': 'refused: the proxy does not know this command',
  'address-type-not-supported': 'refused: the proxy does not know this kind of address',
};

/** Goes to a URL through the real gateway, as a program with a SOCKS5 proxy does, and tells what it saw. */
export async function visit({ proxy, url: text, timeout = 3000, certificate }: VisitOptions): Promise<Visit> {
  const { url, port } = readUrl(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const ca = url.protocol === 'https:' ? await certificate() : '';
  const signal = AbortSignal.timeout(timeout);
  const isUdp = url.protocol === 'udp:';
  const asked = isUdp
    ? ({ command: 'udp-associate', host: '0.0.0.0', port: 0 } as const)
    : ({ command: 'connect', host, port } as const);
  const answer = await requestOverSocks({ proxy, signal, ...asked }).catch((fault: unknown) => {
    if (signal.aborted) return undefined;
    throw fault;
  });
  if (answer === undefined) return { answered: false, seen: `no answer for ${timeout / 1000} s` };
  const { reply, socket, bound } = answer;
  if (reply !== 'succeeded') return { answered: false, seen: replyWords[reply] };
  try {
    if (isUdp) return await seeUdp(bound, { host, port }, signal, timeout);
    if (url.protocol === 'tcp:') return await seeTcp(socket, port, signal, timeout);
    if (url.protocol === 'ssh:') return await seeSsh(socket, signal, timeout);
    return await seeHttp(socket, url, ca, signal, timeout);
  } finally {
    socket.destroy();
  }
}

function readUrl(text: string): { url: URL; port: number } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:', 'ssh:', 'tcp:', 'udp:'].includes(url.protocol) || url.hostname === '') {
    throw new Refusal(
      'bad-request',
      `\`${shorten(text)}\` can't be visited; write http://, https://, ssh://, tcp:// or udp:// and a host.`,
    );
  }
  if (url.hostname.length > longestName) {
    const message = `The host name has ${url.hostname.length} characters, and a name has at most ${longestName}.`;
    throw new Refusal('bad-request', message);
  }
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port);
  if (port === undefined)
    throw new Refusal('bad-request', `\`${shorten(text)}\` names no port; write ${shorten(text)}:22, say.`);
  return { url, port };
}
