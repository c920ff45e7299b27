import { Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import type { Command, Initiator } from './command.ts';
import { type Due, nextDue, nextIdleFlow } from './due.ts';
import type { SessionEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { ageAt } from './expiry.ts';
import { type Judgement, judgeConnection, judgeLookup } from './judge.ts';
import { decideNotice, isSomebodyWatching, visibleNotice } from './notice.ts';
import type { State } from './state.ts';
import type { Verdict } from './verdict.ts';

/** What a command makes happen, gathered while each event is already folded into the state it leaves behind. */
type Unfolding = { state: State; readonly events: SessionEvent[]; readonly isJump: boolean };

/**
 * Decides what a command makes happen at an instant. Pure: the same state, command and instant give the same events.
 * No events: the command changed nothing. Throws `Refusal` when the command can't be carried out.
 */
export function decide(state: State | undefined, command: Command, at: Millis): readonly SessionEvent[] {
  if (command.type === 'start-run') return [{ at, type: 'run-started', environment: command.environment }];
  if (state === undefined) throw new Refusal('no-run', 'No run has been started.');
  const unfolding: Unfolding = { state, events: [], isJump: command.type === 'advance' && command.jump };
  unfold(unfolding, command, at);
  return unfolding.events;
}

function emit(unfolding: Unfolding, event: SessionEvent): void {
  unfolding.events.push(event);
  unfolding.state = evolve(unfolding.state, event);
}

function unfold(unfolding: Unfolding, command: Exclude<Command, { type: 'start-run' }>, at: Millis): void {
  const { state } = unfolding;
  switch (command.type) {
    case 'advance':
      return passTime(unfolding, command.to, at);
    case 'freeze-clock':
      if (state.clock.mode === 'following') emit(unfolding, { at, type: 'clock-frozen' });
      return;
    case 'follow-clock':
      return emit(unfolding, { at, type: 'clock-followed', speed: command.speed });
    case 'request-connection':
      return connect(unfolding, command, at);
    case 'resolve-name':
      return lookUp(unfolding, command, at);
    case 'touch-flow':
      if (state.flows[command.flowId] !== undefined)
        emit(unfolding, { at, type: 'flow-touched', flowId: command.flowId });
      return;
    case 'close-flow':
      if (state.flows[command.flowId] === undefined) return;
      return emit(unfolding, { at, type: 'flow-closed', flowId: command.flowId, why: 'ended' });
    case 'keep-flow-busy': {
      const { flowId, keptBusy } = command;
      if (state.flows[flowId] === undefined) throw new Refusal('no-flow', 'That connection has ended.');
      return emit(unfolding, { at, type: 'flow-kept-busy', flowId, keptBusy });
    }
    case 'note-time':
      if (at > state.at) emit(unfolding, { at, type: 'time-noted' });
      return;
    case 'connect-client':
      if (!state.client.connected) emit(unfolding, { at, type: 'client-connected' });
      return;
    case 'disconnect-client':
      if (state.client.connected) emit(unfolding, { at, type: 'client-disconnected' });
      return;
    case 'change-device':
      return changeDevice(unfolding, command, at);
    case 'change-person': {
      const facts = { ...state.person, ...command.facts };
      if (JSON.stringify(facts) !== JSON.stringify(state.person))
        emit(unfolding, { at, type: 'person-changed', facts });
      return;
    }
    case 'dismiss-notice': {
      const notice = visibleNotice(state);
      if (notice === undefined) throw noNotice;
      return emit(unfolding, { at, type: 'notice-dismissed', noticeId: notice.id });
    }
    case 'click-notice':
      return clickNotice(unfolding, at);
    case 'report-delivery': {
      const { noticeId, delivery } = command;
      if (!state.notices.some(({ id }) => id === noticeId)) return;
      return emit(unfolding, { at, type: 'notice-delivered', noticeId, delivery });
    }
    case 'start-reauth':
      return startReauth(unfolding, command.from, at);
    case 'complete-reauth':
      return completeReauth(unfolding, command.reauthId, command.email, at);
    case 'abandon-reauth': {
      const { reauthId, why } = command;
      if (state.reauth?.id === reauthId) emit(unfolding, { at, type: 'reauth-abandoned', reauthId, why });
    }
  }
}

/** Forward only; everything due on the way happens at its own instant, in order. */
function passTime(unfolding: Unfolding, to: Millis, at: Millis): void {
  if (to < at)
    throw new Refusal('clock-backwards', 'Time only goes forward within a run. Start a new run to begin again.');
  for (let due = nextDue(unfolding.state); due !== undefined && due.at <= to; due = nextDue(unfolding.state)) {
    runDue(unfolding, due, to);
  }
  if (unfolding.isJump && to > at) emit(unfolding, { at, type: 'clock-jumped', to });
}

function runDue(unfolding: Unfolding, due: Due, to: Millis): void {
  if (due.what === 'idle-flow') emit(unfolding, { at: due.at, type: 'flow-closed', flowId: due.flowId, why: 'idle' });
  else runActor(unfolding, due.actor, due.at, to);
}

/**
 * One actor's attempts from `at` on. As long as nothing but time changes, attempts that come out alike are one event:
 * up to the next expiry, the next closing of a flow, or `to`, inclusive.
 */
function runActor(unfolding: Unfolding, name: string, at: Millis, to: Millis): void {
  const { state } = unfolding;
  const actor = state.environment.actors[name];
  if (actor === undefined) throw new Error(`no actor ${name}`);
  const { does, every } = actor;
  const by = { kind: 'actor', actor: name } as const;
  const isLookup = 'resolve' in does;
  const host = isLookup ? does.resolve : does.connect;
  const lookup = { name: host, recordType: 'A' } as const;
  const connection = { host, port: isLookup ? 53 : does.port, protocol: 'tcp' } as const;
  const judged = isLookup
    ? judgeLookup(state, lookup, at)
    : judgeConnection(state, connection, at, { useCache: false });
  const verdict = settleNotice(state, judged, at);
  const steadyTo = Math.min(to, judged.steadyUntil - 1, nextIdleFlow(state) - 1);
  const count = verdict.notice === 'none' ? Math.max(1, Math.floor((steadyTo - at) / every) + 1) : 1;
  const run = { at, by, verdict, count, lastAt: at + (count - 1) * every };
  if ('answer' in judged) emit(unfolding, { ...run, type: 'lookup-decided', attempt: lookup, answer: judged.answer });
  else emit(unfolding, { ...run, type: 'connection-decided', attempt: connection });
  bringNotice(unfolding, verdict, host, by, at);
}

function connect(unfolding: Unfolding, command: Extract<Command, { type: 'request-connection' }>, at: Millis): void {
  const { attempt, by, hold, keptBusy = false } = command;
  const { state } = unfolding;
  const judged = judgeConnection(state, attempt, at, { useCache: true });
  const verdict = settleNotice(state, judged, at);
  const resolved = judged.resolved === undefined ? {} : { resolved: judged.resolved };
  emit(unfolding, { at, type: 'connection-decided', attempt, by, verdict, count: 1, lastAt: at, ...resolved });
  bringNotice(unfolding, verdict, attempt.host, by, at);
  const { destination, address } = judged;
  if (!hold || !isAnswered(verdict) || destination === undefined || address === undefined) return;
  const { session, environment, nextId } = unfolding.state;
  const flow = {
    ...{ id: `f${nextId}`, destination, host: attempt.host, address, port: attempt.port, protocol: attempt.protocol },
    ...(verdict.policy === undefined ? {} : { policyId: verdict.policy.id }),
    ageAtOpening: session === undefined ? 0 : ageAt(session, environment.assumptions, at),
    ...{ openedAt: at, lastActiveAt: at, keptBusy },
  };
  emit(unfolding, { at, type: 'flow-opened', flow });
}

/** Whether the attempt reached what it asked for. */
export function isAnswered(verdict: Pick<Verdict, 'outcome' | 'class'>): boolean {
  return verdict.class === 'none' && (verdict.outcome === 'allowed' || verdict.outcome === 'bypassed');
}

function lookUp(unfolding: Unfolding, command: Extract<Command, { type: 'resolve-name' }>, at: Millis): void {
  const { attempt, by } = command;
  const judged = judgeLookup(unfolding.state, attempt, at);
  const verdict = settleNotice(unfolding.state, judged, at);
  const { answer } = judged;
  emit(unfolding, { at, type: 'lookup-decided', attempt, by, verdict, answer, count: 1, lastAt: at });
  bringNotice(unfolding, verdict, attempt.name, by, at);
}

function settleNotice(state: State, { verdict }: Judgement, at: Millis): Verdict {
  if (verdict.class !== 'session' || verdict.policy === undefined) return { ...verdict, notice: 'none' };
  const { outcome, why } = decideNotice(state, verdict.policy.id, at);
  return { ...verdict, notice: outcome, ...(why === undefined ? {} : { noticeWhy: why }) };
}

function bringNotice(unfolding: Unfolding, verdict: Verdict, host: string, by: Initiator, at: Millis): void {
  const { policy, notice, noticeWhy } = verdict;
  if (notice === 'none' || policy === undefined) return;
  const noticeId = `n${unfolding.state.nextId}`;
  emit(unfolding, { at, type: 'notice-due', noticeId, policyId: policy.id, policyName: policy.name, host, by });
  if (noticeWhy !== undefined) return emit(unfolding, { at, type: 'notice-suppressed', noticeId, why: noticeWhy });
  const seen = isSomebodyWatching(unfolding.state);
  emit(unfolding, { at, type: 'notice-posted', noticeId, seen, real: !unfolding.isJump });
}

function changeDevice(unfolding: Unfolding, command: Extract<Command, { type: 'change-device' }>, at: Millis): void {
  const before = unfolding.state.device;
  const { online = before.online, asleep = before.asleep } = command;
  if (online !== before.online || asleep !== before.asleep)
    emit(unfolding, { at, type: 'device-changed', online, asleep });
}

const noNotice = new Refusal(
  'no-notice',
  'No notice stands on the screen. It shows once per sign-in; the way back in is the client’s settings.',
);

/** A click on a toast that stands there, or late, in the notification centre, on one that was missed. */
function clickNotice(unfolding: Unfolding, at: Millis): void {
  const { state } = unfolding;
  const latest = state.notices.at(-1);
  if (latest === undefined || latest.episode !== state.session?.episode) throw noNotice;
  if (latest.fate !== 'seen' && latest.fate !== 'missed') throw noNotice;
  emit(unfolding, { at, type: 'notice-clicked', noticeId: latest.id, late: latest.fate === 'missed' });
  startReauth(unfolding, 'notice', at);
}

/** A second sign-in takes the place of one still open. */
function startReauth(unfolding: Unfolding, from: 'settings' | 'notice' | 'command-line', at: Millis): void {
  const { reauth, session } = unfolding.state;
  if (session === undefined) {
    throw new Refusal(
      'not-registered',
      'This device is not enrolled, so there is no session to renew. Enrol it first.',
    );
  }
  if (reauth !== undefined) {
    emit(unfolding, { at, type: 'reauth-abandoned', reauthId: reauth.id, why: 'another sign-in was started' });
  }
  emit(unfolding, { at, type: 'reauth-started', reauthId: `r${unfolding.state.nextId}`, from });
}

/** Only the registered user renews the session (DOMAIN.md §1.4 fact 28). */
function completeReauth(unfolding: Unfolding, reauthId: string, email: string, at: Millis): void {
  const { reauth, session, environment } = unfolding.state;
  if (reauth?.id !== reauthId) {
    throw new Refusal('reauth-over', 'This sign-in is over. Start again from the client’s settings.');
  }
  if (session === undefined)
    return emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why: 'not-registered' });
  const registered = environment.people[session.personId]?.email;
  if (registered?.toLowerCase() !== email.toLowerCase()) {
    return emit(unfolding, { at, type: 'reauth-refused', reauthId, email, why: 'wrong-user' });
  }
  emit(unfolding, { at, type: 'reauth-completed', reauthId, personId: session.personId });
}
