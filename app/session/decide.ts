import type { PersonFacts } from '../environment/environment.ts';
import { Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import { nextDayChange, personAt } from '../world/persons-day.ts';
import { connect, lookUp } from './attempts.ts';
import { branchRun } from './branch.ts';
import { disconnectClient, unlockSwitch } from './client-switch.ts';
import type { Command } from './command.ts';
import { editEnvironment, redoEdit, undoEdit } from './edit.ts';
import { engineVersion } from './engine-version.ts';
import type { SessionEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { passTime } from './passing-time.ts';
import { clickNotice, completeReauth, dismissNotice, noteProviderSignIn, openPage, startReauth } from './reauth.ts';
import { deleteRegistration, forceReauth, logOut, revokeRegistration } from './registration.ts';
import type { State } from './state.ts';
import { noticeOnWake } from './timed-notices.ts';
import { emit, type Unfolding } from './unfolding.ts';

export type Outcome = { readonly events: readonly SessionEvent[]; readonly state: State };

/**
 * Decides what a command makes happen at an instant. Pure: the same state, command and instant give the same events.
 * No events: the command changed nothing. Throws `Refusal` when the command can't be carried out.
 */
export function decide(state: State | undefined, command: Command, at: Millis): readonly SessionEvent[] {
  return carryOut(state, command, at).events;
}

/** The same, with the state that the events leave behind: they are folded while they are decided. */
export function carryOut(state: State | undefined, command: Command, at: Millis): Outcome {
  if (command.type === 'start-run') {
    const { environment } = command;
    const started: SessionEvent = { at, type: 'run-started', engine: engineVersion, environment };
    return { events: [started], state: evolve(undefined, started) };
  }
  if (command.type === 'branch-run') return branchRun(command);
  if (state === undefined) throw new Refusal('no-run', 'No run has been started.');
  const unfolding: Unfolding = { state, events: [], isJump: command.type === 'advance' && command.jump };
  unfold(unfolding, command, at);
  return unfolding;
}

function unfold(
  unfolding: Unfolding,
  command: Exclude<Command, { type: 'start-run' | 'branch-run' }>,
  at: Millis,
): void {
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
      if (Object.hasOwn(state.flows, command.flowId))
        emit(unfolding, { at, type: 'flow-touched', flowId: command.flowId });
      return;
    case 'close-flow': {
      const { flowId, cut = false } = command;
      if (!Object.hasOwn(state.flows, flowId)) return;
      return emit(unfolding, { at, type: 'flow-closed', flowId, why: cut ? 'cut' : 'ended' });
    }
    case 'keep-flow-busy': {
      const { flowId, keptBusy } = command;
      if (!Object.hasOwn(state.flows, flowId)) throw new Refusal('no-flow', 'That connection has ended.');
      return emit(unfolding, { at, type: 'flow-kept-busy', flowId, keptBusy });
    }
    case 'note-time':
      if (at > state.at) emit(unfolding, { at, type: 'time-noted' });
      return;
    case 'connect-client':
      if (!state.client.connected) emit(unfolding, { at, type: 'client-connected' });
      return;
    case 'disconnect-client':
      return disconnectClient(unfolding, at);
    case 'unlock-switch':
      return unlockSwitch(unfolding, command, at);
    case 'change-device':
      return changeDevice(unfolding, command, at);
    case 'change-person':
      return changePerson(unfolding, command.facts, at);
    case 'dismiss-notice':
      return dismissNotice(unfolding, at);
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
      return completeReauth(unfolding, command, at);
    case 'open-page':
      return openPage(unfolding, command.reauthId, command.page, at);
    case 'note-provider-sign-in':
      return noteProviderSignIn(unfolding, command.personId, command.asked, at);
    case 'forget-browser':
      if (state.browser.remembered !== undefined) emit(unfolding, { at, type: 'browser-forgot' });
      return;
    case 'abandon-reauth': {
      const { reauthId, why } = command;
      if (state.reauth?.id === reauthId) emit(unfolding, { at, type: 'reauth-abandoned', reauthId, why });
      return;
    }
    case 'delete-registration':
      return deleteRegistration(unfolding, 'command', at);
    case 'log-out':
      return logOut(unfolding, at);
    case 'revoke-registration':
      return revokeRegistration(unfolding, at);
    case 'force-reauth':
      return forceReauth(unfolding, at);
    case 'edit-environment':
      return editEnvironment(unfolding, command, at);
    case 'undo-edit':
      return undoEdit(unfolding, at);
    case 'redo-edit':
      return redoEdit(unfolding, at);
  }
}

function changePerson(unfolding: Unfolding, changes: Partial<PersonFacts>, at: Millis): void {
  const { state } = unfolding;
  const before = personAt(state, at);
  const facts = { ...before, ...changes };
  if (JSON.stringify(facts) === JSON.stringify(before)) return;
  const until = nextDayChange(state.environment, at);
  emit(unfolding, { at, type: 'person-changed', facts, ...(until === undefined ? {} : { until }) });
}

function changeDevice(unfolding: Unfolding, command: Extract<Command, { type: 'change-device' }>, at: Millis): void {
  const before = unfolding.state.device;
  const { online = before.online, asleep = before.asleep } = command;
  if (online === before.online && asleep === before.asleep) return;
  emit(unfolding, { at, type: 'device-changed', online, asleep });
  if (before.asleep && !asleep) noticeOnWake(unfolding, at);
}
