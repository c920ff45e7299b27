import { saySpan } from '../../app/time/span.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from './texts.ts';

const words = texts.conditions;

type Facts = Pick<Snapshot, 'provider' | 'device' | 'registration' | 'session' | 'posture' | 'groups'>;

/** What is not as it usually is, one line each. */
export function sayUnusual({ provider, device, registration, session, posture, groups }: Facts): readonly string[] {
  const failed = posture.filter(({ stands }) => stands === 'failed').map(({ check }) => check);
  return [
    ...(registration?.status === 'revoked' ? ['The registration was revoked.'] : []),
    ...(registration && !session ? ['Nobody has signed in on this device.'] : []),
    ...(session?.staleSince === undefined ? [] : ['A new sign-in was asked for.']),
    ...(provider.trouble === 'none' ? [] : [`Sign-in page: ${words.troubles[provider.trouble]}.`]),
    ...(provider.mfa === 'refused' ? [`Second step: ${words.mfas.refused}.`] : []),
    ...failed.map((check) => `The posture check ${check} fails.`),
    ...(groups && groups.directory.join() !== groups.known.join()
      ? ['Groups changed in the directory since the last sign-in.']
      : []),
    ...(device.clockSkew === 0 ? [] : [`The device’s clock is ${saySkew(device.clockSkew)}.`]),
  ];
}

/** `26 h behind`, `right`. */
export function saySkew(skew: number): string {
  if (skew === 0) return words.skewRight;
  return words.skewed(saySpan(Math.abs(skew)), skew > 0 ? 'ahead' : 'behind');
}
