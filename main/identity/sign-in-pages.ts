import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import { type AdmissionSpans, admitRequest } from './admission.ts';
import type { Behaviour } from './behaviour.ts';
import { chooserPage } from './chooser-page.ts';
import { demandOf } from './demand.ts';
import { readForm } from './form-body.ts';
import { noticePage, type Page, sendPage } from './page.ts';
import type { Person, Team } from './person.ts';
import { secondStepPage, type Turned, turnedAwayPage } from './second-step-page.ts';

export type SignInPagesOptions = {
  readonly provider: Provider;
  readonly behaviour: Behaviour;
  readonly spans: AdmissionSpans;
  readonly people: () => readonly Person[];
  readonly team: () => Team;
};

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** What comes of a request: somebody gets in, nobody does, or there is more to answer. */
type Step =
  | { readonly type: 'let-in'; readonly personId: string }
  | { readonly type: 'give-up' }
  /** `chosen`: whose second step the page is; it is kept here, not in the form. */
  | { readonly type: 'show'; readonly page: Page; readonly chosen?: string };

const prefix = '/sign-in/';

export function signInPath(uid: string): string {
  return `${prefix}${uid}`;
}

export function isSignInPath(path: string): boolean {
  return path.startsWith(prefix);
}

/** Answers everything under `/sign-in/`. The library holds each sign-in to the browser that began it, by cookie. */
export function createSignInPages(options: SignInPagesOptions) {
  const { provider, behaviour, spans } = options;

  return async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refuseForeign(request, provider.issuer);
    if (refused !== undefined) return sendPage(response, refused);
    const interaction = await findInteraction(provider, request, response);
    if (interaction === undefined) return sendPage(response, endedPage);
    const isPosted = request.method === 'POST';
    const asked = { page: 'provider', state: stateOf(interaction), isPosted } as const;
    if (!(await admitRequest(behaviour, asked, response, spans))) return;
    const form = isPosted ? await readForm(request) : new URLSearchParams();
    if (form === undefined) return sendPage(response, unreadablePage);
    const step = isPosted ? takeForm(options, interaction, form) : openPage(options, interaction);
    if (step.type === 'show') {
      await keepChosen(interaction, step.chosen);
      return sendPage(response, step.page);
    }
    const outcome = step.type === 'give-up' ? cancelled : await letIn(options, interaction, step.personId);
    await provider.interactionFinished(request, response, outcome, { mergeWithLastSubmission: false });
  };
}

/** What stands there when the page is opened, or loaded anew. */
function openPage(options: SignInPagesOptions, interaction: Interaction): Step {
  const chosen = chosenIn(interaction) ?? options.behaviour.silentPerson(demandOf(interaction.params));
  return chosen === undefined ? choose(options, interaction) : goOnAs(options, interaction, chosen);
}

function takeForm(options: SignInPagesOptions, interaction: Interaction, form: URLSearchParams): Step {
  if (form.has('cancel')) return { type: 'give-up' };
  if (form.has('again')) return choose(options, interaction);
  const personId = form.get('person') ?? chosenIn(interaction);
  if (!options.people().some(({ id }) => id === personId) || personId === undefined) {
    return choose(options, interaction, 'That person is no longer in this environment. Choose another.');
  }
  // An answer to the second step counts for whom it was asked of, whatever else the form says.
  const answer = form.has('person') ? null : form.get('second-step');
  return goOnAs(options, interaction, personId, answer);
}

function goOnAs(
  { provider, behaviour, people }: SignInPagesOptions,
  interaction: Interaction,
  personId: string,
  answer: string | null = null,
): Step {
  const place = { issuer: provider.issuer, returnsTo: returnAddressOf(interaction) };
  const refusal = behaviour.refusal(personId);
  if (refusal !== undefined) return { type: 'show', page: turnedAwayPage(turned[refusal], place) };
  if (!behaviour.asked(personId, demandOf(interaction.params)).includes('mfa')) return { type: 'let-in', personId };
  const person = people().find(({ id }) => id === personId);
  if (person !== undefined && answer === null) {
    return { type: 'show', page: secondStepPage(person, place), chosen: personId };
  }
  if (answer === 'approve' && !behaviour.isSecondStepRefused()) return { type: 'let-in', personId };
  return { type: 'show', page: turnedAwayPage(turned['second-step'], place) };
}

