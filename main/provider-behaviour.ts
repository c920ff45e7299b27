import type { Emulator } from '../app/emulator.ts';
import { explain } from '../app/explain/explain.ts';
import { askedOf, authenticatedSince, refusalOf, silentPerson } from '../app/identity/provider-behaviour.ts';
import { hostOfPage, type SignInPage } from '../app/identity/sign-in-route.ts';
import { isAnswered } from '../app/session/verdict.ts';
import type { Admission, Behaviour } from './identity/behaviour.ts';

/** The embedded provider behaves as the run's environment says, by the rules that scenarios play by. */
export function createProviderBehaviour(emulator: Emulator, refreshIdentity: () => Promise<string>): Behaviour {
  return {
    admit: (page) => admit(emulator, page),
    trouble: () => emulator.state.environment.identity.trouble,
    silentPerson: () => silentPerson(emulator.state, emulator.now),
    asked: (personId) => askedOf(emulator.state, personId, emulator.now),
    refusal: (personId) => refusalOf(emulator.state.environment, personId),
    isSecondStepRefused: () => emulator.state.environment.identity.mfa === 'refused',
    authenticatedSince: (personId, asked) => {
      const { now, state } = emulator;
      return Date.now() - (now - authenticatedSince(state, personId, asked, now));
    },
    signedIn: async (personId, asked) => {
      await emulator.submit({ type: 'note-provider-sign-in', personId, asked });
    },
    refreshIdentity,
  };
}

/** A page's request is traffic like any other; one that belongs to the open sign-in is booked with it. */
async function admit(emulator: Emulator, page: SignInPage): Promise<Admission> {
  const { environment, reauth } = emulator.state;
  const host = hostOfPage(environment, page);
  const events = reauth === undefined ? [] : await emulator.submit({ type: 'open-page', reauthId: reauth.id, page });
  const decided = events.find((event) => event.type === 'connection-decided');
  if (decided?.type !== 'connection-decided' || isAnswered(decided.verdict)) return { type: 'loads' };
  if (emulator.surfaceOf(host ?? '') === 'faithful') return { type: 'hangs' };
  const { summary, user } = explain(decided.verdict, host ?? 'The sign-in page');
  return { type: 'explained', summary, advice: user };
}
