import type { FailureSurface } from './environment/environment.ts';
import { Refusal } from './errors.ts';
import { normaliseAddress } from './network/address.ts';
import { destinationAt } from './network/destination.ts';
import { isInspectedPort } from './network/inspection.ts';
import { destinationBehind } from './network/private-dns.ts';
import type { Effect, EventLog, LogLine, SteadyTime } from './ports.ts';
import { connectionDecided } from './session/attempts.ts';
import type { Command, ConnectionAttempt, Initiator, LookupAttempt } from './session/command.ts';
import { carryOut } from './session/decide.ts';
import { nextDue } from './session/due.ts';
import { effectsOf, isDurable } from './session/effect.ts';
import type { LookupAnswer, SessionEvent } from './session/event.ts';
import { rulesetOf } from './session/ruleset-of.ts';
import type { State } from './session/state.ts';
import { isAnswered, type Verdict } from './session/verdict.ts';
import { type Millis, minute } from './time/instant.ts';

/** A run's log, and where it left off: its state and the number of its last line. */
export type RunLog = {
  readonly log: EventLog;
  readonly resume?: { readonly state: State; readonly lastLine: number };
};

export type EmulatorParts = RunLog & {
  readonly time: SteadyTime;
  /** Resolves when all has been given that is to share one write. Absent: what is given in one task. */
  readonly gather?: () => Promise<void>;
};

export type ConnectionReply = {
  readonly verdict: Verdict;
  readonly surface: FailureSurface;
  /** Present when the program gets through. */
  readonly target?: { readonly destination: string; readonly port: number };
  /** Where the attempt came to, once that is known. */
  readonly address?: string;
  readonly flowId?: string;
};

export type LookupReply = {
  readonly verdict: Verdict;
  readonly answer: LookupAnswer;
  readonly surface: FailureSurface;
};

/** Told after new lines are in the log and the state has moved on. */
export type ChangeListener = (state: State, lines: readonly LogLine[]) => void;

type Waiting = {
  readonly command: Command;
  readonly resolve: (events: readonly SessionEvent[]) => void;
  readonly reject: (fault: unknown) => void;
};

const programInFront: Initiator = { kind: 'app' };

/** Bytes on a flow are noted at most once in this much virtual time. */
const touchGrain: Millis = minute;

/**
 * The queue around decide and evolve. Commands that are given together share one instant and one write; each is decided
 * on the state the one before leaves behind. What is due by itself runs before them. Nothing counts before the log has it.
 */
export class Emulator {
  readonly #time: SteadyTime;
  readonly #gather: () => Promise<void>;
  #log: EventLog;
  readonly #listeners = new Set<ChangeListener>();
  readonly #effectListeners = new Set<(effect: Effect) => void>();
  readonly #touching = new Set<string>();
  #queue: Waiting[] = [];
  #next: { readonly take: () => RunLog; readonly adopted: () => void } | undefined;
  #draining = false;
  #state: State | undefined;
  #lastLine = 0;
  #anchor: { readonly virtual: Millis; readonly steady: Millis } = { virtual: 0, steady: 0 };

  constructor({ time, gather = () => Promise.resolve(), ...run }: EmulatorParts) {
    this.#time = time;
    this.#gather = gather;
    this.#log = run.log;
    this.#adopt(run);
  }

