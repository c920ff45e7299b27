type Cookie = { readonly name: string; readonly value: string; readonly path: string };

/**
 * Keeps cookies for one walk through a few pages: by host and port, with `Path`, and dropped when the server takes them
 * back. `Domain`, `Secure` and lifetimes are not known here: the walk never leaves loopback and lasts a second.
 */
export class CookieJar {
  readonly #cookies = new Map<string, readonly Cookie[]>();

  keep(url: URL, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const split = pair.indexOf('=');
      const path = attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/';
      const cookie = { name: pair.slice(0, split), value: pair.slice(split + 1), path };
      const others = (this.#cookies.get(url.host) ?? []).filter(
        ({ name, path: at }) => name !== cookie.name || at !== path,
      );
      this.#cookies.set(url.host, isTakenBack(attributes) ? others : [...others, cookie]);
    }
  }

  /** The `Cookie` header for a request to `url`; empty when there is nothing to send. */
  headerFor(url: URL): string {
    const fitting = (this.#cookies.get(url.host) ?? []).filter(({ path }) => isUnder(url.pathname, path));
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

function isTakenBack(attributes: readonly string[]): boolean {
  const expires = attributes.find((each) => /^expires=/i.test(each))?.slice('expires='.length);
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
