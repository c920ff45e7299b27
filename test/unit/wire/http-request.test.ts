import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRequestHead, requestHeadLimit } from '../../../app/wire/http-request.ts';
import { parseAuthority, parseTarget } from '../../../app/wire/http-target.ts';
import { asciiBytes, joinBytes, parseInChunks } from './chunked.ts';

const parse = (text: string) => parseRequestHead(asciiBytes(text));
const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });

describe('a request head', () => {
  it('is read up to its empty line, with the host that it is for', () => {
    const head = 'GET /a?b=1 HTTP/1.1\r\nHost: Wiki.corp.internal.:8080\r\nX-Empty:\r\nX-Two:  a b \t\r\n\r\n';
    expect(parse(`${head}body`)).toEqual({
      status: 'ok',
      length: head.length,
      value: {
        method: 'GET',
        target: { form: 'origin', path: '/a?b=1' },
        version: '1.1',
        headers: [
          ['host', 'Wiki.corp.internal.:8080'],
          ['x-empty', ''],
          ['x-two', 'a b'],
        ],
        host: 'wiki.corp.internal',
      },
    });
  });

  it('is for the host of its target when it has one, whatever Host says', () => {
    expect(parse('GET http://wiki/x HTTP/1.1\r\nHost: hr\r\n\r\n')).toMatchObject({ value: { host: 'wiki' } });
    expect(parse('CONNECT git:22 HTTP/1.1\r\nHost: hr\r\n\r\n')).toMatchObject({ value: { host: 'git' } });
  });

  it.each([
    ['lines that end with LF alone', 'GET / HTTP/1.1\nHost: a\n\n'],
    ['a bare CR', 'GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n'],
    ['no Host in HTTP/1.1', 'GET / HTTP/1.1\r\n\r\n'],
    ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'],
    ['user information in Host', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n'],
    ['a list in Host', 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n'],
    ['a folded line', 'GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n'],
    ['space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['two spaces in the request line', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['another version', 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'],
    ['a NUL in a value', 'GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n'],
    ['a list of lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n'],
    ['a signed length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n'],
    ['a length beside chunks', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['a coding that only looks like chunked', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n'],
    ['two codings', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'],
    ['chunks in HTTP/1.0', 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['CONNECT without a port', 'CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['CONNECT to a path', 'CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an asterisk with GET', 'GET * HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a hundred and one headers', `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(100)}\r\n`],
  ])('is malformed with %s', (_what, text) => {
    expect(parse(text).status).toBe('malformed');
  });

  it('ends at 16 KiB, whether it ended or not', () => {
    const long = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(requestHeadLimit)}`;
    expect(parse(long.slice(0, requestHeadLimit - 1))).toEqual({ status: 'need-more' });
    expect(parse(long)).toEqual({ status: 'malformed', why: 'a request head over 16 KiB' });
  });

  it('is read the same however it is cut', () => {
    const names = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/)
      .filter((name) => !/^(host|content-length|transfer-encoding)$/i.test(name));
    const values = fc.stringMatching(/^([!-~]([ -~]{0,30}[!-~])?)?$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, values), { maxLength: 20 }),
        fc.uint8Array(),
        chunkSizes,
        (headers, body, sizes) => {
          const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
          const head = `GET http://wiki/ HTTP/1.1\r\nHost: wiki\r\n${lines}\r\n`;
          const expected = [['host', 'wiki'], ...headers.map(([name, value]) => [name.toLowerCase(), value])];
          const parsed = parseInChunks(parseRequestHead, joinBytes(asciiBytes(head), body), sizes);
          expect(parsed).toMatchObject({ status: 'ok', length: head.length, value: { headers: expected } });
        },
      ),
    );
  });

  it('takes any bytes without throwing, and settles the same however they are cut', () => {
    const starts = fc.constantFrom(
      '',
      'GET ',
      'GET / HTTP/1.1\r\n',
      'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n',
      'G\r',
      '\r\n\r\n',
    );
    const pieces = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constantFrom('\r\n', '\r\n\r\n', ': ', 'Host: a').map(asciiBytes)),
    );
    fc.assert(
      fc.property(starts, pieces, chunkSizes, (start, rest, sizes) => {
        const bytes = joinBytes(asciiBytes(start), ...rest);
        expect(parseInChunks(parseRequestHead, bytes, sizes)).toEqual(parseRequestHead(bytes));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a request target', () => {
  it.each([
    ['GET', '/a', { form: 'origin', path: '/a' }],
    ['OPTIONS', '*', { form: 'asterisk' }],
    [
      'GET',
      'http://Wiki.corp.internal',
      { form: 'absolute', scheme: 'http', host: 'wiki.corp.internal', port: 80, path: '/' },
    ],
    ['OPTIONS', 'http://wiki', { form: 'absolute', scheme: 'http', host: 'wiki', port: 80, path: '*' }],
    ['GET', 'http://wiki:8080?q', { form: 'absolute', scheme: 'http', host: 'wiki', port: 8080, path: '/?q' }],
    ['GET', 'https://[FD00::1]/', { form: 'absolute', scheme: 'https', host: 'fd00::1', port: 443, path: '/' }],
    ['CONNECT', 'git.corp.internal:22', { form: 'authority', host: 'git.corp.internal', port: 22 }],
    ['CONNECT', '[::ffff:10.0.0.1]:22', { form: 'authority', host: '10.0.0.1', port: 22 }],
  ])('%s %s is understood', (method, text, target) => expect(parseTarget(method, text)).toEqual(target));

  it.each([
    '',
    'a',
    'a:',
    'a:0',
    'a:65536',
    'a:1:2',
    'u@a:1',
    'a%2e:1',
    '[::1:1',
    '[1.2.3.4]:1',
    ':1',
    'a/b:1',
    `${'a'.repeat(256)}:1`,
  ])('%j is no authority', (text) => expect(parseAuthority(text)).toBeUndefined());

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'CONNECT', 'OPTIONS'),
        fc.string(),
        (method, text) => void parseTarget(method, text),
      ),
    );
  });
});
