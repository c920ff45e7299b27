import type { Handlers } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { Refusal } from '../../app/errors.ts';
import { explain } from '../../app/explain/explain.ts';
import { normaliseAddress } from '../../app/network/address.ts';
import { canonicalName } from '../../app/network/destination.ts';
import type { SessionEvent } from '../../app/session/event.ts';
import { judgeConnection } from '../../app/session/judge.ts';
import type { Verdict } from '../../app/session/verdict.ts';
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
      return { url, ...result, explanation: explain(verdictOf(decided), hostOf(url), generationOf(emulator)) };
    },
    resolve: async ({ name, type = 'A' }) => {
      const wanted = canonicalName(name);
      const isThis = (event: SessionEvent) => event.type === 'lookup-decided' && event.attempt.name === wanted;
      const { result, decided } = await watchDecision(emulator, isThis, () => interception.resolve(name, type));
      const { status, answers } = result;
      const explanation = explain(verdictOf(decided), `The name ${name}`, generationOf(emulator));
      return { name, type: type.toUpperCase(), status, answers: [...answers], explanation };
    },
    explain: async ({ host, port, protocol, sni, at }) => {
      const attempt = { host, port, protocol, ...(sni === undefined ? {} : { facts: { sni } }) };
      const { verdict } = judgeConnection(emulator.state, attempt, at ?? emulator.now, { useCache: false });
      return explain({ ...verdict, notice: 'none' }, host, generationOf(emulator));
    },
  };
}

const generationOf = ({ state }: Emulator) => state.environment.client.generation;

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

function verdictOf(decided: Decided | undefined): Verdict {
  if (decided !== undefined) return decided.verdict;
  throw new Refusal('not-decided', 'The attempt did not reach the emulator’s listener. Try again.');
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
