import { aliasesOf, type Names } from '../../app/network/private-dns.ts';
import { normalHost } from '../../app/wire/byte-text.ts';

/** A proxy auto-configuration file that sends the emulated destinations to the proxy and nothing else. */
export function makePac(environment: Names, proxy: string): string {
  const aliases = [...aliasesOf(environment).values()].flat();
  const hosts = Object.values(environment.destinations).flatMap(({ host, address }) => [
    normalHost(host),
    ...(address.includes(':') ? [address.toLowerCase(), `[${address.toLowerCase()}]`] : [address]),
  ]);
  // Keys and values are JSON, which is JavaScript; older engines want it in ASCII.
  const table = JSON.stringify(
    Object.fromEntries([...new Set([...hosts, ...aliases])].sort().map((host) => [host, 1])),
    undefined,
    2,
  );
  return [
    '// WARP Session Emulator: only its destinations go through the proxy.',
    `var hosts = ${table.replaceAll(/[^\x20-\x7e\n]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)};`,
    'function FindProxyForURL(url, host) {',
    "  host = host.toLowerCase().replace(/\\.$/, '');",
    `  return Object.prototype.hasOwnProperty.call(hosts, host) ? 'PROXY ${proxy}' : 'DIRECT';`,
    '}',
    '',
  ].join('\n');
}
