import { Refusal } from '../errors.ts';
import { hour, type Millis } from '../time/instant.ts';
import type { Command } from './command.ts';
import type { State } from './state.ts';
import { emit, type Unfolding } from './unfolding.ts';

/** A locked switch can't be used; an administrator may have the client connect again by itself (DOMAIN.md §5.4 fact 26). */
export function disconnectClient(unfolding: Unfolding, at: Millis): void {
  const { client, environment } = unfolding.state;
  if (!client.connected) return;
  const { autoConnect, adminOverride } = environment.client;
  if (isSwitchLocked(unfolding.state, at)) {
    const way = adminOverride === undefined ? '' : ' A code from the administrator unlocks it for a while.';
    throw new Refusal('switch-locked', `The administrator has locked the switch of this client.${way}`);
  }
  const reconnects = autoConnect === 0 ? {} : { reconnectAt: at + autoConnect };
  emit(unfolding, { at, type: 'client-disconnected', ...reconnects });
}

/** The time that a code gives begins anew whenever one is entered (fact 26). */
export function unlockSwitch(
  unfolding: Unfolding,
  { code }: Extract<Command, { type: 'unlock-switch' }>,
  at: Millis,
): void {
  const { state } = unfolding;
  const { adminOverride, switchLocked } = state.environment.client;
  if (!switchLocked) throw new Refusal('switch-not-locked', 'Nothing locks the switch of this client.');
  if (adminOverride === undefined) {
    throw new Refusal('no-admin-override', 'The administrator gives out no codes for this client.');
  }
  if (!isAdminCode(state, code, at)) {
    throw new Refusal(
      'wrong-admin-code',
      'That code is not right. It has 7 digits; the administrator has a new one every hour.',
    );
  }
  emit(unfolding, { at, type: 'switch-unlocked', until: at + adminOverride });
}

/** The time that a code gave is over: a client that was switched off comes on again (assumed). */
export function lockSwitch(unfolding: Unfolding, at: Millis): void {
  emit(unfolding, { at, type: 'switch-locked' });
  const { client, environment } = unfolding.state;
  if (environment.client.switchLocked && !client.connected) {
    emit(unfolding, { at, type: 'client-connected', by: 'override-end' });
  }
}

export function isSwitchLocked({ client, environment }: State, at: Millis): boolean {
  const { unlockedUntil = 0 } = client;
  return environment.client.switchLocked && at >= unlockedUntil;
}

/**
 * What the administrator reads out to a user at an instant: a code of 7 digits, another every hour (fact 26). How the
 * real one is made up is not known; this one comes from the registration and the hour.
 */
export function adminCodeAt({ registration, environment }: State, at: Millis): string {
  return codeOf(`${environment.team.domain} ${registration?.deviceId ?? ''}`, Math.floor(at / hour));
}

/** A code may be entered at any time after it was made (fact 26). */
function isAdminCode(state: State, code: string, at: Millis): boolean {
  for (let made = at; made > state.startedAt - hour; made -= hour) {
    if (adminCodeAt(state, made) === code) return true;
  }
  return false;
}

/** FNV-1a, which spreads well enough for something that keeps nobody out. */
function codeOf(device: string, hourNumber: number): string {
  let hash = 0x811c9dc5;
  for (const character of `${device} ${hourNumber}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return String(hash % 10_000_000).padStart(7, '0');
}
