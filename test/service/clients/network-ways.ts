import { byCommand, type Codes, host, type Way } from './way.ts';

const dig = (
  what: string,
  port: 'dnsPort' | 'resolverPort',
  options: readonly string[],
  rest: Pick<Way, 'answer' | 'codes'>,
) =>
  byCommand({
    ...{ program: 'dig', by: '', what, ...rest },
    limit: { name: '+time', options: (seconds) => ['+tries=1', `+time=${seconds}`], code: 9 },
    command: (place, limits) => ({
      file: 'dig',
      args: ['-r', '@127.0.0.1', '-p', place[port], '+noall', '+answer', '+comments', ...options, ...limits],
    }),
  });

/** What does not end in time is code 9; a SERVFAIL is an answer. */
const asked: Codes = { faithful: 9, reset: 9, close: 9, timeout: 9, explain: 0 };
const isFound = /\sA\s10\.20\.0\.10$/m;

/** 60 kB, so that it takes more than one piece. */
const text = Array.from({ length: 4000 }, (_, line) => `line ${line + 1000}.....\n`).join('');

/** It calls an end an end, whatever kind; only the proxy's refusals are failures to it. */
const ended: Codes = { faithful: 0, reset: 0, close: 0, timeout: 1, explain: 1 };

const netcat = (by: string, way: string): Way =>
  byCommand({
    ...{ program: 'nc', what: 'an echo', by, answer: text, codes: ended },
    limit: { name: '-w', options: (seconds) => ['-w', String(seconds)], code: 0 },
    command: ({ proxy }, limits) => ({
      file: 'nc',
      args: [...limits, '-N', '-X', way, '-x', proxy, host, '7000'],
      input: text,
    }),
  });

export const networkWays: readonly Way[] = [
  dig('a private name over UDP', 'dnsPort', [host], { answer: isFound, codes: asked }),
  dig('a private name over TCP', 'dnsPort', ['+tcp', host], { answer: isFound, codes: asked }),
  dig('a public name over UDP', 'dnsPort', ['help.example.com'], { answer: /\sA\s198\.51\.100\.20$/m }),
  dig('a public name over HTTPS', 'resolverPort', ['+https', 'help.example.com'], {
    answer: /\sA\s198\.51\.100\.20$/m,
  }),
  dig('a private name over HTTPS, of a public resolver', 'resolverPort', ['+https', host], {
    answer: /status: NXDOMAIN/,
  }),
  byCommand({
    ...{ program: 'openssl', what: 's_client', by: 'CONNECT', answer: /^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nok\n$/ },
    codes: { faithful: 1, reset: 1, close: 1, timeout: 1, explain: 1 },
    command: ({ proxy, authority }) => ({
      file: 'openssl',
      args: [
        ...['s_client', '-quiet', '-verify_quiet', '-verify_return_error', '-CAfile', authority],
        ...['-proxy', proxy, '-connect', `${host}:443`, '-servername', host],
      ],
      input: `GET /health HTTP/1.0\r\nHost: ${host}\r\n\r\n`,
    }),
  }),
  netcat('SOCKS5h', '5'),
  netcat('CONNECT', 'connect'),
];
