import type { Emulator } from '../emulator.ts';
import { DecodeError, Refusal } from '../errors.ts';
import { browserFacts } from '../network/browser-facts.ts';
import { addressesIn } from '../network/private-dns.ts';
import type { ConnectionAttempt, Initiator } from '../session/command.ts';
import { ageIn } from '../session/expiry.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';
import { connectionStatus } from '../view/snapshot.ts';
import { lintEnvironment, readDuration } from './design-acts.ts';
import { type ActResult, wordForConnection, wordForLookup } from './report.ts';
import type { Act } from './scenario.ts';
import { type SignInAct, signIn } from './sign-in.ts';
import {
  closeOrForget,
  commandsOf,
  countdownOf,
  doMoment,
  editEnvironment,
  errorOf,
  switchClient,
} from './world-acts.ts';

/** A scenario being played: the emulator it drives and the flows it holds, by the names the scenario gives them. */
export type Stage = {
  readonly emulator: Emulator;
  readonly flows: Map<string, string>;
  /** Lets time go by until an instant, while the clock follows; absent: it is jumped over. */
  readonly pass?: (to: Millis) => Promise<void>;
  /** Moments that were kept, by name. */
  readonly kept?: Map<string, State>;
};

/** Carries one act out and tells what it came to. Throws `DecodeError` with the place when it names nothing. */
export async function perform(stage: Stage, act: Act, path: string): Promise<ActResult> {
  try {
    const result = await attempt(stage, act, path);
    return { ...result, ...around(stage) };
  } catch (fault) {
    if (fault instanceof Refusal) return { verdict: 'rejected', error: fault.code, ...around(stage) };
    throw fault;
  }
}

/** How things stand once an act is done. */
function around({ emulator, flows }: Stage): Pick<ActResult, 'age' | 'fate' | 'flows'> {
  const fate = emulator.state.notices.at(-1)?.fate;
  const open = [...flows].filter(([, id]) => emulator.state.flows[id] !== undefined).map(([name]) => name);
  return { age: currentAge(emulator), flows: open, ...(fate === undefined ? {} : { fate }) };
}

async function attempt(stage: Stage, act: Act, path: string): Promise<Omit<ActResult, 'age'>> {
  const { emulator } = stage;
  if ('connect' in act) return connect(stage, act.connect, path);
  if ('resolve' in act) {
    const { name, type, as } = act.resolve;
    const { answer, verdict } = await emulator.resolveName({ name, recordType: type }, initiator(as));
    const answers = answer.kind === 'records' ? addressesIn(answer) : [];
    return { verdict: wordForLookup(answer.kind), decided: verdict, answers, ...noticeOf(emulator) };
  }
  if ('send' in act) {
    const flowId = stage.flows.get(act.send);
    if (flowId === undefined) return neverOpened;
    if (emulator.state.flows[flowId] === undefined) return { verdict: 'flow_closed_idle' };
    await emulator.submit({ type: 'touch-flow', flowId });
    return { verdict: 'existing_flow_kept' };
  }
  if ('look' in act) {
    const flowId = stage.flows.get(act.look);
    if (flowId === undefined) return neverOpened;
    const isOpen = emulator.state.flows[flowId] !== undefined;
    return { verdict: isOpen ? 'existing_flow_kept' : 'flow_closed_idle' };
  }
  if ('close' in act) {
    const flowId = stage.flows.get(act.close);
    if (flowId === undefined) return neverOpened;
    await emulator.closeFlow(flowId);
    return { verdict: 'ok' };
  }
  if ('keepBusy' in act) {
    const { flow, on } = act.keepBusy;
    const flowId = stage.flows.get(flow);
    if (flowId === undefined) return neverOpened;
    await emulator.submit({ type: 'keep-flow-busy', flowId, keptBusy: on });
    return { verdict: 'ok' };
  }
  if ('signIn' in act) return doMoment(emulator, act.signIn);
  if ('checkpoint' in act) {
    stage.kept?.set(act.checkpoint, emulator.state);
    return { verdict: 'ok' };
  }
  if ('reauthenticate' in act) {
    const { as, from, end } = act.reauthenticate;
    return signInAs(emulator, { personId: as, from, end }, path);
  }
  if ('enrol' in act) return signInAs(emulator, { personId: act.enrol, from: 'enrolment', end: 'finish' }, path);
  if ('countNotices' in act) {
    const { notices } = emulator.state;
    return { verdict: 'ok', count: notices.filter(({ policyId }) => policyId === act.countNotices).length };
  }
  if ('lint' in act) return lintEnvironment(emulator);
  if ('duration' in act) return readDuration(act.duration);
  if ('status' in act) return { verdict: 'ok', prints: connectionStatus(emulator.state), ...errorOf(emulator) };
  if ('countdown' in act) return { verdict: 'ok', left: countdownOf(emulator, act.countdown, path) };
  if ('change' in act) {
    const { change: changes, said, now } = act;
    const basedOn = emulator.state.edits.count;
    await emulator.submit({ type: 'edit-environment', changes, said, now, basedOn });
    return { verdict: 'ok' };
  }
  if ('edit' in act) return { verdict: await editEnvironment(emulator, act.edit, act.now) };
  if ('browser' in act) return closeOrForget(emulator, act.browser);
  if ('client' in act) return switchClient(emulator, act.client);
  for (const command of commandsOf(act, emulator)) await emulator.submit(command);
  return { verdict: 'ok' };
}

