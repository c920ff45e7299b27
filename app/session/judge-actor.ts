import type { Actor } from '../environment/environment.ts';
import { readPage } from '../network/browser-facts.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt, LookupAttempt } from './command.ts';
import { judgeLookup, judgeTries, type LookupJudgement, type Tries } from './judge.ts';
import type { State } from './state.ts';
import type { Judgement } from './walk.ts';

/** What an actor tries, and how that comes out. */
export type JudgedActor =
  | { readonly kind: 'lookup'; readonly attempt: LookupAttempt; readonly judgement: LookupJudgement }
  | { readonly kind: 'connection'; readonly attempt: ConnectionAttempt; readonly tries: Tries };

/** How each connection of an attempt comes out, or the lookup. */
export function judgementsOf(tried: JudgedActor): readonly Judgement[] {
  return tried.kind === 'lookup' ? [tried.judgement] : tried.tries;
}

/** Judges an actor's next attempt without making it. Actors ask for a name anew each time. */
export function judgeActor(state: State, { does }: Actor, at: Millis): JudgedActor {
  if ('resolve' in does) {
    const attempt = { name: does.resolve, recordType: 'A' } as const;
    return { kind: 'lookup', attempt, judgement: judgeLookup(state, attempt, at) };
  }
  const attempt = attemptOf(does);
  return { kind: 'connection', attempt, tries: judgeTries(state, attempt, at, { useCache: false }) };
}

function attemptOf(does: Exclude<Actor['does'], { readonly resolve: string }>): ConnectionAttempt {
  if ('connect' in does) return { host: does.connect, port: does.port, protocol: 'tcp' };
  const page = readPage(does.fetch);
  if (page === undefined) throw new Error(`${does.fetch} is no page`);
  return page;
}
