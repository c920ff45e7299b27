import { normaliseAddress } from '../network/address.ts';
import { linesOf } from './diag-lines.ts';
import type { FileReading, Taken, Unread } from './diag-reading.ts';
import { readHostName } from './host-name.ts';

/** The client's own DNS proxy (DOMAIN.md §5.3 fact 10). */
const proxies: ReadonlySet<string> = new Set(['127.0.2.2', '127.0.2.3', 'fd01:db8:1111::2', 'fd01:db8:1111::3']);

/** `warp-dns-fallbacks.txt`: on each line an address of a resolver, or a suffix. */
export function readFallbacks(file: string, text: string): FileReading {
  const resolvers: string[] = [];
  const suffixes: string[] = [];
  const unread: Unread[] = [];
  let [firstResolver, firstSuffix] = [0, 0];
  for (const { number, text: line } of linesOf(text)) {
    const [word = '', ...rest] = line.trim().replace(/[,;]$/, '').split(/\s+/);
    const address = normaliseAddress(withoutPort(word));
    const name = address === undefined ? readHostName(word) : undefined;
    if (rest.length > 0 || (address === undefined && name === undefined)) {
      unread.push({ file, line: number, why: 'not-understood' });
    } else if (address !== undefined) {
      firstResolver ||= number;
      resolvers.push(address);
    } else if (name !== undefined) {
      firstSuffix ||= number;
      suffixes.push(name);
    }
  }
  return {
    found: {
      ...(resolvers.length === 0 ? {} : { resolvers: { value: [...new Set(resolvers)], file, line: firstResolver } }),
      ...(suffixes.length === 0 ? {} : { suffixes: { value: [...new Set(suffixes)], file, line: firstSuffix } }),
    },
    unread,
  };
}

/** `10.0.0.53:53`, `[fd00::53]:53`. */
function withoutPort(text: string): string {
  const [, six, four] = /^(?:\[([0-9a-f:.]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/i.exec(text) ?? [];
  return six ?? four ?? text;
}

/** `etc-hosts.txt`: an address and its names. */
export function readHosts(file: string, text: string): FileReading {
  const hosts: Taken<{ readonly name: string; readonly address: string }>[] = [];
  const unread: Unread[] = [];
  for (const { number, text: line } of linesOf(text)) {
    const [word = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (word === '') continue;
    const address = normaliseAddress(word);
    if (address === undefined) unread.push({ file, line: number, why: 'not-understood' });
    for (const text of address === undefined ? [] : names) {
      const name = readHostName(text);
      if (name !== undefined && address !== undefined) hosts.push({ value: { name, address }, file, line: number });
    }
  }
  return { found: { hosts }, unread };
}

/** `resolv.conf`: whom the device asks. */
export function readResolvConf(file: string, text: string): FileReading {
  const unread: Unread[] = [];
  for (const { number, text: line } of linesOf(text)) {
    const [word = '', second = ''] = (line.split(/[#;]/)[0] ?? '').trim().split(/\s+/);
    if (word === '') continue;
    const address = word === 'nameserver' ? normaliseAddress(second) : undefined;
    if (address === undefined) {
      unread.push({
        file,
        line: number,
        key: word.slice(0, 40),
        why: word === 'nameserver' ? 'not-understood' : 'no-setting',
      });
      continue;
    }
    // The first one is asked.
    return { found: { asksClient: { value: proxies.has(address), file, line: number } }, unread };
  }
  return { found: {}, unread };
}
