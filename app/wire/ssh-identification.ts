import { readLatin1 } from './byte-text.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';

/** Of everything up to the end of the identification: RFC 4253 sets no limit to the lines before it. */
const longest = 8 * 1024;

/**
 * How an SSH server names itself, without the end of the line (RFC 4253 §4.2). It may say other lines before, which take
 * part in the length. A line feed alone ends a line too, as for old servers.
 */
export function parseSshIdentification(bytes: Uint8Array): Parsed<string> {
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0 && end < longest; end = bytes.indexOf(10, start)) {
    const line = readLatin1(bytes.subarray(start, end)).replace(/\r$/, '');
    start = end + 1;
    if (!line.startsWith('SSH-')) continue;
    return /^SSH-[\x21-\x2c\x2e-\x7e]+-[\x20-\x7e]+$/.test(line)
      ? { status: 'ok', value: line, length: start }
      : malformed('an SSH identification that is none');
  }
  return bytes.length < longest ? needMore : malformed('no SSH identification in 8 KiB');
}
