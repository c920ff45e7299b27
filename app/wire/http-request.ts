import { readLatin1 } from './byte-text.ts';
import { parseAuthority, parseTarget, type RequestTarget } from './http-target.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';

export const requestHeadLimit = 16 * 1024;
const headerLimit = 100;

export type RequestHead = {
  readonly method: string;
  readonly target: RequestTarget;
  readonly version: '1.0' | '1.1';
  /** In their order; names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Whom the request is for: the target's host, else that of `Host`; absent only in HTTP/1.0. */
  readonly host?: string;
};

const token = "[!#$%&'*+.^_`|~\\dA-Za-z-]+";
const requestLine = new RegExp(`^(${token}) ([\\x21-\\x7e]+) HTTP/(1\\.[01])$`);
const headerLine = new RegExp(
  `^(${token}):[ \\t]*((?:[\\x21-\\x7e\\x80-\\xff](?:[\\t\\x20-\\x7e\\x80-\\xff]*[\\x21-\\x7e\\x80-\\xff])?)?)[ \\t]*$`,
);

/**
 * Reads a request head up to its empty line (RFC 9112 §3, §5). Whatever two readers could understand differently is
 * malformed: bare CR or LF, folded lines, space before a colon, several `Host`s, several or odd `Content-Length`s,
 * `Transfer-Encoding` beside a length, in HTTP/1.0, or other than `chunked` (RFC 9112 §6.3, §11.2).
 */
export function parseRequestHead(bytes: Uint8Array): Parsed<RequestHead> {
  const end = findHeadEnd(bytes);
  if (end === 'bare-line-end') return malformed('a line that does not end with CR LF');
  if (end === undefined) return bytes.length >= requestHeadLimit ? malformed('a request head over 16 KiB') : needMore;
  const [first = '', ...rest] = readLatin1(bytes.subarray(0, end - 4)).split('\r\n');
  const [, method = '', targetText = '', version] = requestLine.exec(first) ?? [];
  if (version !== '1.0' && version !== '1.1') return malformed('a request line that is none');
  const target = parseTarget(method, targetText);
  if (target === undefined) return malformed('a request target that is none');
  if (rest.length > headerLimit) return malformed(`more than ${headerLimit} headers`);
  const headers: [string, string][] = [];
  for (const line of rest) {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return malformed('a header line that is none');
    headers.push([name.toLowerCase(), value]);
  }
  const doubt = findDoubt(version, headers);
  if (doubt !== undefined) return malformed(doubt);
  const host = 'host' in target ? target.host : readHost(headers);
  return {
    status: 'ok',
    value: { method, target, version, headers, ...(host === undefined ? {} : { host }) },
    length: end,
  };
}

/** Whether the bytes begin with a complete request line, whatever follows. */
export function startsWithRequestLine(bytes: Uint8Array): boolean {
  const end = bytes.subarray(0, requestHeadLimit).indexOf(13);
  return end !== -1 && requestLine.test(readLatin1(bytes.subarray(0, end)));
}

/** Where the head ends, after its empty line. */
function findHeadEnd(bytes: Uint8Array): number | 'bare-line-end' | undefined {
  const limit = Math.min(bytes.length, requestHeadLimit);
  let lineStart = 0;
  for (let at = 0; at < limit; at++) {
    if (bytes[at] === 10) return 'bare-line-end';
    if (bytes[at] !== 13) continue;
    if (at + 1 >= limit) return undefined;
    if (bytes[at + 1] !== 10) return 'bare-line-end';
    if (at === lineStart && at > 0) return at + 2;
    at += 1;
    lineStart = at + 1;
  }
  return undefined;
}

function findDoubt(version: string, headers: RequestHead['headers']): string | undefined {
  const values = (wanted: string) => headers.filter(([name]) => name === wanted).map(([, value]) => value);
  const hosts = values('host');
  const lengths = values('content-length');
  const codings = values('transfer-encoding');
  if (hosts.length > 1 || (hosts.length === 0 && version === '1.1')) return `${hosts.length} Host headers`;
  if (hosts[0] !== undefined && hosts[0] !== '' && parseAuthority(hosts[0], 80) === undefined)
    return 'a Host that is none';
  if (lengths.length > 1 || lengths.some((length) => !/^\d{1,15}$/.test(length)))
    return 'a Content-Length that is none';
  if (codings.length === 0) return undefined;
  if (lengths.length > 0) return 'Transfer-Encoding beside Content-Length';
  if (version === '1.0' || codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
    return 'a Transfer-Encoding other than chunked';
  }
  return undefined;
}

function readHost(headers: RequestHead['headers']): string | undefined {
  const value = headers.find(([name]) => name === 'host')?.[1];
  return value === undefined ? undefined : parseAuthority(value, 80)?.host;
}
