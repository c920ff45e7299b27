import { Refusal } from '../../../app/errors.ts';
import type { Probe } from '../../../app/explain/probe.ts';
import type { ConnectionAttempt } from '../../../app/session/command.ts';
import type { Verdict } from '../../../app/session/verdict.ts';
import type { Millis } from '../../../app/time/instant.ts';
import { clientSettingsOf } from '../../../app/view/client-settings.ts';
import { clientStatusOf } from '../../../app/view/client-status.ts';
import { type Story, story } from '../../support/story.ts';
import { start } from '../../support/worlds.ts';
import { type Cause, runOf } from './cause-worlds.ts';

/** Carries a step of a test out in a run of a written world, by commands as a person would give them, and says what is seen. */
export function actOut(cause: Cause, probe: Probe): string {
  const { run, at } = runOf(cause);
  switch (probe.kind) {
    case 'status':
      return JSON.stringify(clientStatusOf(run.state));
    case 'settings':
      return JSON.stringify(clientSettingsOf(run.state.environment));
    case 'inspect':
      return String(Object.values(run.state.environment.destinations).some(({ address }) => address === probe.address));
    case 'look-up':
      return lookUp(run, at, probe.name);
    case 'ping':
      return seen(run.connect(at, { host: probe.host, port: 0, protocol: 'icmp' }));
    case 'open':
      return seen(run.connect(at, probe.attempt));
    case 'notice':
      return run.connect(at, probe.attempt).notice;
    case 'sign-in':
      return signIn(run, at) ?? seen(run.connect(at, probe.attempt));
    case 'mend-device': {
      const posture = Object.fromEntries(probe.checks.map((check) => [check, 'passed']));
      return seen(runOf(cause, { device: { posture } }).run.connect(at, probe.attempt));
    }
    case 'colleague':
      return tryElsewhere(cause, probe.personId, probe.attempt);
  }
}

function lookUp(run: Story, at: Millis, name: string): string {
  const verdict = run.resolve(at, name);
  const answer = verdict.trace.findLast((step) => step.step === 'resolved');
  return `${seen(verdict)} ${answer?.step === 'resolved' ? answer.answers.join(' ') : ''}`;
}

/** What keeps the sign-in from being completed; `undefined`: nothing does. */
function signIn(run: Story, at: Millis): string | undefined {
  try {
    run.tell(at, { type: 'start-reauth', from: 'settings' });
    const reauthId = run.state.reauth?.id ?? '';
    for (const page of ['team', 'provider'] as const) run.tell(at, { type: 'open-page', reauthId, page });
    if (run.state.reauth?.blocked !== undefined) return 'its pages do not load';
    run.tell(at, { type: 'complete-reauth', reauthId, email: 'alice@example.com' });
    return undefined;
  } catch (fault) {
    if (fault instanceof Refusal) return 'it can’t be begun';
    throw fault;
  }
}

/** Another device of the same team, enrolled just now by its own user. */
function tryElsewhere(cause: Cause, personId: string, attempt: ConnectionAttempt): string {
  const device = { registeredTo: personId, posture: { firewall: 'passed' } };
  const { run } = runOf(cause, { device, client: { connected: true } });
  const { environment } = run.state;
  const fresh = { ...environment, clock: { startAt: start } };
  const { run: other } = { run: story(fresh) };
  return seen(other.connect(start, attempt));
}

/** What a program can tell of a verdict. */
function seen({ outcome, class: cause, stage }: Verdict): string {
  if (cause === 'none') return 'answers';
  if (cause === 'dns' || (stage === 'dns' && outcome === 'bypassed')) return 'there is no such name';
  if (outcome === 'refused' && cause !== 'unknown-destination') return 'silence';
  return 'no connection';
}
