import type { LogLine } from '../ports.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { Command, ConnectionAttempt } from '../session/command.ts';
import { act as actShape } from './act-shapes.ts';
import { attemptOf, type Stage } from './acts.ts';
import type { Act } from './scenario.ts';

/** An act as a file says it, and as it is played. */
export type RecordedAct = { readonly said: Readonly<Record<string, unknown>>; readonly played: Act };

/** The act of a command; `undefined` for one that an act has brought about already. */
export function actOf({ command, events }: LogLine, stage: Stage): RecordedAct | undefined {
  const said = sayCommand(command, stage, events);
  return said === undefined ? undefined : readAct(said);
}

export function readAct(said: Readonly<Record<string, unknown>>): RecordedAct {
  return { said, played: actShape.parse(said) };
}

type Said = Readonly<Record<string, unknown>>;

function sayCommand(command: Command, stage: Stage, events: LogLine['events']): Said | undefined {
  switch (command.type) {
    case 'start-run':
    case 'branch-run':
      return undefined;
    case 'advance':
      return { clock: 'show' };
    case 'note-time':
      return { clock: 'note' };
    case 'freeze-clock':
      return { clock: 'freeze' };
    case 'follow-clock':
      return { clock: { follow: command.speed } };
    case 'request-connection':
      return { connect: sayConnection(command, stage, events) };
    case 'resolve-name': {
      const { attempt, by } = command;
      return { resolve: { name: attempt.name, type: attempt.recordType, ...sayWho(by) } };
    }
    case 'touch-flow':
      return { send: command.flowId };
    case 'close-flow':
      return { close: command.flowId };
    case 'keep-flow-busy':
      return { keepBusy: { flow: command.flowId, on: command.keptBusy } };
    case 'connect-client':
      return { client: 'connect' };
    case 'disconnect-client':
      return { client: 'disconnect' };
    case 'unlock-switch':
      return { client: { unlock: command.code } };
    case 'change-device': {
      const { online, asleep } = command;
      return {
        device: { ...(online === undefined ? {} : { online }), ...(asleep === undefined ? {} : { asleep }) },
      };
    }
    case 'change-person':
      return { person: command.facts };
    case 'dismiss-notice':
      return { notice: 'dismiss' };
    case 'click-notice':
      return { notice: 'click' };
    case 'report-delivery':
      return stage.emulator.state.notices.at(-1)?.id === command.noticeId ? { delivery: command.delivery } : undefined;
    case 'start-reauth':
      return command.from === 'notice' ? { notice: 'click' } : { signIn: { begin: command.from } };
    case 'open-page':
      return { signIn: { page: command.page } };
    case 'note-provider-sign-in':
      return { signIn: { letIn: command.personId, asked: [...command.asked] } };
    case 'complete-reauth':
      return { signIn: { finish: command.email } };
    case 'abandon-reauth':
      return { signIn: { abandon: command.why } };
    case 'forget-browser':
      return { browser: 'forget' };
    case 'delete-registration':
      return { registration: 'delete' };
    case 'log-out':
      return { registration: 'log-out' };
    case 'revoke-registration':
      return { registration: 'revoke' };
    case 'force-reauth':
      return { registration: 'force-reauth' };
    case 'edit-environment':
      return { change: command.changes.map(sayChange), said: command.said, now: command.now };
    case 'undo-edit':
      return { edits: 'undo' };
    case 'redo-edit':
      return { edits: 'redo' };
  }
}

function sayChange({ path, ...rest }: Extract<Command, { type: 'edit-environment' }>['changes'][number]): Said {
  return { path: [...path], ...('value' in rest ? { value: rest.value } : {}) };
}

function sayWho(by: Extract<Command, { type: 'resolve-name' }>['by']): Said {
  return by.kind === 'actor' ? { as: by.actor } : {};
}

/** By the name of its destination where that comes to the same attempt. */
function sayConnection(
  { attempt, by, hold, keptBusy }: Extract<Command, { type: 'request-connection' }>,
  { emulator }: Stage,
  events: LogLine['events'],
): Said {
  const { host, port, protocol, facts, byLocalProxy, onFlow } = attempt;
  const opened = events.find((event) => event.type === 'flow-opened');
  const around = {
    ...(hold && opened?.type === 'flow-opened' ? { flow: opened.flow.id } : {}),
    ...(keptBusy === true ? { keptBusy } : {}),
    ...(byLocalProxy === true ? { byLocalProxy } : {}),
    ...(onFlow === undefined ? {} : { onFlow }),
    ...sayWho(by),
  };
  const destinations = Object.entries(emulator.state.environment.destinations);
  const [key, destination] = destinations.find(([, one]) => one.host === host || one.address === host) ?? [];
  const named =
    key === undefined ? undefined : { to: key, port, protocol, by: destination?.host === host ? 'name' : 'address' };
  const plain = { to: host, port, protocol };
  const shown = facts === undefined ? {} : { facts };
  const raw: Omit<ConnectionAttempt, 'onFlow'> = {
    host,
    port,
    protocol,
    ...shown,
    ...(byLocalProxy ? { byLocalProxy } : {}),
  };
  for (const way of named === undefined ? [] : [named, { ...named, ...shown }]) {
    const said = { ...way, ...around };
    const { played } = readAct({ connect: said });
    if ('connect' in played && isSame(attemptOf(emulator, played.connect, ''), raw)) return said;
  }
  return { ...plain, ...shown, ...around };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