async function connect(
  { emulator, flows }: Stage,
  act: Extract<Act, { connect: unknown }>['connect'],
  path: string,
): Promise<Omit<ActResult, 'age'>> {
  const { flow, keptBusy, as, onFlow } = act;
  const attempt = attemptOf(emulator, act, path);
  const flowId = onFlow === undefined ? undefined : flows.get(onFlow);
  if (onFlow !== undefined && flowId === undefined) return neverOpened;
  const further = flowId === undefined ? attempt : { ...attempt, onFlow: flowId };
  const reply = await emulator.requestConnection(further, {
    hold: flow !== undefined,
    keptBusy,
    by: initiator(as),
  });
  if (flow !== undefined && reply.flowId !== undefined) flows.set(flow, reply.flowId);
  return { verdict: wordForConnection(reply.verdict), decided: reply.verdict, ...noticeOf(emulator) };
}

const browserPorts = { http: 80, https: 443 } as const;

export function attemptOf(
  { state }: Emulator,
  { to, port, protocol, by, byLocalProxy, facts }: Extract<Act, { connect: unknown }>['connect'],
  path: string,
): ConnectionAttempt {
  const destination = state.environment.destinations[to];
  const host = (by === 'name' ? destination?.host : destination?.address) ?? to;
  const proxied = byLocalProxy ? { byLocalProxy } : {};
  if (protocol === 'http' || protocol === 'https') {
    const shown = facts ?? browserFacts(protocol, destination?.host ?? to);
    return { host, port: port ?? browserPorts[protocol], protocol: 'tcp', facts: shown, ...proxied };
  }
  const target = port ?? Number(Object.keys(destination?.ports ?? {})[0]);
  if (!Number.isInteger(target)) {
    throw new DecodeError([{ path, message: `"${to}" is no destination; for another host name a port too` }]);
  }
  return { host, port: target, protocol, ...(facts === undefined ? {} : { facts }), ...proxied };
}

async function signInAs(emulator: Emulator, act: SignInAct, path: string): Promise<Omit<ActResult, 'age'>> {
  if (emulator.state.environment.people[act.personId] === undefined) {
    throw new DecodeError([{ path, message: `"${act.personId}" is nobody in people` }]);
  }
  const { verdict, asked, why = 'completed' } = await signIn(emulator, act);
  return { verdict, signIn: why, ...(asked === undefined ? {} : { credentials: asked.includes('credentials') }) };
}

/** The step that was to open the flow was refused. */
const neverOpened = { verdict: 'rejected', error: 'flow-never-opened' } as const;

function initiator(actor: string | undefined): Initiator {
  return actor === undefined ? { kind: 'app' } : { kind: 'actor', actor };
}

function noticeOf({ state }: Emulator): Pick<ActResult, 'seen'> {
  return { seen: state.notices.at(-1)?.fate === 'seen' };
}

function currentAge({ state, now }: Emulator): Millis {
  return ageIn(state, now);
}
