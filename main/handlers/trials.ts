import type { Explanation, Handlers } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { Refusal } from '../../app/errors.ts';
import { explainAttempt, explainDecided } from '../../app/explain/explain-attempt.ts';
import { readTarget } from '../../app/explain/read-target.ts';
import { normaliseAddress } from '../../app/network/address.ts';
import { canonicalName } from '../../app/network/destination.ts';
import type { ConnectionAttempt } from '../../app/session/command.ts';
import type { SessionEvent } from '../../app/session/event.ts';
import type { Interception } from '../interception.ts';

type TrialHandlers = Pick<Handlers, 'visit' | 'resolve' | 'explain'>;

export type TrialParts = {
  readonly emulator: Emulator;
  readonly interception: Pick<Interception, 'visit' | 'resolve'>;
};

/** Attempts that go through the real listeners, and the one that is only thought through. */
export function createTrialHandlers({ emulator, interception }: TrialParts): TrialHandlers {
  return {
    visit: async ({ url }) => {
      const { result, decided } = await watchDecision(emulator, isConnectionTo(url), () => interception.visit(url));
      return { url, ...result, explanation: explainDecision(emulator, decided, hostOf(url)) };
    },
    resolve: async ({ name, type = 'A' }) => {
      const wanted = canonicalName(name);
      const isThis = (event: SessionEvent) => event.type === 'lookup-decided' && event.attempt.name === wanted;
      const { result, decided } = await watchDecision(emulator, isThis, () => interception.resolve(name, type));
      const { status, answers } = result;
      const explanation = explainDecision(emulator, decided, `The name ${name}`);
      return { name, type: type.toUpperCase(), status, answers: [...answers], explanation };
    },
    explain: async ({ at, policies, ...question }) => {
      const attempt = readQuestion(question);
      return explainAttempt(emulator.state, { attempt, what: attempt.host, at: at ?? emulator.now }, policies);
    },
  };
}

type Question = Omit<Parameters<Handlers['explain']>[0], 'at' | 'policies'>;

function readQuestion({ url, host = '', port = 0, protocol = 'tcp', sni }: Question): ConnectionAttempt {
  const attempt = url === undefined ? { host, port, protocol } : readTarget(url);
  if (attempt === undefined) {
    throw new Refusal(
      'bad-target',
      `"${url}" is no target. Write tcp://HOST:PORT, udp://HOST:PORT, ssh://HOST, or an http or https URL.`,
    );
  }
  return sni === undefined ? attempt : { ...attempt, facts: { ...attempt.facts, sni } };
}

type Decided = Extract<SessionEvent, { type: 'connection-decided' | 'lookup-decided' }>;

/** Does something and tells the decision that the engine made of it: of a request, where those are judged by themselves. */
async function watchDecision<T>(
  emulator: Emulator,
  fits: (event: SessionEvent) => boolean,
  act: () => Promise<T>,
): Promise<{ readonly result: T; readonly decided: Decided | undefined }> {
  let decided: Decided | undefined;
  const stop = emulator.onChange((_state, lines) => {
    for (const found of lines.flatMap(({ events }) => events).filter(fits)) {
      if (found.type === 'connection-decided' && found.attempt.onFlow !== undefined) decided = found;
      else if (found.type === 'connection-decided' || found.type === 'lookup-decided') decided ??= found;
    }
  });
  try {
    return { result: await act(), decided };
  } finally {
    stop();
  }
}

function explainDecision({ state, now }: Emulator, decided: Decided | undefined, what: string): Explanation {
  if (decided === undefined) {
    throw new Refusal('not-decided', 'The attempt did not reach the emulator’s listener. Try again.');
  }
  return explainDecided(state, decided, what, now);
}

function isConnectionTo(url: string): (event: SessionEvent) => boolean {
  const host = hostOf(url);
  return (event) =>
    event.type === 'connection-decided' && event.by.kind === 'app' && canonicalName(event.attempt.host) === host;
}

function hostOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : url;
  return normaliseAddress(host) ?? canonicalName(host);
}
