import type { Actor } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt, LookupAttempt } from './command.ts';
import { type ConnectionJudgement, judgeConnection, judgeLookup, type LookupJudgement } from './judge.ts';
import type { State } from './state.ts';

/** What an actor tries, and how that comes out. */
export type JudgedActor =
  | { readonly kind: 'lookup'; readonly attempt: LookupAttempt; readonly judgement: LookupJudgement }
  | { readonly kind: 'connection'; readonly attempt: ConnectionAttempt; readonly judgement: ConnectionJudgement };

/** Judges an actor's next attempt without making it. Actors ask for a name anew each time. */
export function judgeActor(state: State, { does }: Actor, at: Millis): JudgedActor {
  if ('resolve' in does) {
    const attempt = { name: does.resolve, recordType: 'A' } as const;
    return { kind: 'lookup', attempt, judgement: judgeLookup(state, attempt, at) };
  }
  const attempt = { host: does.connect, port: does.port, protocol: 'tcp' } as const;
  return { kind: 'connection', attempt, judgement: judgeConnection(state, attempt, at, { useCache: false }) };
}
