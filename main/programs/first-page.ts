import type { Environment } from '../../app/environment/environment.ts';

/** An address worth opening first: the first emulated site, over HTTPS where it has that. */
export function firstPage({ destinations }: Pick<Environment, 'destinations'>): string | undefined {
  for (const { host, address, ports } of Object.values(destinations)) {
    for (const scheme of ['https', 'http'] as const) {
      const port = Object.keys(ports).find((one) => ports[one] === scheme);
      const url = port === undefined ? undefined : (writeUrl(scheme, host, port) ?? writeUrl(scheme, address, port));
      if (url !== undefined) return url;
    }
  }
  return undefined;
}

/** Hosts come from imported files: what is no host makes no address. */
function writeUrl(scheme: 'http' | 'https', host: string, port: string): string | undefined {
  try {
    const url = new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}/`);
    return url.pathname === '/' && url.username === '' && url.search === '' && url.hash === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
