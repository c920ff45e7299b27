import { CookieJar } from '../../../main/identity/cookie-jar.ts';

export type Seen = { readonly url: URL; readonly status: number; readonly headers: Headers; readonly text: string };

/** What a browser without scripts does: cookies, redirects, forms. It remembers every exchange. */
export class PlainBrowser {
  readonly visited: Seen[] = [];
  readonly #jar = new CookieJar();

  async get(url: string | URL): Promise<Seen> {
    return this.#follow(new URL(url), {});
  }

  /** As `get`, but stops before the redirect that leads to such a path. */
  async getUpTo(url: string | URL, path: RegExp): Promise<Seen> {
    return this.#follow(new URL(url), {}, path);
  }

  cookiesFor(url: URL): string {
    return this.#jar.headerFor(url);
  }

  async submit(page: Seen, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
    return this.#follow(page.url, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** As `submit`, but stops before the redirect that leads to `path`, and gives its address. */
  async submitUpTo(page: Seen, fields: Readonly<Record<string, string>>, path: string): Promise<URL> {
    const last = await this.#follow(page.url, { method: 'POST', body: new URLSearchParams(fields) }, exactly(path));
    return new URL(last.headers.get('location') ?? '', last.url);
  }

  async #follow(
    start: URL,
    first: RequestInit & { headers?: Readonly<Record<string, string>> },
    stopBefore?: RegExp,
  ): Promise<Seen> {
    let url = start;
    let request: typeof first = first;
    for (;;) {
      const headers = { accept: 'text/html', cookie: this.#jar.headerFor(url), ...request.headers };
      const response = await fetch(url, { ...request, headers, redirect: 'manual' });
      this.#jar.keep(url, response.headers.getSetCookie());
      const seen = { url, status: response.status, headers: response.headers, text: await response.text() };
      this.visited.push(seen);
      const location = response.headers.get('location');
      if (location === null) return seen;
      const next = new URL(location, url);
      if (stopBefore?.test(next.pathname)) return seen;
      [url, request] = [next, {}];
    }
  }
}

function exactly(path: string): RegExp {
  return new RegExp(`^${path}$`);
}
