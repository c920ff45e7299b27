import type { PersonFacts } from '../environment/environment.ts';
import type { LogLine } from '../ports.ts';
import type { SessionEvent } from '../session/event.ts';
import type { NoticeFate, State } from '../session/state.ts';
import { countingTry, isAnswered, type VerdictClass } from '../session/verdict.ts';
import { type Millis, second } from '../time/instant.ts';
import type { TimelineFlow, TimelineNotice, TimelineSignIn } from './timeline-shape.ts';

type Decided = Extract<SessionEvent, { type: 'connection-decided' | 'lookup-decided' }>;

/** Equal attempts, `count` of them at even distances from `at` to `lastAt`; the id is that of the latest. */
export type RecordedAttempts = {
  id: string;
  readonly at: Millis;
  lastAt: Millis;
  count: number;
  readonly host: string;
  readonly class: VerdictClass;
  readonly isAnswered: boolean;
  readonly actor?: string;
};
export type RecordedFlow = Omit<TimelineFlow, 'row' | 'to' | 'count'> & { to?: Millis; count: number };
type RecordedSignIn = Omit<TimelineSignIn, 'count' | 'who'> & { readonly personId?: string; readonly email?: string };
type DeviceFacts = { readonly online: boolean; readonly asleep: boolean; readonly connected: boolean };

/** Equal attempts closer together than this are told as one, and short flows that follow each other so. */
const grain: Millis = second;

/** As many attempts and as many ended flows are kept, and a tenth more for a while. */
const most = 200_000;

/** What the timeline needs of a run's log, in order, small enough to be kept: one pass over the lines, no verdicts. */
export class TimelineRecord {
  readonly teeth: { readonly from: Millis; to?: Millis }[] = [];
  readonly signIns: RecordedSignIn[] = [];
  readonly notices: Omit<TimelineNotice, 'count'>[] = [];
  /** Those of actors, and of anybody that got no answer. */
  readonly attempts: RecordedAttempts[] = [];
  readonly ended: RecordedFlow[] = [];
  readonly open = new Map<string, RecordedFlow>();
  readonly device: (DeviceFacts & { readonly at: Millis })[] = [];
  readonly person: { readonly at: Millis; readonly facts: PersonFacts; readonly until?: Millis }[] = [];
  readonly #latest = new Map<string, RecordedAttempts>();
  readonly #latestEnded = new Map<string, RecordedFlow>();
  readonly #names = new Map<string, string>();

  /** What was before is not known in detail. */
  knownFrom?: Millis;

  /** Begins with what the lines that are not kept any more left behind. */
  constructor(left?: State) {
    if (left === undefined) return;
    this.#branch(left);
  }

  take({ n, command, events }: LogLine): void {
    // A name with several addresses is tried at each, and that is one attempt.
    const counts =
      command.type === 'request-connection'
        ? countingTry(events.filter((event) => event.type === 'connection-decided'))
        : undefined;
    let cause = '';
    for (const [index, event] of events.entries()) {
      const id = `${n}.${index}`;
      if (event.type === 'connection-decided' || event.type === 'lookup-decided') {
        if (counts !== undefined && event !== counts) continue;
        cause = id;
        this.#takeAttempt(id, event);
      } else this.#take(id, event, cause === '' ? id : cause);
    }
  }

  #take(id: string, event: Exclude<SessionEvent, Decided>, cause: string): void {
    const { at } = event;
    switch (event.type) {
      case 'run-started':
        return this.#begin(id, event);
      case 'run-branched':
        return this.#branch(event.state);
      case 'flow-opened': {
        const { host, port } = event.flow;
        return void this.open.set(event.flow.id, { id: cause, from: at, host: this.#keep(host), port, count: 1 });
      }
      case 'flow-closed':
        return this.#endFlow(event);
      case 'client-connected':
        return this.#takeDevice(at, { connected: true });
      case 'client-disconnected':
        return this.#takeDevice(at, { connected: false });
      case 'device-changed':
        return this.#takeDevice(at, { online: event.online, asleep: event.asleep });
      case 'person-changed':
        return void this.person.push({ at, facts: event.facts, ...(event.until ? { until: event.until } : {}) });
      case 'notice-due': {
        const { noticeId, policyName, host } = event;
        return void this.notices.push({ id: cause, at, noticeId, fate: 'due', policy: policyName, host });
      }
      case 'notice-posted':
        return this.#changeNotice(event.noticeId, event.seen ? 'seen' : 'missed');
      case 'notice-suppressed':
        return this.#changeNotice(event.noticeId, 'suppressed', event.why);
      case 'notice-dismissed':
        return this.#changeNotice(event.noticeId, 'dismissed');
      case 'notice-withdrawn':
        return this.#changeNotice(event.noticeId, 'withdrawn');
      case 'notice-clicked':
        return this.#changeNotice(event.noticeId, event.late ? 'clicked-late' : 'clicked');
      case 'reauth-completed':
        return this.#signIn({ id, at, is: 'signed-in', personId: event.personId });
      case 'enrolled':
        return this.#signIn({ id, at, is: 'enrolled', personId: event.personId });
      case 'reauth-refused':
        return void this.signIns.push({ id, at, is: 'refused', email: event.email });
      case 'reauth-abandoned':
        this.#abandonClickedNotice();
        return void this.signIns.push({ id, at, is: 'abandoned' });
      case 'reauth-forced':
        return void this.signIns.push({ id, at, is: 'asked' });
      case 'registration-revoked':
        return void this.signIns.push({ id, at, is: 'revoked' });
      case 'registration-deleted':
        this.#endTooth(at);
        return void this.signIns.push({ id, at, is: 'left' });
      default:
        return;
    }
  }

  #takeState({ session, device, client, person, personUntil, notices, flows, at }: State): void {
    if (session !== undefined) this.teeth.push({ from: session.authenticatedAt });
    this.device.push({ ...device, connected: client.connected, at });
    this.person.push({ at, facts: person, ...(personUntil === undefined ? {} : { until: personUntil }) });
    for (const { id: noticeId, at: dueAt, fate, why, policyName, host } of notices) {
      const because = why === undefined ? {} : { why };
      this.notices.push({ id: '', at: dueAt, noticeId, fate, policy: policyName, host, ...because });
    }
    for (const { id, host, port, openedAt } of Object.values(flows)) {
      this.open.set(id, { id: '', from: openedAt, host, port, count: 1 });
    }
  }

