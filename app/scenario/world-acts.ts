import type { Emulator } from '../emulator.ts';
import { changesBetween } from '../environment/change.ts';
import { decodeEnvironment } from '../environment/decode-environment.ts';
import { environmentData } from '../environment/write-environment.ts';
import { DecodeError } from '../errors.ts';
import { describeChanges } from '../explain/describe-changes.ts';
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

/** Acts that are one command. */
export function commandOf(
  act: Extract<Act, { notice: unknown } | { registration: unknown } | { person: unknown } | { device: unknown }>,
): Command {
  if ('person' in act) return { type: 'change-person', facts: act.person };
  if ('device' in act) return { type: 'change-device', ...deviceChanges[act.device] };
  if ('notice' in act) return { type: act.notice === 'click' ? 'click-notice' : 'dismiss-notice' };
  switch (act.registration) {
    case 'log-out':
      return { type: 'log-out' };
    case 'delete':
      return { type: 'delete-registration' };
    case 'revoke':
      return { type: 'revoke-registration' };
    case 'force-reauth':
      return { type: 'force-reauth' };
  }
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

export async function switchClient(emulator: Emulator, to: 'connect' | 'disconnect'): Promise<Omit<ActResult, 'age'>> {
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
