import { type Html, html } from '../page/html.ts';
import { heading, type Page } from './page.ts';
import type { Person } from './person.ts';
import { providerFooter } from './provider-footer.ts';

/** Where a page stands: whose it is, and where the browser goes afterwards. */
export type Place = { readonly issuer: string; readonly returnsTo: string };

/** The second step after the credentials. No code is sent anywhere: approving is all there is to it. */
export function secondStepPage(person: Person, { issuer, returnsTo }: Place): Page {
  const title = 'Approve the sign-in';
  return {
    status: 200,
    title,
    body: html`${heading(title)}
<p class="domain">${person.email}</p>
<p>A real provider would ask ${person.name} for a code or a tap on a phone here. Approve it, or refuse it as somebody would who did not start this.</p>
${actions([['second-step', 'approve', 'Approve'], ['second-step', 'refuse', 'Refuse'], cancel])}`,
    footer: providerFooter(issuer),
    formsTo: [`'self'`, returnsTo],
  };
}

export type Turned = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What the button says that leads back to the choice of a person. */
  readonly again: string;
};

/** The provider turns the person away; they may try as somebody else, or give up. */
export function turnedAwayPage({ title, paragraphs, again }: Turned, { issuer, returnsTo }: Place): Page {
  return {
    status: 403,
    title,
    body: html`${heading(title, 'bad')}
<div role="alert">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}</div>
${actions([['again', 'yes', again], cancel])}`,
    footer: providerFooter(issuer),
    formsTo: [`'self'`, returnsTo],
  };
}

type Action = readonly [name: string, value: string, label: string];

const cancel: Action = ['cancel', 'yes', 'Cancel'];

/** The first is what most people are here for. */
function actions([first, ...others]: readonly [Action, ...Action[]]): Html {
  const button = ([name, value, label]: Action, kind: Html) =>
    html`<button${kind} type="submit" name="${name}" value="${value}">${label}</button>`;
  return html`<form method="post" autocomplete="off">
<div class="acts">${button(first, html` class="first"`)}${others.map((each) => button(each, html``))}</div>
</form>`;
}