  /** Throws before the first `start-run`. */
  get state(): State {
    if (this.#state === undefined) throw new Refusal('no-run', 'No run has been started.');
    return this.#state;
  }

  /** The number of the last line in the log; it rises with every change. */
  get revision(): number {
    return this.#lastLine;
  }

  /** The virtual present, in whole milliseconds. */
  get now(): Millis {
    const { state } = this;
    if (state.clock.mode === 'frozen') return state.at;
    const passed = (this.#time.now() - this.#anchor.steady) * state.clock.speed;
    return Math.max(state.at, Math.floor(this.#anchor.virtual + passed));
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Told what has to be done outside because of new events; at most once each, never for what a log already held. */
  onEffect(listener: (effect: Effect) => void): () => void {
    this.#effectListeners.add(listener);
    return () => this.#effectListeners.delete(listener);
  }

  /**
   * Resolves with what happened, once the log has it. Rejects with a `Refusal` when the command can't be carried out,
   * or with the log's fault; either way nothing has changed.
   */
  submit(command: Command): Promise<readonly SessionEvent[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ command, resolve, reject });
      this.#wake();
    });
  }

  /** Leaves this run once what was given before is done, and goes on with what `take` answers then. One at a time. */
  switchTo(take: () => RunLog): Promise<void> {
    return new Promise((adopted) => {
      this.#next = { take, adopted };
      this.#wake();
    });
  }

  /** Decides one program's attempt; with `hold` an answered one stays open as a flow until `closeFlow`. */
  async requestConnection(
    attempt: ConnectionAttempt,
    options: { readonly hold: boolean; readonly keptBusy?: boolean; readonly by?: Initiator },
  ): Promise<ConnectionReply> {
    const { by = programInFront, hold, keptBusy = false } = options;
    const told = rulesetOf(this.state.environment).readsQuery ? attempt : withoutQuery(attempt);
    const events = await this.submit({ type: 'request-connection', attempt: told, by, hold, keptBusy });
    const decided = connectionDecided(events);
    const opened = events.find((event) => event.type === 'flow-opened');
    if (decided === undefined) throw new Error('a connection was not decided');
    const { verdict } = decided;
    const endpoint = verdict.trace.findLast((step) => step.step === 'destination');
    const destination = endpoint?.name;
    return {
      verdict,
      ...(endpoint === undefined ? {} : { address: endpoint.address }),
      surface: this.surfaceOf(attempt.host),
      ...(isAnswered(verdict) && destination !== undefined ? { target: { destination, port: attempt.port } } : {}),
      ...(opened?.type === 'flow-opened' ? { flowId: opened.flow.id } : {}),
    };
  }

  /** What a program sees that is refused at a host or an address. */
  surfaceOf(host: string): FailureSurface {
    return this.#destinationOf(host)?.destination.surface ?? this.state.environment.gateway.surface;
  }

  /** Decides one query to the client's DNS proxy. */
  async resolveName(attempt: LookupAttempt, by: Initiator = programInFront): Promise<LookupReply> {
    const events = await this.submit({ type: 'resolve-name', attempt, by });
    const decided = events.find((event) => event.type === 'lookup-decided');
    if (decided?.type !== 'lookup-decided') throw new Error('a lookup was not decided');
    const { verdict, answer } = decided;
    const resolver = verdict.trace.find((step) => step.step === 'destination');
    const { surface } = this.state.environment.gateway;
    return { verdict, answer, surface: resolver === undefined ? surface : this.surfaceOf(resolver.address) };
  }

  /** Notes that bytes crossed a flow. Cheap enough to be called for each chunk. */
  touchFlow(flowId: string): void {
    const flow = this.#state?.flows[flowId];
    if (flow === undefined || this.#touching.has(flowId) || this.now - flow.lastActiveAt < touchGrain) return;
    this.#touching.add(flowId);
    const done = () => void this.#touching.delete(flowId);
    this.submit({ type: 'touch-flow', flowId }).then(done, done);
  }

  /** Closes a flow whose program has gone; a closed one stays closed. */
  async closeFlow(flowId: string): Promise<void> {
    await this.submit({ type: 'close-flow', flowId });
  }

  /** Closes a flow by somebody's wish, while its program would go on. */
  async cutFlow(flowId: string): Promise<void> {
    await this.submit({ type: 'close-flow', flowId, cut: true });
  }

  /** Whether an enabled policy reads what only the first bytes of a connection to that port tell. */
  readsClientBytes(port: number): boolean {
    return rulesetOf(this.state.environment).readsClientBytes || this.inspects(port);
  }

  /** Whether HTTP policies judge each request of a connection to that port by itself. */
  inspects(port: number): boolean {
    const { environment } = this.state;
    return isInspectedPort(environment, port) && rulesetOf(environment).inOrder('http').length > 0;
  }

  /** When something happens by itself next. */
  nextDueAt(): Millis | undefined {
    return nextDue(this.state)?.at;
  }

  /** Runs what has fallen due while time went by. */
  async catchUp(): Promise<void> {
    await this.submit({ type: 'advance', to: this.now, jump: false });
  }

  #destinationOf(host: string): ReturnType<typeof destinationBehind> {
    const { environment } = this.state;
    const literal = normaliseAddress(host);
    return literal === undefined ? destinationBehind(environment, host) : destinationAt(environment, literal);
  }

  #wake(): void {
    if (this.#draining) return;
    this.#draining = true;
    void this.#drain();
  }

  async #drain(): Promise<void> {
    await this.#gather();
    while (this.#queue.length > 0 || this.#next !== undefined) {
      const batch = this.#queue;
      const next = this.#next;
      this.#queue = [];
      this.#next = undefined;
      if (batch.length > 0) await this.#process(batch);
      if (next === undefined) continue;
      this.#adopt(next.take());
      next.adopted();
      if (this.#state !== undefined) for (const listener of this.#listeners) listener(this.#state, []);
    }
    this.#draining = false;
  }

  #adopt({ log, resume }: RunLog): void {
    this.#log = log;
    this.#state = resume?.state;
    this.#lastLine = resume?.lastLine ?? 0;
    this.#anchor = { virtual: this.#state?.at ?? 0, steady: this.#time.now() };
  }

