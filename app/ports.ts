import type { Command } from './session/command.ts';
import type { SessionEvent } from './session/event.ts';
import type { Millis } from './time/instant.ts';

/** One decided command and what came of it. Lines are numbered from 1 within a run, without gaps. */
export type LogLine = {
  readonly n: number;
  readonly at: Millis;
  readonly command: Command;
  readonly events: readonly SessionEvent[];
};

export type EventLog = {
  /**
   * Appends the lines as one write, in order. Resolves when they survive the end of this process;
   * with `durable`, when they survive a power cut too. Rejects when nothing of them may be relied on.
   */
  append(lines: readonly LogLine[], durable: boolean): Promise<void>;
};

/** A clock that only ever goes forward, in real milliseconds from any origin. */
export type SteadyTime = { now(): Millis };

/** Something to be done outside because of a new event; done at most once, never on replay. */
export type Effect =
  | { readonly type: 'post-notice'; readonly noticeId: string; readonly withdraw: boolean }
  | { readonly type: 'close-flow'; readonly flowId: string };
