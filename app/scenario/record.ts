import { environmentData } from '../environment/write-environment.ts';
import { Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { worldOf } from '../session/branch.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';
import { writeSpan } from '../time/span.ts';
import { perform, type Stage } from './acts.ts';
import { openStage } from './play.ts';
import { actOf } from './record-act.ts';
import { signInFrom } from './record-sign-in.ts';
import type { ActResult } from './report.ts';

/** A scenario as its file says it. */
export type RecordedScenario = {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly steps: readonly RecordedStep[];
};

type RecordedStep = {
  readonly at: string;
  readonly passing?: true;
  readonly do: Readonly<Record<string, unknown>>;
  readonly expect?: Readonly<Record<string, unknown>>;
};

export type Recording = {
  readonly scenario: RecordedScenario;
  /** Whether playing it comes to the same world as the run. */
  readonly same: boolean;
  /** What of the run a scenario can't say, one sentence each. */
  readonly untold: readonly string[];
};

export type Recorded = {
  readonly id: string;
  readonly title: string;
  /** The whole log, from its first line on. */
  readonly lines: readonly LogLine[];
  /** Where the run stands after them. */
  readonly state: State;
  /** Steps before it are there to bring the state about and expect nothing. */
  readonly from?: Millis;
};

/**
 * Makes a scenario of what was done in a run: its commands become acts, which are carried out anew, and what they come to is
 * what the scenario expects. Throws a `Refusal` for a run that branched off, or whose beginning is no longer kept.
 */
export async function recordScenario(recorded: Recorded): Promise<Recording> {
  const short = await recordBy(recorded, true);
  // Where a sign-in did not go as it does in one go, each of its moments is told.
  return short.same ? short : recordBy(recorded, false);
}

async function recordBy({ id, title, lines, state, from = 0 }: Recorded, inOneGo: boolean): Promise<Recording> {
  const [started, ...rest] = lines;
  if (started?.command.type !== 'start-run') throw noBeginning(started);
  const { environment } = started.command;
  const { stage, lines: again } = await openStage(environment);
  const steps: RecordedStep[] = [];
  const untold = new Set<string>();
  for (let index = 0; index < rest.length; index += 1) {
    const line = rest[index];
    if (line === undefined) break;
    const { emulator } = stage;
    const goal = line.command.type === 'advance' ? line.command.to : line.at;
    const passing =
      emulator.state.clock.mode === 'following' && !(line.command.type === 'advance' && line.command.jump);
    await moveTo(stage, goal, passing);
    if (isTaken(line, rest[index + 1], passing ? 'following' : emulator.state.clock.mode)) continue;
    const known = again.length;
    const group = inOneGo ? signInFrom(rest, index, emulator.state) : undefined;
    const act = group?.act ?? actOf(line, stage);
    if (act === undefined) continue;
    const result = await perform(stage, act.played, 'steps');
    nameFlow(stage, line, again.slice(known));
    if (group !== undefined) index += group.lines - 1;
    steps.push({
      at: writeSpan(goal - started.at),
      ...(passing ? { passing: true } : {}),
      do: act.said,
      ...(goal >= from ? { expect: expectationOf(result) } : {}),
    });
    compareWithLog(line, again.slice(known), untold);
  }
  if (steps.length === 0)
    throw new Refusal('nothing-to-record', 'Nothing was done in this run yet. Do something, then record it.');
  const same = canonicalJson(worldOf(stage.emulator.state)) === canonicalJson(worldOf(state));
  const scenario: RecordedScenario = { version: 1, id, title, environment: environmentData(environment), steps };
  return { scenario, same, untold: [...untold] };
}

/** The step after it goes to the same instant in the same way. */
function isTaken({ command }: LogLine, next: LogLine | undefined, mode: 'frozen' | 'following'): boolean {
  if (command.type !== 'advance' || next === undefined || next.command.type === 'advance') return false;
  return next.at === command.to && (mode === 'frozen' || !command.jump);
}

async function moveTo({ emulator, pass }: Stage, to: Millis, passing: boolean): Promise<void> {
  if (to <= emulator.now) return;
  if (passing && pass !== undefined) await pass(to);
  else await emulator.submit({ type: 'advance', to, jump: true });
}

/** Flows are called as the run's log calls them. */
function nameFlow({ flows }: Stage, { events }: LogLine, again: readonly LogLine[]): void {
  const opened = events.find((event) => event.type === 'flow-opened');
  const anew = again.flatMap((line) => line.events).find((event) => event.type === 'flow-opened');
  if (opened?.type === 'flow-opened' && anew?.type === 'flow-opened') flows.set(opened.flow.id, anew.flow.id);
}

function expectationOf(result: ActResult): Readonly<Record<string, unknown>> {
  const { verdict, decided, age, signIn, answers, error, credentials } = result;
  if (decided !== undefined) {
    const { policy, notice, noticeWhy, application } = decided;
    return {
      ...{ verdict, class: decided.class, policy: policy?.id ?? 'none', notice },
      ...(noticeWhy === undefined ? {} : { why: noticeWhy }),
      ...(application === undefined ? {} : { application }),
      ...(answers === undefined ? {} : { answers: [...answers] }),
    };
  }
  return {
    verdict,
    ...(signIn === undefined ? {} : { signIn, age: writeSpan(age) }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(error === undefined ? {} : { error }),
  };
}

/** What came out differently when it was done again tells of something that the act leaves out. */
function compareWithLog({ events, command }: LogLine, again: readonly LogLine[], untold: Set<string>): void {
  const decided = events.find((event) => event.type === 'connection-decided' || event.type === 'lookup-decided');
  const anew = again.flatMap((line) => line.events).find((event) => event.type === decided?.type);
  if (decided === undefined || canonicalJson(decided) === canonicalJson(anew)) return;
  untold.add(`A ${command.type} came out differently when it was done again.`);
}

function noBeginning(first: LogLine | undefined): Refusal {
  if (first?.command.type === 'branch-run') {
    return new Refusal(
      'branched-run',
      `This run branched off ${first.command.origin.run}, and a scenario begins with an environment. Record that run instead.`,
    );
  }
  return new Refusal('no-beginning', 'The beginning of this run is no longer kept, so no scenario can be made of it.');
}
