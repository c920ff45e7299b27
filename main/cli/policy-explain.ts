import { explain } from '../../app/explain/explain.ts';
import type { ConnectionAttempt } from '../../app/session/command.ts';
import { decide } from '../../app/session/decide.ts';
import { evolve } from '../../app/session/evolve.ts';
import { judgeConnection } from '../../app/session/judge.ts';
import type { State } from '../../app/session/state.ts';
import type { Millis } from '../../app/time/instant.ts';
import { loadEnvironmentFile } from '../files/load-environment.ts';
import { badInput } from './failure.ts';
import type { Report } from './session.ts';
import { sayExplanation } from './trial.ts';

export type Question = {
  readonly environment: string;
  readonly to: string;
  readonly sni?: string;
  /** Since the sign-in. */
  readonly age: Millis;
};

/** Judges one connection in a fresh run of an environment; nothing is tried and no notice is spent. */
export async function explainConnection({ environment: file, to, sni, age }: Question): Promise<Report> {
  const attempt = { ...readTarget(to), ...(sni === undefined ? {} : { facts: { sni } }) };
  const environment = await loadEnvironmentFile(file);
  const { startAt } = environment.clock;
  const events = decide(undefined, { type: 'start-run', environment }, startAt);
  const state = events.reduce<State | undefined>(evolve, undefined);
  if (state === undefined) throw new Error('a run was not started');
  const { verdict } = judgeConnection(state, attempt, startAt + age, { useCache: false });
  const explanation = explain(
    { ...verdict, notice: 'none' },
    `${attempt.host}:${attempt.port}`,
    environment.client.generation,
  );
  return { json: { ...explanation.verdict, explanation }, text: sayExplanation(explanation) };
}

function readTarget(text: string): ConnectionAttempt {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol.slice(0, -1);
  if (url === undefined || (protocol !== 'tcp' && protocol !== 'udp') || url.hostname === '' || url.port === '') {
    throw badInput(`"${text}" is no target. Write tcp://HOST:PORT or udp://HOST:PORT.`, 'to');
  }
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(url.port), protocol };
}
