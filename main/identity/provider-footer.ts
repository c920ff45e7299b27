import { type Html, html } from '../page/html.ts';

/** Under every page of the provider that asks something. */
export function providerFooter(issuer: string): Html {
  return html`<p>This is the emulator’s own sign-in page, at ${new URL(issuer).host} on this machine. Nothing you do here leaves it.</p>`;
}
