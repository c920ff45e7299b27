import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import type { Behaviour } from './behaviour.ts';
import { chooserPage } from './chooser-page.ts';
import { readForm } from './form-body.ts';
import { noticePage, type Page, sendPage } from './page.ts';
import type { Person, Team } from './person.ts';
import { secondStepPage, turnedAwayPage } from './second-step-page.ts';

export type SignInPagesOptions = {
  readonly provider: Provider;
  readonly behaviour: Behaviour;
  readonly people: () => readonly Person[];
  readonly team: () => Team;
};

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const prefix = '/sign-in/';

export function signInPath(uid: string): string {
  return `${prefix}${uid}`;
}

export function isSignInPath(path: string): boolean {
  return path.startsWith(prefix);
}

/** Answers everything under `/sign-in/`. The library holds each sign-in to the browser that began it, by cookie. */
export function createSignInPages(options: SignInPagesOptions) {
  const { provider, behaviour } = options;
  const finish = async (
    request: IncomingMessage,
    response: ServerResponse,
    interaction: Interaction,
    personId: string,
  ): Promise<void> => {
    const asked = behaviour.asked(personId);
    const ts = Math.floor(behaviour.authenticatedSince(personId, asked) / 1000);
    await behaviour.signedIn(personId, asked);
    const outcome = { login: { accountId: personId, ts } };
    await forgetOtherPerson(provider, interaction, outcome);
    await provider.interactionFinished(request, response, outcome, { mergeWithLastSubmission: false });
  };

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refuseForeign(request, provider.issuer);
    if (refused !== undefined) return sendPage(response, refused);
    const interaction = await findInteraction(provider, request, response);
    if (interaction === undefined) return sendPage(response, endedPage);
    if (request.method !== 'POST') {
      const silent = behaviour.silentPerson();
      const page = silent === undefined ? showChooser(options, interaction) : turnAway(options, interaction, silent);
      if (page !== undefined || silent === undefined) return sendPage(response, page ?? endedPage);
      return finish(request, response, interaction, silent);
    }

    const form = await readForm(request);
    if (form === undefined) return sendPage(response, unreadablePage);
    if (form.has('cancel')) {
      return provider.interactionFinished(request, response, cancelled, { mergeWithLastSubmission: false });
    }
    const answer = takeForm(options, interaction, form);
    if (typeof answer !== 'string') return sendPage(response, answer);
    return finish(request, response, interaction, answer);
  };
}

/** Whom the person's answer lets in, or the page that comes next. */
function takeForm(options: SignInPagesOptions, interaction: Interaction, form: URLSearchParams): string | Page {
  const { provider, behaviour, people } = options;
  if (form.has('again')) return showChooser(options, interaction);
  const person = people().find(({ id }) => id === form.get('person'));
  if (person === undefined) {
    return showChooser(options, interaction, 'That person is no longer in this environment. Choose another.');
  }
  const away = turnAway(options, interaction, person.id);
  if (away !== undefined) return away;
  if (!behaviour.asked(person.id).includes('mfa')) return person.id;
  const returnsTo = returnAddressOf(interaction);
  const answer = form.get('second-step');
  if (answer === null) return secondStepPage({ person, issuer: provider.issuer, returnsTo });
  if (answer === 'approve' && !behaviour.isSecondStepRefused()) return person.id;
  const text = 'The second step failed, so nobody was signed in. Nothing has changed.';
  return turnedAwayPage({ title: 'The second step failed', text, returnsTo });
}

function turnAway({ behaviour }: SignInPagesOptions, interaction: Interaction, personId: string): Page | undefined {
  const refusal = behaviour.refusal(personId);
  if (refusal === undefined) return undefined;
  const returnsTo = returnAddressOf(interaction);
  return refusal === 'locked'
    ? turnedAwayPage({
        title: 'This account is locked',
        text: 'Too many wrong tries, or an administrator locked it. The session age stays. Ask your administrator.',
        returnsTo,
      })
    : turnedAwayPage({
        title: 'You may not sign in to this application',
        text: 'The account is in order; the provider does not let it into this application. Ask your administrator.',
        returnsTo,
      });
}

function showChooser({ provider, people, team }: SignInPagesOptions, interaction: Interaction, warning?: string): Page {
  const { params } = interaction;
  return chooserPage({
    issuer: provider.issuer,
    team: team(),
    people: people(),
    returnsTo: returnAddressOf(interaction),
    loginHint: typeof params.login_hint === 'string' ? params.login_hint : undefined,
    ...(warning === undefined ? {} : { warning }),
  });
}

function returnAddressOf({ params }: Interaction): string {
  return new URL(String(params.redirect_uri)).origin;
}

/**
 * Ends the browser's remembered session when somebody else signs in. Left to itself the library does it with a page that
 * posts itself by script, which these pages don't allow.
 */
async function forgetOtherPerson(provider: Provider, interaction: Interaction, { login }: InteractionResults) {
  const { session } = interaction;
  if (login === undefined || session === undefined || session.accountId === undefined) return;
  if (session.accountId === login.accountId) return;
  const remembered = await provider.Session.findByUid(session.uid);
  await remembered?.destroy();
  delete interaction.session;
  await interaction.persist();
}

async function findInteraction(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  try {
    const interaction = await provider.interactionDetails(request, response);
    return request.url === signInPath(interaction.uid) ? interaction : undefined;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'SessionNotFound') return undefined;
    throw fault;
  }
}

function refuseForeign({ method = '', headers }: IncomingMessage, issuer: string): Page | undefined {
  if (!['GET', 'HEAD', 'POST'].includes(method)) return noticePage(405, 'bad', 'Not possible here', []);
  const foreign = headers.origin !== undefined && headers.origin !== issuer;
  if (method === 'POST' && foreign) return noticePage(403, 'bad', 'This form was sent from another page', []);
  return undefined;
}

const cancelled: InteractionResults = { error: 'access_denied', error_description: 'The person cancelled.' };

const endedPage = noticePage(400, 'neutral', 'This sign-in has ended', [
  'Start again from the client. You can close this window.',
]);

const unreadablePage = noticePage(400, 'bad', 'This form could not be read', ['Go back and try again.']);