function choose({ provider, people, team }: SignInPagesOptions, interaction: Interaction, warning?: string): Step {
  const { params } = interaction;
  const page = chooserPage({
    issuer: provider.issuer,
    team: team(),
    people: people(),
    returnsTo: returnAddressOf(interaction),
    loginHint: typeof params.login_hint === 'string' ? params.login_hint : undefined,
    ...(warning === undefined ? {} : { warning }),
  });
  return { type: 'show', page };
}

async function letIn(
  { provider, behaviour }: SignInPagesOptions,
  interaction: Interaction,
  personId: string,
): Promise<InteractionResults> {
  const asked = behaviour.asked(personId, demandOf(interaction.params));
  const ts = Math.floor(behaviour.authenticatedSince(personId, asked) / 1000);
  await behaviour.signedIn(personId, asked);
  await forgetOtherPerson(provider, interaction, personId);
  // What the browser remembers is the environment's, in virtual time: the library's own cookie ends with the browser.
  return { login: { accountId: personId, ts, remember: false }, select_account: {} };
}

/**
 * Ends the browser's session with the library when somebody else signs in. Left to itself the library does it with a
 * page that posts itself by script, which these pages don't allow.
 */
async function forgetOtherPerson(provider: Provider, interaction: Interaction, personId: string): Promise<void> {
  const { session } = interaction;
  if (session === undefined || session.accountId === undefined || session.accountId === personId) return;
  const remembered = await provider.Session.findByUid(session.uid);
  await remembered?.destroy();
  delete interaction.session;
  await interaction.persist();
}

function chosenIn({ result }: Interaction): string | undefined {
  return typeof result?.chosen === 'string' ? result.chosen : undefined;
}

async function keepChosen(interaction: Interaction, chosen: string | undefined): Promise<void> {
  if (chosen === chosenIn(interaction)) return;
  interaction.result = chosen === undefined ? {} : { chosen };
  await interaction.persist();
}

function returnAddressOf({ params }: Interaction): string {
  return new URL(String(params.redirect_uri)).origin;
}

function stateOf({ params }: Interaction): string | undefined {
  return typeof params.state === 'string' ? params.state : undefined;
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
  if (method !== 'GET' && method !== 'POST') return noticePage(405, 'bad', 'Not possible here', []);
  const foreign = headers.origin !== undefined && headers.origin !== issuer;
  if (method === 'POST' && foreign) return noticePage(403, 'bad', 'This form was sent from another page', []);
  return undefined;
}

const cancelled: InteractionResults = { error: 'access_denied', error_description: 'The person cancelled.' };

const turned: Readonly<Record<'locked' | 'denied' | 'second-step', Turned>> = {
  locked: {
    title: 'This account is locked',
    paragraphs: [
      'Nobody was signed in and the session age stays.',
      'Ask your administrator to unlock it, then start again from the client.',
    ],
    again: 'Choose another person',
  },
  denied: {
    title: 'You may not sign in here',
    paragraphs: [
      'The account is in order, but the provider does not let it into this application. Nobody was signed in and the session age stays.',
      'Ask your administrator for access.',
    ],
    again: 'Choose another person',
  },
  'second-step': {
    title: 'The second step failed',
    paragraphs: ['Nobody was signed in and the session age stays.', 'If it goes on failing, ask your administrator.'],
    again: 'Try again',
  },
};

const endedPage = noticePage(400, 'neutral', 'This sign-in has ended', [
  'It was finished, given up, or waited too long. Start again from the client. You can close this window.',
]);

const unreadablePage = noticePage(400, 'bad', 'This form could not be read', ['Go back and try again.']);
