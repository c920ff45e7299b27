import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import { chooserPage } from './chooser-page.ts';
import { readForm } from './form-body.ts';
import { noticePage, type Page, sendPage } from './page.ts';
import type { Person, Team } from './person.ts';

export type SignInPagesOptions = {
  readonly provider: Provider;
  readonly people: () => readonly Person[];
  readonly team: () => Team;
};

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** One thing a sign-in asks of the person; each prompt of the provider's policy has one, under the prompt's name. */
type Step = {
  show(interaction: Interaction): Page;
  /** What the person's answer ends in, or the page to show again. */
  take(interaction: Interaction, form: URLSearchParams): InteractionResults | Page;
};

const prefix = '/sign-in/';

export function signInPath(uid: string): string {
  return `${prefix}${uid}`;
}

export function isSignInPath(path: string): boolean {
  return path.startsWith(prefix);
}

/** Answers everything under `/sign-in/`. The library holds each sign-in to the browser that began it, by cookie. */
export function createSignInPages({ provider, people, team }: SignInPagesOptions) {
  const steps: Readonly<Record<string, Step>> = { login: choosePerson(provider.issuer, people, team) };

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refuseForeign(request, provider.issuer);
    if (refused !== undefined) return sendPage(response, refused);
    const interaction = await findInteraction(provider, request, response);
    const step = interaction && steps[interaction.prompt.name];
    if (interaction === undefined || step === undefined) return sendPage(response, endedPage);
    if (request.method !== 'POST') return sendPage(response, step.show(interaction));

    const form = await readForm(request);
    if (form === undefined) return sendPage(response, unreadablePage);
    const outcome = form.has('cancel') ? cancelled : step.take(interaction, form);
    if (isPage(outcome)) return sendPage(response, outcome);
    await forgetOtherPerson(provider, interaction, outcome);
    await provider.interactionFinished(request, response, outcome, { mergeWithLastSubmission: true });
  };
}

function choosePerson(issuer: string, people: () => readonly Person[], team: () => Team): Step {
  const show = ({ params }: Interaction, warning?: string): Page =>
    chooserPage({
      issuer,
      team: team(),
      people: people(),
      returnsTo: new URL(String(params.redirect_uri)).origin,
      loginHint: typeof params.login_hint === 'string' ? params.login_hint : undefined,
      ...(warning === undefined ? {} : { warning }),
    });
  return {
    show: (interaction) => show(interaction),
    take: (interaction, form) => {
      const person = people().find(({ id }) => id === form.get('person'));
      if (person === undefined)
        return show(interaction, 'That person is no longer in this environment. Choose another.');
      return { login: { accountId: person.id } };
    },
  };
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

function isPage(outcome: InteractionResults | Page): outcome is Page {
  return 'body' in outcome && 'status' in outcome;
}
