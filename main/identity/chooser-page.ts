import { type Html, html } from '../page/html.ts';
import { heading, type Page } from './page.ts';
import type { Person, Team } from './person.ts';
import { providerFooter } from './provider-footer.ts';

export type Chooser = {
  readonly team: Team;
  readonly people: readonly Person[];
  readonly issuer: string;
  /** Who the client asked for; stands first and is marked. Anyone else may still be chosen, as with a real provider. */
  readonly loginHint?: string | undefined;
  /** Where the browser goes after the choice. */
  readonly returnsTo: string;
  /** Said above the list, after a choice that could not be taken. */
  readonly warning?: string;
};

/** "Sign in to TEAM": one button per emulated person, and a way out. */
export function chooserPage(chooser: Chooser): Page {
  const { team, issuer, loginHint, returnsTo, warning } = chooser;
  const people = hintedFirst(chooser.people, loginHint);
  const title = `Sign in to ${team.name}`;
  return {
    status: warning === undefined ? 200 : 422,
    title,
    body: html`${heading(title)}
<p class="domain">${team.domain}</p>
${warning === undefined ? html`` : html`<p class="warning" role="alert">${warning}</p>`}
<p>${introduction(people)}</p>
<form method="post" autocomplete="off">
${people.length === 0 ? html`` : html`<ul>${people.map((person) => personRow(person, person.email === loginHint))}</ul>`}
<div class="acts"><button type="submit" name="cancel" value="yes">Cancel</button></div>
</form>`,
    footer: providerFooter(issuer),
    // Chromium holds the redirects that follow a submit to form-action too
    formsTo: [`'self'`, returnsTo],
  };
}

function introduction(people: readonly Person[]): string {
  return people.length === 0
    ? 'This environment has no people. Add one to it, then start again from the client.'
    : 'Choose who you are. These people are emulated and have no passwords.';
}

function personRow({ id, name, email }: Person, isHinted: boolean): Html {
  const initial = [...name.trim()][0]?.toUpperCase() ?? '?';
  const [local = '', ...domain] = email.split(/(?=@)/);
  const described = isHinted ? html` aria-describedby="hint"` : html``;
  const hint = isHinted ? html`<span class="hint" id="hint">This device’s user</span>` : html``;
  return html`<li><button class="person" type="submit" name="person" value="${id}" data-email="${email}" aria-label="Sign in as ${name}, ${email}"${described}>
<span class="initial">${initial}</span>
<span class="who"><span class="name">${name}</span><span class="email">${local}<wbr>${domain.join('')}</span>${hint}</span>
</button></li>
`;
}

function hintedFirst(people: readonly Person[], hint: string | undefined): readonly Person[] {
  return [...people.filter(({ email }) => email === hint), ...people.filter(({ email }) => email !== hint)];
}
