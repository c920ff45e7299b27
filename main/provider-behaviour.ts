import type { Emulator } from '../app/emulator.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import { explain } from '../app/explain/explain.ts';
import {
  askedOf,
  authenticatedSince,
  refusalOf,
  silentPerson,
  withDemand,
} from '../app/identity/provider-behaviour.ts';
import { attemptAtPage, hostOfPage, type SignInPage } from '../app/identity/sign-in-route.ts';
import { destinationNamed } from '../app/network/destination.ts';
import { connectionDecided } from '../app/session/attempts.ts';
import { isAnswered, type Verdict } from '../app/session/verdict.ts';
import { failureOf } from './gateway/failure.ts';
import type { Admission, Behaviour } from './identity/behaviour.ts';
import type { Reauthentication } from './reauthentication.ts';

export type ProviderBehaviourParts = {
  readonly emulator: Emulator;
  /** What refused programs see, whatever the environment says. */
  readonly surface: FailureSurface | undefined;
  reauthentication(): Reauthentication;
};

/** The embedded provider behaves as the run's environment says, by the rules that scenarios play by. */
export function createProviderBehaviour({ emulator, surface, ...parts }: ProviderBehaviourParts): Behaviour {
  return {
    admit: async (page, state) => {
      const host = hostOfPage(emulator.state.environment, page);
      if (host === undefined || destinationNamed(emulator.state.environment, host) === undefined) return loads;
      const verdict = await judgePage(emulator, page, host, parts.reauthentication().idOf(state));
      return verdict === undefined || isAnswered(verdict)
        ? loads
        : admissionOf(emulator, verdict, host, surface ?? emulator.surfaceOf(host));
    },
    trouble: () => emulator.state.environment.identity.trouble,
    silentPerson: (demand) => silentPerson(withDemand(emulator.state, demand), emulator.now),
    asked: (personId, demand) => askedOf(withDemand(emulator.state, demand), personId, emulator.now),
    refusal: (personId) => refusalOf(emulator.state.environment, personId),
    isSecondStepRefused: () => emulator.state.environment.identity.mfa === 'refused',
    authenticatedSince: (personId, asked) => {
      const { now, state } = emulator;
      return Date.now() - (now - authenticatedSince(state, personId, asked, now));
    },
    signedIn: async (personId, asked) => {
      await emulator.submit({ type: 'note-provider-sign-in', personId, asked });
    },
    refreshIdentity: async () => (await parts.reauthentication().start('refresh-identity', false)).url,
  };
}

const loads = { type: 'loads' } as const;

/** A page's request is traffic like any other; one that belongs to the open sign-in is booked with it. */
async function judgePage(
  emulator: Emulator,
  page: SignInPage,
  host: string,
  reauthId: string | undefined,
): Promise<Verdict | undefined> {
  if (reauthId === undefined || emulator.state.reauth?.id !== reauthId) {
    return (await emulator.requestConnection(attemptAtPage(host), { hold: false })).verdict;
  }
  const events = await emulator.submit({ type: 'open-page', reauthId, page });
  return connectionDecided(events)?.verdict;
}

function admissionOf({ state }: Emulator, verdict: Verdict, host: string, surface: FailureSurface): Admission {
  if (surface !== 'explain') {
    const failure = failureOf(verdict, surface);
    const waits = failure.kind === 'silence' || (failure.kind === 'answer' && failure.after === 'timeout');
    return { type: waits ? 'hangs' : 'cut' };
  }
  const { summary, user } = explain(verdict, host, state.environment.client.generation);
  return { type: 'explained', summary, advice: verdict.class === 'session' ? breakTheCircle(verdict, host) : user };
}

/** The usual advice is to sign in, which is what this page is for. */
function breakTheCircle({ policy, stage }: Verdict, host: string): string {
  const places = stage === 'dns' ? `${host} and the resolver that knows its name` : host;
  const before = policy === undefined ? '' : ` before “${policy.name}”`;
  return `You need this page to sign in, so you can’t get out of this by yourself. Your administrator can: with an Allow policy for ${places}${before}, without a session duration. Reload this page once that is done.`;
}
