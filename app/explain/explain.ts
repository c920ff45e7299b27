import type { Explanation } from '../bridge/contract.ts';
import type { ClientGeneration } from '../environment/environment.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { sayAgo, saySpan } from '../time/span.ts';
import { adviceOn } from './advice.ts';
import { describeStep } from './describe-trace.ts';
import { sayLimits } from './say-age.ts';

/**
 * A verdict with its reasons in words, and what to do in the client of that generation. `what` names what was tried, `at`
 * when it was.
 */
export function explain(verdict: Verdict, what: string, generation: ClientGeneration, at?: Millis): Explanation {
  const { trace, ...rest } = verdict;
  const limits = sayLimits(trace);
  return {
    verdict: { ...rest, trace: [...trace] },
    summary: summarise(verdict, what),
    because: [...trace.map((step) => describeStep(step, at)), ...(limits === undefined ? [] : [limits])],
    ...adviceOn(verdict, generation),
  };
}

/** The verdict in one sentence. */
export function summarise(verdict: Verdict, what: string): string {
  const policy = verdict.policy === undefined ? '' : `“${verdict.policy.name}”`;
  const inDns = verdict.stage === 'dns' ? 'its name can’t be asked: ' : '';
  switch (verdict.class) {
    case 'none':
      return `${what} answers${verdict.outcome === 'bypassed' ? ', outside the tunnel' : leftUnder(verdict, policy)}.`;
    case 'session':
      if (isBecause(verdict, 'no-identity')) {
        return `${what} is refused: ${inDns}${policy} checks the session, and nobody has signed in on this device.`;
      }
      if (isBecause(verdict, 'forced')) {
        return `${what} is refused: ${inDns}an administrator asked for a new sign-in, and ${policy} checks for one.`;
      }
      return `${what} is refused: ${inDns}the session expired under ${policy} (${sayExpired(verdict)}).`;
    case 'block':
      return `${what} is refused: ${inDns}${policy} blocks it.`;
    case 'posture':
      return `${what} is refused by ${policy}: the Allow policy before it asks for a device posture that fails.`;
    case 'identity':
      return `${what} is refused by ${policy}: the Allow policy before it does not include this person.`;
    case 'split-tunnel':
      return `${what} does not answer: Split Tunnels keep it outside the tunnel.`;
    case 'mode':
      return `${what} does not answer: the client mode does not carry it.`;
    case 'disconnected':
      return `${what} does not answer: the client is disconnected.`;
    case 'offline':
      return `${what} does not answer: the device is offline or asleep.`;
    case 'dns':
      return `${what} does not answer: there is no such name.`;
    case 'origin':
      return `${what} does not answer: the service is down, or nothing listens on that port.`;
    case 'registration':
      return `${what} does not answer: ${isRevoked(verdict) ? 'the device’s registration was revoked' : 'the device is not enrolled'}.`;
    case 'access':
      return `${what} is refused: the session expired for the Access application ${verdict.application ?? ''} (${sayExpired(verdict)}). Gateway’s policies let it through.`;
    case 'unknown-destination':
      return `${what} is no emulated destination; nothing was forwarded.`;
  }
}

function sayExpired({ limitSeconds = 0, ageSeconds }: Verdict): string {
  const over = ageSeconds - limitSeconds;
  const since = over < 0 ? '' : `, so it expired ${sayAgo(over * 1000)}`;
  return `limit ${saySpan(limitSeconds * 1000)}, age ${saySpan(ageSeconds * 1000)}${since}`;
}

function leftUnder({ checked, limitSeconds, ageSeconds, application }: Verdict, policy: string): string {
  if (!checked || limitSeconds === undefined) return '; no session check stands before it';
  const whose = application === undefined ? policy : `the Access application ${application}`;
  return `; ${saySpan((limitSeconds - ageSeconds) * 1000)} left under ${whose}`;
}

function isBecause({ trace }: Verdict, because: 'no-identity' | 'forced'): boolean {
  return trace.some((step) => step.step === 'session' && step.because === because);
}

function isRevoked({ trace }: Verdict): boolean {
  return trace.some((step) => step.step === 'registration' && step.status === 'revoked');
}
