import { type Html, html } from './html.ts';
import { allowStyle, baseStyle } from './style.ts';

export type MessagePage = {
  readonly title: string;
  /** A word or two above the title: what sort of page it is. */
  readonly kind: string;
  readonly paragraphs: readonly (string | Html)[];
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly small?: string;
};

const style = `${baseStyle}
body { min-height: 100vh; display: grid; place-content: safe center; padding: 24px 16px; }
main { width: min(36rem, calc(100vw - 32px)); padding: 24px; }
h1, p, dd { overflow-wrap: anywhere; }
p { margin-top: 12px; }
.kind { margin: 0 0 4px; color: var(--accent); font-size: var(--small); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin-top: 16px; padding-top: 16px; border-top: 1px solid var(--line); }
dt, .small { color: var(--muted); }
.small { font-size: var(--small); }
code { font-size: 0.875em; }
`;

/** For `renderPage`: no script, no image, nothing fetched. */
export const pagePolicy = `default-src 'none'; ${allowStyle(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A page of one column that only tells something, light or dark as the reader prefers. */
export function renderPage({ title, kind, paragraphs, facts = [], small }: MessagePage): string {
  const rows = facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<p class="kind">${kind}</p>
<h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}
${rows.length === 0 ? '' : html`<dl>${rows}</dl>`}
${small === undefined ? '' : html`<p class="small">${small}</p>`}
</main>
</body>
</html>
`.markup;
}
