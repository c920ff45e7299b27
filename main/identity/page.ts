import type { ServerResponse } from 'node:http';
import { type Html, html } from '../page/html.ts';
import { allowStyle } from '../page/style.ts';
import { pageStyle } from './page-style.ts';

export type Page = {
  readonly status: number;
  readonly title: string;
  /** What stands inside `<main>`. */
  readonly body: Html;
  /** A line under the panel. */
  readonly footer?: Html;
  /** Origins that a form on this page may lead to, redirects after the submit included. None: the page has no form. */
  readonly formsTo?: readonly string[];
};

// An age that climbs past a limit and is set back: what this product is about.
const mark = drawing('mark', '<path d="M2 20 11 4v16l9-16"/><path d="M2 11h20" stroke-width="1.5" opacity=".55"/>');

const notAffiliated = html`Not affiliated with Cloudflare.`;

export function pageHeaders({ formsTo = [] }: Page): Readonly<Record<string, string>> {
  const forms = formsTo.length === 0 ? `'none'` : formsTo.join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; ${allowStyle(pageStyle)}; img-src data:; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    // not no-referrer: browsers would then post the form with `Origin: null`, and its origin is checked
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}

export function pageText({ title, body, footer = html`` }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · WARP Session Emulator</title>
<link rel="icon" href="data:,">
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<div class="column">
<header class="brand">${mark}WARP Session Emulator</header>
<main>
${body}
</main>
<footer>${footer}<p>${notAffiliated}</p></footer>
</div>
</body>
</html>
`.markup;
}

export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, pageHeaders(page));
  response.end(pageText(page));
}

/** A page that only tells something. */
export function noticePage(status: number, tone: Tone, title: string, paragraphs: readonly string[]): Page {
  const body = html`${heading(title, tone)}
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}`;
  return { status, title, body };
}

/** A page's first heading, with a sign of how things stand, and no line that ends in the middle of “sign-in”. */
export function heading(title: string, tone?: Tone): Html {
  const words = title
    .split(/(\S+-\S+)/)
    .map((part) => (part.includes('-') ? html`<span class="whole">${part}</span>` : html`${part}`));
  return html`<h1>${tone === undefined ? html`` : signs[tone]}<span>${words}</span></h1>`;
}

export type Tone = 'good' | 'bad' | 'neutral';

// Told apart by shape, as everywhere in the product; drawn, because fonts disagree about the size of these characters.
const signs: Readonly<Record<Tone, Html>> = {
  good: drawing('sign', '<circle cx="12" cy="12" r="9" fill="currentColor"/>'),
  bad: drawing('sign', '<circle cx="12" cy="12" r="9"/><path d="m5.7 18.3 12.6-12.6"/>'),
  neutral: drawing('sign', '<circle cx="12" cy="12" r="9"/>'),
};

function drawing(name: string, shapes: string): Html {
  return html`<svg class="${name}" viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.25" stroke-linejoin="round" stroke-linecap="round">${{ markup: shapes }}</svg>`;
}
