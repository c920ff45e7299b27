import { isSignIn, offerSignIn, showWhereToClick } from './act.ts';
import { numberOf } from './number-of.ts';
import { saysExpiry } from './sentence-expiry.ts';
import type { Body, Facts } from './sentence-facts.ts';
import { countOf, quote, sayNames } from './sentence-words.ts';
import type { SnapshotDestination } from './snapshot-shape.ts';
import { type Cause, causeAt } from './standing.ts';

/** Something is dead and the session is not why. */
export function saysBroken(facts: Facts): Body | undefined {
  const { broken, brokenNames } = facts;
  if (broken.length === 0 && brokenNames.length === 0) return undefined;
  const first = broken[0];
  const headline =
    first === undefined
      ? `${sayNames(brokenNames)} do not resolve.`
      : `${countOf(broken.length, facts)} ${broken.length === 1 ? 'does' : 'do'} not answer.`;
  const { said, acts } = saysExpiry(facts);
  const wayOut = broken.some((destination) => causeAt(destination, facts.now) === 'access')
    ? [showWhereToClick, ...offerSignIn(facts.snapshot)]
    : [];
  return {
    tone: 'other',
    headline,
    rest: [...listBroken(facts), ...said],
    acts: [...wayOut, ...acts.filter((act) => wayOut.length === 0 || !isSignIn(act))],
  };
}

/** One sentence for each cause other than the session. */
export function listBroken({ broken, brokenNames, now, expired }: Facts): string[] {
  const byCause = new Map<Cause, SnapshotDestination[]>();
  for (const destination of broken) {
    const cause = causeAt(destination, now);
    byCause.set(cause, [...(byCause.get(cause) ?? []), destination]);
  }
  const said = [...byCause].map(([cause, group]) => {
    const policies = new Set(group.map((destination) => destination.policy?.name));
    const name = policies.size === 1 ? group[0]?.policy?.name : undefined;
    const reason = cause === 'block' && name !== undefined ? `blocked by ${quote(name)}` : reasons[cause];
    const subject =
      group.length === 1 ? `${group[0]?.host} does` : `${numberOf(group.length, 'destination', 'destinations')} do`;
    return `${subject} not answer${expired.length === 0 ? '' : ' for another reason'}: ${reason}.`;
  });
  const names = broken.length > 0 && brokenNames.length > 0 ? [`${sayNames(brokenNames)} do not resolve.`] : [];
  const causes = [...byCause.keys()];
  const hopeless = causes.length > 0 && causes.every((cause) => sessionIsNotTheCause.has(cause));
  return [...said, ...names, ...(hopeless && expired.length === 0 ? ['Signing in again will not change that.'] : [])];
}

/** Phrased to fit one destination and many. */
export const reasons: Readonly<Record<Cause, string>> = {
  none: 'the cause is not known',
  session: 'the session expired',
  block: 'blocked by policy',
  posture: 'a posture check fails',
  identity: 'the policies do not let this user in',
  'split-tunnel': 'outside the tunnel',
  mode: 'not carried in this client mode',
  disconnected: 'the client is disconnected',
  offline: 'the device is offline',
  dns: 'the name does not resolve',
  origin: 'the server itself is down',
  registration: 'the device has no valid registration',
  access: 'the client session of its Access application ran out',
  'unknown-destination': 'nothing is known by that name',
};

/** Signing in again refreshes who the user is, so it is not ruled out for identity and Access. */
const sessionIsNotTheCause: ReadonlySet<Cause> = new Set(['block', 'posture', 'split-tunnel', 'mode', 'origin']);
