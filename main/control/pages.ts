import { html } from '../page/html.ts';
import { renderPage } from '../page/message-page.ts';

const kind = 'WARP Session Emulator';

export const signedOutPage = renderPage({
  kind,
  title: 'This window has no access yet',
  paragraphs: [
    html`Run <code>warp-emu open</code> for a fresh address, then open that address here.
Each address works once, and for ten minutes.`,
    html`From a checkout: <code>npm run -s warp-emu -- open</code>`,
  ],
});

export const notBuiltPage = renderPage({
  kind,
  title: 'The views are not built yet',
  paragraphs: [html`Run <code>npm run build</code> in the checkout, then load this page again.`],
});
