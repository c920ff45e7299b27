import type { Environment } from '../environment/environment.ts';
import { usualAttempt, usualProtocol } from '../network/service.ts';
import { attemptOf } from '../scenario/acts.ts';
import { openStage, playStep } from '../scenario/play.ts';
import type { Act, ExpectedVerdict, Scenario, ScenarioStep } from '../scenario/scenario.ts';
import { unroll } from '../scenario/unroll.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';

/** The moment of a case in which somebody asks for help, and what they try in vain then. */
export type CaseMoment = { readonly state: State; readonly at: Millis; readonly attempt: ConnectionAttempt };

const failures: ReadonlySet<ExpectedVerdict> = new Set([
  ...(['blocked_session', 'blocked_policy', 'blocked_access', 'origin_down', 'offline'] as const),
  // Private destinations do not answer outside the tunnel.
  'bypass',
  ...(['dns_timeout', 'dns_nxdomain', 'flow_closed_idle', 'rejected', 'loop'] as const),
]);

/** How many steps of a case bring its symptom: up to the first that fails for the person, else the first that fails at all. */
export function stepsToSymptom(scenario: Pick<Scenario, 'steps'>): number {
  const steps = unroll(scenario.steps).map(({ step }) => step);
  const failing = steps.findIndex((step) => hasFailed(step) && step.do.some(isOfPerson));
  const any = failing < 0 ? steps.findIndex(hasFailed) : failing;
  return any < 0 ? steps.length : any + 1;
}

/** Plays a case up to its symptom. Throws `DecodeError` when a step names nothing. */
export async function playToSymptom(scenario: Scenario, environment: Environment): Promise<CaseMoment> {
  const { stage } = await openStage(environment);
  const played = unroll(scenario.steps).slice(0, stepsToSymptom(scenario));
  for (const step of played) await playStep(stage, step);
  const { emulator } = stage;
  const tried = played.flatMap(({ step }) => step.do).findLast(isOfPerson);
  const attempt = tried === undefined ? firstPlace(environment) : attemptOf(emulator, tried.connect, 'steps');
  return { state: emulator.state, at: emulator.now, attempt };
}

function hasFailed({ expect }: ScenarioStep): boolean {
  return expect !== undefined && failures.has(expect.verdict);
}

function isOfPerson(act: Act): act is Extract<Act, { connect: unknown }> {
  return 'connect' in act && act.connect.as === undefined;
}

/** Something internal that speaks TCP. */
function firstPlace({ destinations }: Environment): ConnectionAttempt {
  for (const { host, ports } of Object.values(destinations)) {
    const [port, service] = Object.entries(ports)[0] ?? [];
    if (port !== undefined && usualProtocol(service) === 'tcp') return usualAttempt(host, Number(port), service);
  }
  return { host: 'example.com', port: 443, protocol: 'tcp' };
}
