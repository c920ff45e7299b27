import type { Environment } from '../environment/environment.ts';
import { DecodeError, type Fault } from '../errors.ts';
import { type ActWords, namesIn } from './names-in.ts';
import type { Scenario } from './scenario.ts';
import { type FlatStep, unroll } from './unroll.ts';

/**
 * Finds what can be known to be wrong before anything is played: names that nothing has, moments that come too early,
 * too many steps. Throws `DecodeError` that names every one by its place in the file.
 */
export function checkScenario(scenario: Scenario, environment: Environment): void {
  const faults: Fault[] = [];
  const names = namesIn(scenario, environment);
  const kept = new Map<string, number>();
  const trunk = unrollInto(faults, scenario.steps, 'steps');
  faults.push(...faultsOfSteps(trunk, names, kept));
  for (const [name, { from, steps }] of Object.entries(scenario.branches ?? {})) {
    const path = `branches.${name}`;
    const since = kept.get(from);
    if (since === undefined) faults.push({ path: `${path}.from`, ...noCheckpoint(from, [...kept.keys()]) });
    const own = unrollInto(faults, steps, `${path}.steps`);
    const [first] = own;
    if (since !== undefined && first !== undefined && first.step.at < since) {
      const message = `the branch goes on from “${from}”, which is kept later than this`;
      faults.push({ path: `${first.path}.at`, message, hint: 'offsets count from the start of the run' });
    }
    faults.push(...faultsOfSteps(own, names, kept));
  }
  if (faults.length > 0) throw new DecodeError(faults);
}

function unrollInto(faults: Fault[], steps: Scenario['steps'], path: string): readonly FlatStep[] {
  try {
    return unroll(steps, path);
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    faults.push(...fault.faults);
    return [];
  }
}

/** In the order in which they are played. `kept` gets the checkpoints, each with its time. */
function faultsOfSteps(steps: readonly FlatStep[], names: ActWords, kept: Map<string, number>): Fault[] {
  const faults: Fault[] = [];
  const flows = new Set<string>();
  const told = new Set<string>();
  const say = (path: string, fault: Omit<Fault, 'path'>) => {
    // A step that repeats is wrong once.
    if (told.has(`${path} ${fault.message}`)) return;
    told.add(`${path} ${fault.message}`);
    faults.push({ path, ...fault });
  };
  for (const { step, path } of steps) {
    for (const act of step.do) {
      for (const fault of names.unknownIn(act)) say(`${path}.do`, fault);
      const used = flowUsed(act);
      if (used !== undefined && !flows.has(used)) say(`${path}.do`, noFlow(used, flows));
      if ('connect' in act && act.connect.flow !== undefined) flows.add(act.connect.flow);
      if ('checkpoint' in act) {
        if (kept.has(act.checkpoint)) say(`${path}.do`, keptTwice(act.checkpoint));
        kept.set(act.checkpoint, step.at);
      }
    }
    const policy = step.expect?.policy === undefined ? undefined : names.unknownPolicy(step.expect.policy);
    if (policy !== undefined) say(`${path}.expect.policy`, policy);
    for (const name of Object.keys(step.expect?.flows ?? {})) {
      if (!flows.has(name)) say(`${path}.expect.flows.${name}`, noFlow(name, flows));
    }
  }
  return faults;
}

function flowUsed(act: FlatStep['step']['do'][number]): string | undefined {
  if ('send' in act) return act.send;
  if ('look' in act) return act.look;
  if ('close' in act) return act.close;
  if ('keepBusy' in act) return act.keepBusy.flow;
  return 'connect' in act ? act.connect.onFlow : undefined;
}

function noFlow(name: string, flows: ReadonlySet<string>): Omit<Fault, 'path'> {
  return {
    message: `no earlier step opens a flow “${name}”`,
    hint:
      flows.size === 0 ? `open one: connect: { to: wiki, flow: ${name} }` : `those opened are ${[...flows].join(', ')}`,
  };
}

function noCheckpoint(name: string, kept: readonly string[]): Omit<Fault, 'path'> {
  return {
    message: `no step keeps a checkpoint “${name}”`,
    hint: kept.length === 0 ? `keep one: do: { checkpoint: ${name} }` : `those kept are ${kept.join(', ')}`,
  };
}

function keptTwice(name: string): Omit<Fault, 'path'> {
  return {
    message: `the checkpoint “${name}” is kept twice`,
    hint: 'a name stands for one moment: choose another one',
  };
}