  async #process(batch: readonly Waiting[]): Promise<void> {
    const now = this.#state === undefined ? 0 : this.now;
    const draft: Draft = { state: this.#state, lines: [], lastLine: this.#lastLine };
    const replies = batch.map((waiting) => this.#decideInto(draft, waiting, now));
    try {
      const durable = draft.lines.some(({ events }) => events.some(isDurable));
      if (draft.lines.length > 0) await this.#log.append(draft.lines, durable);
    } catch (fault) {
      for (const { reject } of batch) reject(fault);
      return;
    }
    this.#commit(draft, now);
    for (const reply of replies) reply();
  }

  /** Decides one command on top of the draft; the reply is given once the log has it. */
  #decideInto(draft: Draft, { command, resolve, reject }: Waiting, now: Millis): () => void {
    try {
      runWhatIsDue(draft, now);
      if (command.type === 'advance' && !command.jump) return () => resolve([]);
      const events = take(draft, command, beginningOf(command) ?? Math.max(now, draft.state?.at ?? now));
      return () => resolve(events);
    } catch (fault) {
      return () => reject(fault);
    }
  }

  #commit({ state, lines, lastLine }: Draft, now: Millis): void {
    if (state === undefined || lines.length === 0) return;
    const hasClockMoved = state.clock !== this.#state?.clock || state.at > now;
    this.#state = state;
    this.#lastLine = lastLine;
    if (hasClockMoved) this.#anchor = { virtual: Math.max(state.at, now), steady: this.#time.now() };
    for (const listener of this.#listeners) listener(state, lines);
    const effects = lines.flatMap(({ events }) => events.flatMap(effectsOf));
    for (const effect of effects) for (const listener of this.#effectListeners) listener(effect);
  }
}

/** What follows the question mark may be a secret: it stays out of the log unless a policy needs it. */
function withoutQuery(attempt: ConnectionAttempt): ConnectionAttempt {
  const request = attempt.facts?.request;
  if (request === undefined || !request.path.includes('?')) return attempt;
  const [path = ''] = request.path.split('?');
  return { ...attempt, facts: { ...attempt.facts, request: { ...request, path } } };
}

/** What a batch has come to before the log has it. */
type Draft = { state: State | undefined; readonly lines: LogLine[]; lastLine: number };

/** Where time begins with a run; what happens within one is stamped with the present. */
function beginningOf(command: Command): Millis | undefined {
  if (command.type === 'start-run') return command.environment.clock.startAt;
  return command.type === 'branch-run' ? command.state.at : undefined;
}

function take(draft: Draft, command: Command, at: Millis): readonly SessionEvent[] {
  const { events, state } = carryOut(draft.state, command, at);
  if (events.length === 0) return events;
  draft.state = state;
  draft.lastLine += 1;
  draft.lines.push({ n: draft.lastLine, at, command, events });
  return events;
}

function runWhatIsDue(draft: Draft, now: Millis): void {
  const { state } = draft;
  const due = state === undefined ? undefined : nextDue(state)?.at;
  if (state !== undefined && due !== undefined && due <= now)
    take(draft, { type: 'advance', to: now, jump: false }, state.at);
}
