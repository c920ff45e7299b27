import type { Environment } from '../../app/environment/environment.ts';
import type { LogLine } from '../../app/ports.ts';
import type { Command, ConnectionAttempt } from '../../app/session/command.ts';
import { decide } from '../../app/session/decide.ts';
import type { SessionEvent } from '../../app/session/event.ts';
import { evolve } from '../../app/session/evolve.ts';
import type { State } from '../../app/session/state.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import type { Millis } from '../../app/time/instant.ts';

/** A run told command by command, on the pure engine alone. */
export type Story = {
  readonly state: State;
  readonly lines: readonly LogLine[];
  /** Lets time pass to `at`, then gives the command; answers what the command made happen. */
  tell(at: Millis, command: Command): readonly SessionEvent[];
  connect(at: Millis, attempt?: Partial<ConnectionAttempt>, options?: { hold?: boolean; keptBusy?: boolean }): Verdict;
  resolve(at: Millis, name: string): Verdict;
  reauth(at: Millis, email?: string): readonly SessionEvent[];
};

export function story(environment: Environment): Story {
  const lines: LogLine[] = [];
  let state: State | undefined;
  const take = (command: Command, at: Millis) => {
    const events = decide(state, command, at);
    for (const event of events) state = evolve(state, event);
    if (events.length > 0) lines.push({ n: lines.length + 1, at, command, events });
    return events;
  };
  const current = (): State => {
    if (state === undefined) throw new Error('the story has not begun');
    return state;
  };
  const tell = (at: Millis, command: Command) => {
    if (at > current().at) take({ type: 'advance', to: at, jump: true }, current().at);
    return take(command, at);
  };
  const verdictOf = (events: readonly SessionEvent[]): Verdict => {
    const decided = events.find(({ type }) => type === 'connection-decided' || type === 'lookup-decided');
    if (decided === undefined || !('verdict' in decided)) throw new Error('nothing was decided');
    return decided.verdict;
  };
  take({ type: 'start-run', environment }, environment.clock.startAt);
  return {
    get state() {
      return current();
    },
    lines,
    tell,
    connect: (at, attempt = {}, { hold = false, keptBusy = false } = {}) =>
      verdictOf(
        tell(at, {
          type: 'request-connection',
          attempt: { host: '10.20.0.10', port: 443, protocol: 'tcp', ...attempt },
          by: { kind: 'app' },
          hold,
          keptBusy,
        }),
      ),
    resolve: (at, name) =>
      verdictOf(tell(at, { type: 'resolve-name', attempt: { name, recordType: 'A' }, by: { kind: 'app' } })),
    reauth: (at, email = 'alice@example.com') => {
      tell(at, { type: 'start-reauth', from: 'settings' });
      return tell(at, { type: 'complete-reauth', reauthId: current().reauth?.id ?? '', email });
    },
  };
}
