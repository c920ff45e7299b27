import { baseStyle } from '../page/style.ts';

/** The look of the sign-in pages. A constant, so that its hash can stand in the CSP. */
export const pageStyle = `${baseStyle}
:root {
  --hover: oklch(0.955 0.012 250); --tint: oklch(0.93 0.03 250);
  --shadow: 0 1px 2px oklch(0.25 0.02 250 / 0.08), 0 8px 24px oklch(0.25 0.02 250 / 0.08);
}
@media (prefers-color-scheme: dark) {
  :root { --hover: oklch(0.275 0.018 250); --tint: oklch(0.33 0.05 250); --shadow: 0 8px 24px oklch(0 0 0 / 0.35); }
}
.column { max-width: 26.5rem; min-height: 100vh; margin: 0 auto; padding: 40px 16px; display: flex; flex-direction: column; justify-content: safe center; }
.brand { display: flex; align-items: center; gap: 8px; padding: 0 24px 16px; font-size: var(--small); font-weight: 600; color: var(--muted); }
.mark { width: 24px; height: 24px; color: var(--accent); }
main { box-shadow: var(--shadow); padding: 24px 0; overflow: hidden; }
main > * { padding: 0 24px; }
h1 { display: flex; gap: 12px; }
.sign { flex: none; width: 24px; height: 24px; margin-top: 4px; color: var(--accent); }
main > p, [role='alert'] p { margin-top: 12px; overflow-wrap: anywhere; text-wrap: pretty; }
main > .domain { margin-top: 4px; color: var(--muted); font-size: var(--small); }
main > .warning { margin-top: 16px; font-weight: 600; }
form { margin-top: 16px; }
main > form { padding: 0; }
ul { list-style: none; padding: 0; border-block: 1px solid var(--line); }
li + li { border-top: 1px solid var(--line); }
button { font: inherit; color: inherit; cursor: pointer; }
.person { display: grid; grid-template-columns: auto 1fr; align-items: center; column-gap: 12px; width: 100%; padding: 12px 24px; border: 0; background: none; text-align: start; }
.person:hover { background: var(--hover); }
.initial { display: grid; place-items: center; width: 40px; height: 40px; border-radius: 50%; background: var(--tint); color: var(--accent); font-size: var(--large); font-weight: 600; }
.who { min-width: 0; overflow-wrap: anywhere; }
.name { display: block; font-weight: 600; line-height: 1.35; }
.email { display: block; color: var(--muted); font-size: var(--small); line-height: 1.35; }
.hint { display: block; color: var(--accent); font-size: var(--small); font-weight: 600; line-height: 1.35; }
.whole { white-space: nowrap; }
.acts { display: flex; flex-wrap: wrap; gap: 8px; padding: 16px 24px 0; }
.acts button { padding: 8px 16px; border: 1px solid var(--line); border-radius: var(--radius); background: none; }
.acts button:hover { background: var(--hover); }
.acts .first { border-color: var(--accent); background: var(--accent); color: var(--surface); font-weight: 600; }
.acts .first:hover { background: var(--ink); border-color: var(--ink); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.person:focus-visible { outline-offset: -4px; border-radius: var(--radius); }
footer { padding: 16px 24px 0; color: var(--muted); font-size: var(--small); }
footer p + p { margin-top: 4px; }
`;
