import type { TraceStep } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { numberOf } from '../view/number-of.ts';
import { sayCheck } from './say-age.ts';

/** One step of a verdict in one sentence. `at`: when it was judged, for instants on a calendar. */
export function describeStep(step: TraceStep, at?: Millis): string {
  switch (step.step) {
    case 'device':
      return step.asleep ? 'The device sleeps.' : 'The device is offline.';
    case 'registration':
      return step.status === 'revoked' ? 'The registration was revoked.' : 'The device has no registration.';
    case 'client':
      return step.connected
        ? `The client is in ${step.mode} mode, which does not carry this.`
        : 'The client is disconnected, so traffic leaves outside the tunnel.';
    case 'resolved':
      return describeResolution(step);
    case 'destination': {
      const endpoint = `${step.address}, ${step.protocol} port ${step.port}`;
      return step.name === undefined
        ? `${endpoint} is no emulated destination.`
        : `The destination is ${step.name}: ${endpoint}.`;
    }
    case 'route': {
      const entry =
        step.entry === undefined ? 'no Split Tunnels entry names it' : `the Split Tunnels entry ${step.entry} names it`;
      return step.inTunnel ? `It goes through the tunnel: ${entry}.` : `It leaves outside the tunnel: ${entry}.`;
    }
    case 'origin':
      return step.answers
        ? 'The origin accepts the connection, so policies are asked.'
        : 'The origin does not accept connections, so no policy is asked.';
    case 'passed-over':
      return `“${step.name}” is passed over: ${passedOver[step.because]}.`;
    case 'passed-over-others':
      return `${numberOf(step.count, 'policy is', 'policies are')} passed over before that: the traffic matches, the person or the device does not.`;
    case 'not-filtered':
      return step.because === 'icmp' ? 'Gateway does not filter ICMP.' : 'No network policy applies in this mode.';
    case 'matched':
      return `The first match among ${step.considered} ${step.phase} policies is “${step.name}” (${step.action}).`;
    case 'no-match':
      return `None of ${step.considered} ${step.phase} policies matches, which allows it.`;
    case 'not-inspected':
      return describeUnseen(step);
    case 'on-flow':
      return `The request goes over a connection that is open already, to ${step.address}.`;
    case 'access':
      return step.isLimited
        ? `It belongs to the Access application ${step.application}, which limits the session by itself.`
        : `It belongs to the Access application ${step.application}, which sets no limit on the client’s session.`;
    case 'session':
      return sayCheck(step, at);
  }
}

function describeUnseen(step: Extract<TraceStep, { step: 'not-inspected' }>): string {
  switch (step.because) {
    case 'encrypted':
      return 'HTTP policies do not see it: it is HTTPS, and TLS decryption is off.';
    case 'no-request-yet':
      return 'HTTP policies see each of its requests as they come.';
    case 'policy':
      return `HTTP policies do not see it: “${step.name}” says Do Not Inspect.`;
  }
}

const passedOver = {
  identity: 'its traffic matches, its identity does not',
  posture: 'its traffic matches, its device posture does not',
  unresolved: 'the emulator can’t evaluate it',
} as const;

function describeResolution(step: Extract<TraceStep, { step: 'resolved' }>): string {
  const answer = step.answers.join(' and ') || 'nothing';
  switch (step.by) {
    case 'cache':
      return `${step.name} is ${answer}, from an earlier answer.`;
    case 'gateway':
      return step.resolver === undefined
        ? `Gateway DNS answers ${step.name} with ${answer}; no session check touches it.`
        : `Gateway asks ${step.resolver} by itself, which answers ${step.name} with ${answer}; no session check touches it.`;
    case 'outside':
      return `Public DNS outside the tunnel answers ${step.name} with ${answer}.`;
    case 'private':
      return `The private resolver ${step.resolver} answers ${step.name} with ${answer}.`;
  }
}
