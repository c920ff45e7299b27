import { createHash } from 'node:crypto';
import { contentSecurityPolicy } from '../assets.ts';

const style = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 24px; }
  h1 { font-size: 1.375rem; font-weight: 600; margin: 0 0 8px; }
  code { font: 0.9375rem ui-monospace, monospace; padding: 2px 6px; border-radius: 6px; background: rgb(128 128 128 / 18%); }
`;

/** The one page with a style of its own; the policy names it by its digest. */
export const pageSecurityPolicy = contentSecurityPolicy.replace(
  "style-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
);

export const signedOutPage = page(
  'This window has no access yet',
  `<p>Run <code>warp-emu open</code> for a fresh address, then open that address here.
  Each address works once, and for ten minutes.</p>
  <p>From a checkout: <code>npm run -s warp-emu -- open</code></p>`,
);

export const notBuiltPage = page(
  'The views are not built yet',
  '<p>Run <code>npm run build</code> in the checkout, then load this page again.</p>',
);

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · WARP Session Emulator</title>
<style>${style}</style>
<main>
<h1>${title}</h1>
${body}
</main>
</html>
`;
}
