import { explainAttempt } from '../../app/explain/explain-attempt.ts';
import { readTarget } from '../../app/explain/read-target.ts';
import type { ConnectionAttempt } from '../../app/session/command.ts';
import { decide } from '../../app/session/decide.ts';
import { evolve } from '../../app/session/evolve.ts';
import type { State } from '../../app/session/state.ts';
import type { Millis } from '../../app/time/instant.ts';
import { loadEnvironmentFile } from '../files/load-environment.ts';
import { badInput } from './failure.ts';
import { sayPolicies } from './policies-text.ts';
import type { Report } from './session.ts';
import { joinParagraphs } from './text.ts';
import { sayExplanation } from './trial.ts';

export type Question = {
  readonly environment: string;
  readonly to: string;
  readonly sni?: string;
  /** Since the sign-in. */
  readonly age: Millis;
  /** Whether policies are told that are for other destinations or were not reached; and how many are left out first. */
  readonly all: boolean;
  readonly offset: number;
};

/** Judges one connection in a fresh run of an environment; nothing is tried and no notice is spent. */
export async function explainConnection(question: Question): Promise<Report> {
  const { environment: file, to, sni, age, all, offset } = question;
  const attempt = readAttempt(to, sni);
  const environment = await loadEnvironmentFile(file);
  const { startAt } = environment.clock;
  const events = decide(undefined, { type: 'start-run', environment }, startAt);
  const state = events.reduce<State | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('a run was not started');
  const about = { attempt, what: nameTarget(attempt), at: startAt + age };
  const explanation = explainAttempt(state, about, { offset, all });
  return {
    json: { ...explanation.verdict, explanation },
    text: joinParagraphs(
      [sayExplanation(explanation)],
      [sayPolicies(explanation.policies ?? [])].filter((text) => text !== ''),
    ),
  };
}

function nameTarget({ host, port }: ConnectionAttempt): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function readAttempt(to: string, sni: string | undefined): ConnectionAttempt {
  const attempt = readTarget(to);
  if (attempt === undefined) {
    throw badInput(
      `"${to}" is no target. Write tcp://HOST:PORT, udp://HOST:PORT, ssh://HOST, or an http or https URL.`,
      'to',
    );
  }
  return sni === undefined ? attempt : { ...attempt, facts: { ...attempt.facts, sni } };
}
