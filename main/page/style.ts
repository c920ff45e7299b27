import { createHash } from 'node:crypto';

/** What every page that is served without the renderer looks like: tokens, then the plainest elements. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --ground: oklch(0.97 0.004 250); --surface: oklch(0.995 0.002 250); --line: oklch(0.88 0.008 250);
  --ink: oklch(0.25 0.015 250); --muted: oklch(0.47 0.015 250); --accent: oklch(0.48 0.13 250);
  --small: 0.8125rem; --base: 0.9375rem; --large: 1.0625rem; --display: 1.625rem; --radius: 6px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: oklch(0.185 0.01 250); --surface: oklch(0.23 0.012 250); --line: oklch(0.34 0.014 250);
    --ink: oklch(0.94 0.006 250); --muted: oklch(0.73 0.012 250); --accent: oklch(0.8 0.1 250);
  }
}
@media (prefers-contrast: more) {
  :root { --muted: var(--ink); --line: var(--ink); }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--ground); color: var(--ink); font: var(--base)/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); }
h1 { font-size: var(--display); font-weight: 650; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
`;

/** The directive that lets a page have this style, to the character. */
export function allowStyle(text: string): string {
  return `style-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
