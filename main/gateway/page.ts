const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
:root { color-scheme: light dark; --ground: oklch(0.97 0.004 250); --ink: oklch(0.25 0.015 250); --muted: oklch(0.47 0.015 250);
  --line: oklch(0.88 0.008 250); --surface: oklch(0.995 0.002 250); --accent: oklch(0.48 0.13 250); }
@media (prefers-color-scheme: dark) { :root { --ground: oklch(0.185 0.01 250); --ink: oklch(0.94 0.006 250);
  --muted: oklch(0.73 0.012 250); --line: oklch(0.34 0.014 250); --surface: oklch(0.23 0.012 250); --accent: oklch(0.8 0.1 250); } }
@media (prefers-contrast: more) { :root { --muted: var(--ink); --line: var(--ink); } }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; display: grid; place-content: safe center; padding: 24px 16px; background: var(--ground); color: var(--ink);
  font: 0.9375rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { width: min(36rem, calc(100vw - 32px)); padding: 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; }
h1 { font-size: 1.625rem; font-weight: 650; line-height: 1.2; letter-spacing: -0.015em; overflow-wrap: anywhere; text-wrap: balance; }
p { margin-top: 12px; overflow-wrap: anywhere; }
.kind { margin: 0 0 4px; color: var(--accent); font-size: 0.8125rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin-top: 16px; padding-top: 16px; border-top: 1px solid var(--line); }
dt, .small { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; } .small { font-size: 0.8125rem; }
a { color: var(--accent); } code { font-size: 0.875em; }
`;

/** No script, no image, nothing fetched. */
export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export type Page = {
  readonly title: string;
  /** A word or two above the title: what sort of page it is. */
  readonly kind: string;
  readonly paragraphs: readonly string[];
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly small?: string;
};

/** A page of one column, light or dark as the reader prefers; everything in it is text. */
export function renderPage({ title, kind, paragraphs, facts = [], small }: Page): string {
  const rows = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>`,
    `<p class="kind">${escapeHtml(kind)}</p><h1>${escapeHtml(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    rows === '' ? '' : `<dl>${rows}</dl>`,
    small === undefined ? '' : `<p class="small">${escapeHtml(small)}</p>`,
    '</main></body></html>\n',
  ].join('\n');
}

/** Whether the client asks for JSON rather than for a page (RFC 9110 §12.5.1, without weights). */
export function prefersJson(accept: string | undefined): boolean {
  return accept !== undefined && /\bapplication\/(?:[\w.-]+\+)?json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}
