import type { Emulator } from '../emulator.ts';
import { changesBetween } from '../environment/change.ts';
import { decodeEnvironment } from '../environment/decode-environment.ts';
import { environmentData } from '../environment/write-environment.ts';
import { DecodeError } from '../errors.ts';
import { describeChanges } from '../explain/describe-changes.ts';
import { adminCodeAt } from '../session/client-switch.ts';
import type { Command } from '../session/command.ts';
import { plannedEnvironment } from '../session/edit.ts';
import type { Millis } from '../time/instant.ts';
import { clientCode } from '../view/client-code.ts';
import { expiryUnder } from '../view/outlook.ts';
import { connectionStatus } from '../view/snapshot.ts';
import type { ActResult } from './report.ts';
import { type Act, mergeData } from './scenario.ts';

const deviceChanges = {
  sleep: { asleep: true },
  wake: { asleep: false },
  'go-offline': { online: false },
  'go-online': { online: true },
} as const;

type CommandAct = Extract<
  Act,
  | { notice: unknown }
  | { registration: unknown }
  | { person: unknown }
  | { device: unknown }
  | { edits: unknown }
  | { clock: unknown }
  | { delivery: unknown }
>;

/** Acts that are commands as they stand. */
export function commandsOf(act: CommandAct, { state }: Emulator): readonly Command[] {
  if ('person' in act) return [{ type: 'change-person', facts: act.person }];
  if ('device' in act) {
    const changes = typeof act.device === 'string' ? deviceChanges[act.device] : act.device;
    return [{ type: 'change-device', ...changes }];
  }
  if ('notice' in act) return [{ type: act.notice === 'click' ? 'click-notice' : 'dismiss-notice' }];
  if ('edits' in act) return [{ type: act.edits === 'undo' ? 'undo-edit' : 'redo-edit' }];
  if ('delivery' in act) {
    const latest = state.notices.at(-1);
    return latest === undefined ? [] : [{ type: 'report-delivery', noticeId: latest.id, delivery: act.delivery }];
  }
  if ('clock' in act) return clockCommands(act.clock);
  return [{ type: registrationCommands[act.registration] }];
}

const registrationCommands = {
  'log-out': 'log-out',
  delete: 'delete-registration',
  revoke: 'revoke-registration',
  'force-reauth': 'force-reauth',
} as const;

function clockCommands(clock: Extract<Act, { clock: unknown }>['clock']): readonly Command[] {
  if (typeof clock !== 'string') return [{ type: 'follow-clock', speed: clock.follow }];
  if (clock === 'show') return [];
  return [{ type: clock === 'freeze' ? 'freeze-clock' : 'note-time' }];
}

/** One moment of a sign-in, whatever it comes to. */
export async function doMoment(
  emulator: Emulator,
  moment: Extract<Act, { signIn: unknown }>['signIn'],
): Promise<Omit<ActResult, 'age'>> {
  const reauthId = emulator.state.reauth?.id ?? '';
  if ('begin' in moment) await emulator.submit({ type: 'start-reauth', from: moment.begin });
  else if ('page' in moment) {
    const events = await emulator.submit({ type: 'open-page', reauthId, page: moment.page });
    if (events.some(({ type }) => type === 'reauth-blocked')) return { verdict: 'rejected' };
  } else if ('letIn' in moment) {
    await emulator.submit({ type: 'note-provider-sign-in', personId: moment.letIn, asked: moment.asked });
  } else if ('finish' in moment) {
    const events = await emulator.submit({ type: 'complete-reauth', reauthId, email: moment.finish });
    const refused = events.find((event) => event.type === 'reauth-refused');
    if (refused?.type === 'reauth-refused') return { verdict: 'rejected', signIn: refused.why };
    return { verdict: 'ok', signIn: 'completed' };
  } else {
    await emulator.submit({ type: 'abandon-reauth', reauthId, why: moment.abandon });
    return { verdict: 'ok', signIn: moment.abandon };
  }
  return { verdict: 'ok' };
}

/** Whoever closes the window half-way is not signed in. */
export async function closeOrForget(emulator: Emulator, what: 'close-tab' | 'forget'): Promise<Omit<ActResult, 'age'>> {
  if (what === 'forget') {
    await emulator.submit({ type: 'forget-browser' });
    return { verdict: 'ok' };
  }
  const reauthId = emulator.state.reauth?.id ?? '';
  await emulator.submit({ type: 'abandon-reauth', reauthId, why: 'its window was closed' });
  return { verdict: 'rejected' };
}

/** What the switch comes to; it may be unlocked with the administrator's code of that time, or another. */
export async function switchClient(
  emulator: Emulator,
  to: Extract<Act, { client: unknown }>['client'],
): Promise<Omit<ActResult, 'age'>> {
  if (to === 'unlock' || typeof to !== 'string') {
    const code = to === 'unlock' ? adminCodeAt(emulator.state, emulator.now) : to.unlock;
    await emulator.submit({ type: 'unlock-switch', code });
    return { verdict: 'ok' };
  }
  await emulator.submit({ type: to === 'connect' ? 'connect-client' : 'disconnect-client' });
  const hasComeUp = to === 'disconnect' || connectionStatus(emulator.state) === 'Connected';
  return { verdict: hasComeUp ? 'ok' : 'rejected', ...errorOf(emulator) };
}

export function errorOf({ state }: Emulator): Pick<ActResult, 'error'> {
  const error = clientCode(state);
  return error === undefined ? {} : { error };
}

/** Throws `DecodeError` with the place in the environment. */
export async function editEnvironment(emulator: Emulator, changes: object, now: boolean): Promise<'ok'> {
  const planned = plannedEnvironment(emulator.state);
  const next = decodeEnvironment(mergeData(environmentData(planned), changes), (file) => {
    throw new DecodeError([{ path: 'policies', message: `an edit can’t import ${file}` }]);
  });
  const between = changesBetween(planned, next);
  const said = describeChanges(planned, between);
  const { count } = emulator.state.edits;
  await emulator.submit({ type: 'edit-environment', changes: between, said, now, basedOn: count });
  return 'ok';
}

/** Only displays use the device's clock (LK-20). */
export function countdownOf({ state, now }: Emulator, policyId: string, path: string): Millis {
  const limit = state.environment.policies.find(({ id }) => id === policyId)?.checkSession?.duration;
  if (limit === undefined) throw new DecodeError([{ path, message: `no policy "${policyId}" checks the session` }]);
  const expiry = expiryUnder(state, limit, now) ?? now;
  return expiry - (now + state.environment.device.clockSkew);
}
