import { type Html, html } from '../page/html.ts';
import type { Page } from './page.ts';
import type { Person } from './person.ts';

export type SecondStep = { readonly person: Person; readonly issuer: string; readonly returnsTo: string };

/** The second step after the credentials. No code is sent anywhere: approving is all there is to it. */
export function secondStepPage({ person, issuer, returnsTo }: SecondStep): Page {
  const title = 'Approve the sign-in';
  return {
    status: 200,
    title,
    body: html`<h1>${title}</h1>
<p class="domain">${person.email}</p>
<p>A real provider would ask for a code or a tap on a phone here. Approve it, or refuse as somebody would who did not sign in.</p>
<form method="post" autocomplete="off">
<div class="acts">${choice('approve', 'Approve')} ${choice('refuse', 'Refuse')} <button class="quiet" type="submit" name="cancel" value="yes">Cancel</button></div>
</form>`,
    footer: html`<p>This is the emulator’s own sign-in page, at ${new URL(issuer).host} on this machine. Nothing you do here leaves it.</p>`,
    formsTo: [`'self'`, returnsTo],
  };
}

export type Turned = { readonly title: string; readonly text: string; readonly returnsTo: string };

/** The provider turns the person away; they may try as somebody else, or give up. */
export function turnedAwayPage({ title, text, returnsTo }: Turned): Page {
  return {
    status: 403,
    title,
    body: html`<h1>${title}</h1>
<p role="alert">${text}</p>
<form method="post" autocomplete="off">
<div class="acts"><button class="quiet" type="submit" name="again" value="yes">Choose another person</button> <button class="quiet" type="submit" name="cancel" value="yes">Cancel</button></div>
</form>`,
    formsTo: [`'self'`, returnsTo],
  };
}

function choice(value: string, label: string): Html {
  return html`<button class="quiet" type="submit" name="second-step" value="${value}">${label}</button>`;
}