  /** The run that it comes of knows more; see there. */
  #branch(state: State): void {
    this.knownFrom = state.at;
    this.#takeState(state);
  }

  #begin(id: string, { at, environment }: Extract<SessionEvent, { type: 'run-started' }>): void {
    const { day: _day, ...facts } = environment.person;
    const { registeredTo } = environment.device;
    this.device.push({ at, online: true, asleep: false, connected: environment.client.connected });
    this.person.push({ at, facts });
    if (registeredTo === undefined || environment.people[registeredTo] === undefined) return;
    this.#signIn({ id, at, is: 'enrolled', personId: registeredTo });
  }

  #takeAttempt(id: string, event: Decided): void {
    const { at, by, verdict, count, lastAt } = event;
    const answered = isAnswered(verdict);
    if (answered && by.kind !== 'actor') return;
    const host = this.#keep(event.type === 'connection-decided' ? event.attempt.host : event.attempt.name);
    const actor = by.kind === 'actor' ? this.#keep(by.actor) : undefined;
    const key = `${actor ?? ''} ${host} ${verdict.class} ${answered}`;
    const latest = this.#latest.get(key);
    if (latest !== undefined && lastAt - latest.at < grain) {
      latest.id = id;
      latest.count += count;
      latest.lastAt = Math.max(latest.lastAt, lastAt);
      return;
    }
    const recorded: RecordedAttempts = {
      ...{ id, at, lastAt, count, host, class: verdict.class, isAnswered: answered },
      ...(actor === undefined ? {} : { actor }),
    };
    this.#latest.set(key, recorded);
    this.attempts.push(recorded);
    this.#forgetOldest(this.attempts, this.attempts[most / 10]?.at);
  }

  #endFlow({ flowId, at, why }: Extract<SessionEvent, { type: 'flow-closed' }>): void {
    const flow = this.open.get(flowId);
    if (flow === undefined) return;
    this.open.delete(flowId);
    const key = `${flow.host} ${flow.port}`;
    const latest = this.#latestEnded.get(key);
    if (latest?.to !== undefined && at - flow.from < grain && flow.from - latest.to < grain) {
      latest.count += 1;
      latest.to = Math.max(latest.to, at);
      return;
    }
    const ended = { ...flow, to: at, ended: why === 'idle' ? why : 'ended' } as const;
    this.#latestEnded.set(key, ended);
    this.ended.push(ended);
    this.#forgetOldest(this.ended, this.ended[most / 10]?.to);
  }

  /** Whoever tries ever new names fills no memory. */
  #forgetOldest(kept: unknown[], next: Millis | undefined): void {
    if (kept.length < most * 1.1 || next === undefined) return;
    kept.splice(0, most / 10);
    this.knownFrom = Math.max(this.knownFrom ?? next, next);
    for (const names of [this.#latest, this.#latestEnded, this.#names]) names.clear();
  }

  #takeDevice(at: Millis, change: Partial<DeviceFacts>): void {
    const before = this.device.at(-1) ?? { online: true, asleep: false, connected: true };
    this.device.push({ ...before, ...change, at });
  }

  #changeNotice(noticeId: string, fate: NoticeFate, why?: string): void {
    const index = this.notices.findLastIndex((notice) => notice.noticeId === noticeId);
    const notice = this.notices[index];
    if (notice !== undefined) this.notices[index] = { ...notice, fate, ...(why === undefined ? {} : { why }) };
  }

  /** As `evolve` has it: a sign-in that came of a click on the notice of this episode. */
  #abandonClickedNotice(): void {
    const latest = this.notices.at(-1);
    const isOfEpisode = latest !== undefined && latest.at >= (this.teeth.at(-1)?.from ?? 0);
    if (isOfEpisode && (latest.fate === 'clicked' || latest.fate === 'clicked-late'))
      this.#changeNotice(latest.noticeId, 'abandoned');
  }

  #signIn(signIn: RecordedSignIn): void {
    this.#endTooth(signIn.at);
    this.teeth.push({ from: signIn.at });
    this.signIns.push(signIn);
  }

  #endTooth(at: Millis): void {
    const last = this.teeth.at(-1);
    if (last !== undefined) last.to ??= at;
  }

  /** The same text once, however often it was read. */
  #keep(text: string): string {
    const known = this.#names.get(text);
    if (known === undefined) this.#names.set(text, text);
    return known ?? text;
  }
}
