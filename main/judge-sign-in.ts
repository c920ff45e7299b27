import type { ResultOf } from '../app/bridge/contract.ts';
import type { Emulator } from '../app/emulator.ts';
import { Refusal } from '../app/errors.ts';
import { describeEvent } from '../app/explain/describe-event.ts';
import type { SessionEvent } from '../app/session/event.ts';
import type { Judgement, SignedInPerson } from './identity/sign-in-result.ts';

export type ReauthResult = ResultOf<'reauth.wait'>;

/** What the person reads in the browser, and what whoever waits for the sign-in is told. */
export type Verdict = { readonly judgement: Judgement; readonly result: ReauthResult };

/** Gives the person who signed in to the session, and puts what it makes of them into words. */
export async function judgeSignIn(
  emulator: Emulator,
  reauthId: string,
  { email, name }: Pick<SignedInPerson, 'email' | 'name'>,
): Promise<Verdict> {
  const registered = emulator.state.session?.email ?? 'nobody';
  try {
    const events = await emulator.submit({ type: 'complete-reauth', reauthId, email });
    for (const event of events) {
      const verdict = verdictOn(event, { email, name, registered });
      if (verdict !== undefined) return verdict;
    }
    return refuse('Sign-in was refused', 'The emulator made nothing of it. The session age stays.');
  } catch (fault) {
    if (fault instanceof Refusal) return refuse('Sign-in was refused', fault.message);
    throw fault;
  }
}

type Parties = { readonly email: string; readonly name: string; readonly registered: string };

function verdictOn(event: SessionEvent, { email, name, registered }: Parties): Verdict | undefined {
  switch (event.type) {
    case 'reauth-completed':
      return accept(
        `Signed in as ${name}`,
        'The session starts anew: its age is 0.',
        'Signed in. The session age is 0.',
      );
    case 'enrolled':
      return accept(`Enrolled as ${name}`, `This device belongs to ${email} now. The session age is 0.`);
    case 'identity-refreshed':
      return accept('Identity refreshed', 'Your groups were read anew. The session age stays as it was.');
    case 'reauth-refused':
      break;
    default:
      return undefined;
  }
  switch (event.why) {
    case 'wrong-user': {
      const how = event.silent ? `The browser signed you in as ${email} by itself` : `You signed in as ${email}`;
      const first = event.silent ? 'Sign out at the provider first, then start' : 'Start';
      return refuse(
        'This device belongs to somebody else',
        `${how}, but this device is registered to ${registered}. Nothing has changed: the session age stays.`,
        `${first} again from the client and choose ${registered}.`,
      );
    }
    case 'outside-tunnel':
      return refuse(
        'Signed in, but around the tunnel',
        describeEvent(event).text,
        'Ask your administrator to include both.',
        'loop',
      );
    case 'not-registered':
      return refuse(
        'This device is not enrolled',
        'There is no session to renew. Nothing has changed.',
        'Enrol the device in the client first.',
      );
    case 'unknown-person':
      return refuse(
        'Nobody in this team',
        `${email} is nobody in this team, so the device still belongs to nobody.`,
        'Start again from the client and choose somebody else.',
      );
  }
}

function accept(title: string, message: string, text: string = `${title}. ${message}`): Verdict {
  return { judgement: { accepted: true, title, message }, result: { outcome: 'completed', text } };
}

function refuse(title: string, message: string, advice?: string, outcome: 'refused' | 'loop' = 'refused'): Verdict {
  const told = advice === undefined ? {} : { advice };
  const text = advice === undefined ? message : `${message} ${advice}`;
  return { judgement: { accepted: false, title, message, ...told }, result: { outcome, text } };
}
