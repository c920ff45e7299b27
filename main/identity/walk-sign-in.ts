import { Refusal } from '../../app/errors.ts';
import { unescapeHtml } from '../page/html.ts';
import { CookieJar } from './cookie-jar.ts';
import { isLoopbackUrl } from './loopback-url.ts';

export type WalkedSignIn = {
  /** The last page: the callback's, so `text` is what the person would have read. */
  readonly finalPage: { readonly status: number; readonly text: string };
};

type Landed = { readonly url: URL; readonly status: number; readonly markup: string };

const mostRedirects = 20;

/**
 * Signs in at the embedded provider as this person, over plain HTTP and without a browser. It reads only our own pages
 * and never leaves loopback. Throws a `Refusal` when the person isn't offered, the way leads elsewhere, or it ends before
 * the callback; nobody is told of the sign-in then, so the caller cancels the attempt. `signal` ends the walk early.
 */
export async function walkSignIn(url: string, personEmail: string, signal?: AbortSignal): Promise<WalkedSignIn> {
  const jar = new CookieJar();
  const land = (start: URL, form?: URLSearchParams) => landAt(jar, start, form, signal);
  const provider = new URL(url).host;
  let page = await land(new URL(url));
  const offersForm = () => page.url.host === provider && page.status === 200 && page.markup.includes('<form ');
  if (offersForm() && !page.markup.includes('name="second-step"')) {
    const person = personOffered(page.markup, personEmail);
    page = await land(page.url, new URLSearchParams({ person }));
  }
  if (offersForm() && page.markup.includes('name="second-step"')) {
    page = await land(page.url, new URLSearchParams({ 'second-step': 'approve' }));
  }
  const text = textOf(page.markup);
  if (page.url.host === provider) throw new Refusal('sign-in-stopped', `The identity provider stopped here: ${text}`);
  return { finalPage: { status: page.status, text } };
}

async function landAt(
  jar: CookieJar,
  start: URL,
  form: URLSearchParams | undefined,
  signal: AbortSignal | undefined,
): Promise<Landed> {
  let [url, body] = [start, form];
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    if (!isLoopbackUrl(url)) {
      throw new Refusal(
        'not-loopback',
        `The sign-in leads to ${url.host}, off this machine. Open it in a browser instead.`,
      );
    }
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: jar.headerFor(url) },
      ...(body === undefined ? {} : { method: 'POST', body }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((fault: unknown) => {
      if (signal?.aborted) throw fault;
      throw new Refusal('sign-in-stopped', `The sign-in page at ${url.host} did not answer. Nobody was signed in.`);
    });
    jar.keep(url, response.headers.getSetCookie());
    const markup = await response.text();
    const location = response.headers.get('location');
    if (location === null || response.status < 300 || response.status > 399)
      return { url, status: response.status, markup };
    [url, body] = [new URL(location, url), undefined];
  }
  throw new Refusal('redirect-loop', 'The sign-in leads in a circle. Look at the log of the identity provider.');
}

/** The id behind this address, from the chooser page's buttons. */
function personOffered(markup: string, email: string): string {
  const buttons = markup.match(/<button\b[^>]*\bname="person"[^>]*>/g) ?? [];
  const people = new Map(buttons.map((button) => [attributeOf(button, 'data-email'), attributeOf(button, 'value')]));
  const person = people.get(email);
  if (person !== undefined) return person;
  const offered = people.size === 0 ? 'nobody' : [...people.keys()].join(', ');
  throw new Refusal('person-not-offered', `Nobody here has the address ${email}. The sign-in page offers ${offered}.`);
}

function attributeOf(tag: string, name: string): string {
  return unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function textOf(markup: string): string {
  const main = /<main>([\s\S]*)<\/main>/.exec(markup)?.[1] ?? markup;
  const words = main
    .replace(/<span class="whole">([^<]*)<\/span>/g, '$1')
    .replace(/<(\w+)[^>]*aria-hidden="true"[^>]*>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '\n');
  return unescapeHtml(words)
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
