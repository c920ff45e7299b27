import { Emulator } from '../emulator.ts';
import type { Environment } from '../environment/environment.ts';
import { DecodeError, Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { Initiator } from '../session/command.ts';
import { ageAt } from '../session/expiry.ts';
import type { Millis } from '../time/instant.ts';
import { writeSpan } from '../time/span.ts';
import {
  type ActResult,
  compare,
  type ScenarioReport,
  type StepReport,
  wordForConnection,
  wordForLookup,
} from './report.ts';
import { sayAct } from './say-act.ts';
import type { Act, Scenario, ScenarioStep } from './scenario.ts';

/** A scenario being played: the emulator it drives and the flows it holds, by the names the scenario gives them. */
type Stage = { readonly emulator: Emulator; readonly flows: Map<string, string> };

export type Played = { readonly report: ScenarioReport; readonly lines: readonly LogLine[] };

/**
 * Plays a scenario in virtual time, without sockets, windows or notifications. The same scenario and environment give
 * the same report and hash anywhere. `hash` is SHA-256 in hex. Throws `DecodeError` when a step names nothing.
 */
export async function playScenario(
  scenario: Scenario,
  environment: Environment,
  hash: (text: string) => string,
): Promise<Played> {
  const lines: LogLine[] = [];
  const emulator = new Emulator({
    log: { append: async (more) => void lines.push(...more) },
    time: { now: () => 0 },
  });
  await emulator.submit({ type: 'start-run', environment });
  const stage = { emulator, flows: new Map<string, string>() };
  const steps: StepReport[] = [];
  for (const [index, step] of scenario.steps.entries()) steps.push(...(await playStep(stage, step, index)));
  const { id, title } = scenario;
  const stateHash = hash(canonicalJson(emulator.state));
  return {
    report: { id, title, passed: steps.every(({ passed }) => passed), steps, stateHash, lines: lines.length },
    lines,
  };
}

async function playStep(stage: Stage, step: ScenarioStep, index: number): Promise<StepReport[]> {
  const { emulator } = stage;
  const at = emulator.state.startedAt + step.at;
  if (at < emulator.now) {
    throw new DecodeError([{ path: `steps[${index}].at`, message: 'a step can’t stand before the one above it' }]);
  }
  if (at > emulator.now) await emulator.submit({ type: 'advance', to: at, jump: true });
  const reports: StepReport[] = [];
  for (const act of step.do) {
    const got = await perform(stage, act, `steps[${index}].do`);
    const differences = compare(step.expect, got);
    reports.push({
      at: `+${writeSpan(step.at)}`,
      act: sayAct(act),
      passed: differences.length === 0,
      got: got.verdict,
      differences,
      trace: got.decided?.trace ?? [],
    });
  }
  return reports;
}

async function perform(stage: Stage, act: Act, path: string): Promise<ActResult> {
  const { emulator } = stage;
  try {
    const result = await attempt(stage, act, path);
    return { ...result, age: currentAge(emulator) };
  } catch (fault) {
    if (fault instanceof Refusal) return { verdict: 'rejected', age: currentAge(emulator) };
    throw fault;
  }
}

async function attempt(stage: Stage, act: Act, path: string): Promise<Omit<ActResult, 'age'>> {
  const { emulator } = stage;
  if ('connect' in act) return connect(stage, act.connect, path);
  if ('resolve' in act) {
    const { name, as } = act.resolve;
    const reply = await emulator.resolveName({ name, recordType: 'A' }, initiator(as));
    return { verdict: wordForLookup(reply.answer.kind), decided: reply.verdict, seen: wasSeen(emulator) };
  }
  if ('send' in act) {
    const flowId = flowNamed(stage, act.send, path);
    if (emulator.state.flows[flowId] === undefined) return { verdict: 'flow_closed_idle' };
    await emulator.submit({ type: 'touch-flow', flowId });
    return { verdict: 'existing_flow_kept' };
  }
  if ('look' in act) {
    const isOpen = emulator.state.flows[flowNamed(stage, act.look, path)] !== undefined;
    return { verdict: isOpen ? 'existing_flow_kept' : 'flow_closed_idle' };
  }
  if ('reauthenticate' in act) return { verdict: await reauthenticate(emulator, act.reauthenticate, path) };
  if ('countNotices' in act) {
    const { notices } = emulator.state;
    return { verdict: 'ok', count: notices.filter(({ policyId }) => policyId === act.countNotices).length };
  }
  if ('notice' in act) await emulator.submit({ type: 'dismiss-notice' });
  else if ('client' in act)
    await emulator.submit({ type: act.client === 'connect' ? 'connect-client' : 'disconnect-client' });
  else await emulator.submit({ type: 'change-person', facts: act.person });
  return { verdict: 'ok' };
}

async function connect(
  { emulator, flows }: Stage,
  { to, port, protocol, by, flow, keptBusy, as }: Extract<Act, { connect: unknown }>['connect'],
  path: string,
): Promise<Omit<ActResult, 'age'>> {
  const destination = emulator.state.environment.destinations[to];
  const host = by === 'name' ? destination?.host : destination?.address;
  const target = port ?? Number(Object.keys(destination?.ports ?? {})[0]);
  if (!Number.isInteger(target)) {
    throw new DecodeError([{ path, message: `"${to}" is no destination; for another host name a port too` }]);
  }
  const reply = await emulator.requestConnection(
    { host: host ?? to, port: target, protocol },
    { hold: flow !== undefined, keptBusy, by: initiator(as) },
  );
  if (flow !== undefined && reply.flowId !== undefined) flows.set(flow, reply.flowId);
  return { verdict: wordForConnection(reply.verdict), decided: reply.verdict, seen: wasSeen(emulator) };
}

/** A sign-in without a browser: the identity provider's part is taken as done. */
async function reauthenticate(emulator: Emulator, personId: string, path: string): Promise<'ok' | 'rejected'> {
  const email = emulator.state.environment.people[personId]?.email;
  if (email === undefined) throw new DecodeError([{ path, message: `"${personId}" is nobody in people` }]);
  await emulator.submit({ type: 'start-reauth', from: 'settings' });
  const reauthId = emulator.state.reauth?.id ?? '';
  const events = await emulator.submit({ type: 'complete-reauth', reauthId, email });
  return events.some(({ type }) => type === 'reauth-completed') ? 'ok' : 'rejected';
}

function flowNamed({ flows }: Stage, name: string, path: string): string {
  const flowId = flows.get(name);
  if (flowId !== undefined) return flowId;
  throw new DecodeError([{ path, message: `no earlier step opened a flow "${name}"` }]);
}

function initiator(actor: string | undefined): Initiator {
  return actor === undefined ? { kind: 'app' } : { kind: 'actor', actor };
}

function wasSeen({ state }: Emulator): boolean {
  return state.notices.at(-1)?.fate === 'seen';
}

function currentAge({ state, now }: Emulator): Millis {
  return state.session === undefined ? 0 : ageAt(state.session, state.environment.assumptions, now);
}
