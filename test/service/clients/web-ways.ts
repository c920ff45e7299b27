import { address, byCommand, type Codes, type CommandWay, host, type Limit, type Place, type Way } from './way.ts';

const base = ['-q', '-sS', '--noproxy', '', '--fail-early'];

const socks: Codes = { faithful: 56, reset: 56, close: 52, timeout: 97, explain: 97 };
const tunnel: Codes = { faithful: 56, reset: 56, close: 52, timeout: 56, explain: 56 };
/** A page is an answer like any other to curl, unless it is told otherwise. */
const plain: Codes = { faithful: 56, reset: 56, close: 52, timeout: 0, explain: 0 };
const failing = (codes: Codes): Codes => ({ ...codes, timeout: 22, explain: 22 });
const inside = (codes: Codes): Codes => ({ ...codes, faithful: 35, reset: 35, close: 35 });

const limit: Limit = {
  name: '--max-time',
  options: (seconds) => ['--max-time', String(seconds)],
  code: 28,
};

type Proxying = {
  readonly by: string;
  readonly codes: Codes;
  readonly to: string;
  options(place: Place): readonly string[];
};

const socksWays: readonly Proxying[] = [
  { by: 'SOCKS5', codes: socks, to: address, options: ({ proxy }) => ['--socks5', proxy] },
  { by: 'SOCKS5h', codes: socks, to: host, options: ({ proxy }) => ['--socks5-hostname', proxy] },
  { by: 'SOCKS4', codes: socks, to: address, options: ({ proxy }) => ['--socks4', proxy] },
  { by: 'SOCKS4a', codes: socks, to: host, options: ({ proxy }) => ['--socks4a', proxy] },
];
const connect: Proxying = {
  by: 'CONNECT',
  codes: tunnel,
  to: host,
  options: ({ proxy }) => ['-p', '-x', `http://${proxy}`],
};
const absolute: Proxying = {
  by: 'absolute form',
  codes: plain,
  to: host,
  options: ({ proxy }) => ['-x', `http://${proxy}`],
};

const once = ({ by, codes, to, options }: Proxying, scheme: 'http' | 'https'): Way =>
  byCommand({
    ...{ program: 'curl', what: scheme, by, codes: scheme === 'https' ? inside(codes) : codes, limit },
    answer: 'ok\n 200\n',
    command: (place, limits) => curl(place, [...limits, ...options(place), `${scheme}://${to}/health`]),
  });

/** Two requests on one connection, as the count of connections says that each of them took. */
const twice = ({ by, codes, to, options }: Proxying, scheme: 'http' | 'https'): Way =>
  byCommand({
    ...{
      program: 'curl',
      what: `${scheme} twice with --fail`,
      by,
      codes: failing(scheme === 'https' ? inside(codes) : codes),
      limit,
    },
    answer: 'ok\n 200 1\nok\n 200 0\n',
    command: (place, limits) => {
      const url = `${scheme}://${to}/health`;
      return curl(place, ['--fail', ...limits, ...options(place), url, url], ' %{http_code} %{num_connects}\n');
    },
  });

function curl(
  { authority }: Place,
  args: readonly string[],
  tell = ' %{http_code}\n',
): ReturnType<CommandWay['command']> {
  return { file: 'curl', args: [...base, '--cacert', authority, '-w', tell, ...args] };
}

export const curlWays: readonly Way[] = [
  ...[...socksWays, connect, absolute].map((way) => once(way, 'http')),
  ...[...socksWays, connect].map((way) => once(way, 'https')),
  twice(absolute, 'http'),
  twice(connect, 'https'),
  byCommand({
    ...{ program: 'curl', what: 'http to a public site', by: 'SOCKS5h', answer: 'ok\n 200\n' },
    command: (place) => curl(place, ['--socks5-hostname', place.proxy, 'http://help.example.com/health']),
  }),
];
