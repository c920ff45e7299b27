import type { ResultOf } from '../../app/bridge/contract.ts';
import { describeStep } from '../../app/explain/describe-trace.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import { sayAct } from '../../app/scenario/say-act.ts';
import { sayExpectation } from '../../app/scenario/say-expectation.ts';
import type { FlatStep } from '../../app/scenario/unroll.ts';
import { writeSpan } from '../../app/time/span.ts';
import type { PlayedPart } from './played-part.ts';
import type { ScenarioPlay } from './scenario-play.ts';

type ToldPlay = NonNullable<ResultOf<'scenario.show'>['play']>;

/** Steps that are told at once, and how many of them lie before the next one. */
const most = 200;
const before = 40;

/** What there is to tell of a play while `part` of it goes on; `from`: the steps from that one on. */
export function tellPlay(play: ScenarioPlay, part: PlayedPart, from?: number): ToldPlay {
  const { scenario, file } = play.loaded;
  const { branch, run, steps, reports } = part;
  const next = reports.length;
  const first = Math.max(0, Math.min(from ?? next - before, steps.length - most));
  const firstFailed = reports.findIndex((step) => step.some(({ passed }) => !passed));
  return {
    ...{ id: scenario.id, title: scenario.title, run, next, total: steps.length, first },
    ...(file === undefined ? {} : { file }),
    ...(branch === undefined ? {} : { branch }),
    ...(firstFailed === -1 ? {} : { firstFailed }),
    steps: steps.slice(first, first + most).map((step, index) => tellStep(play, step, reports[first + index])),
    parts: [undefined, ...Object.keys(scenario.branches ?? {})].map((name) => tellPart(play, name)),
    endsFlows: flowsNeeded(part),
  };
}

function tellStep(play: ScenarioPlay, { step, turn }: FlatStep, reports: readonly StepReport[] | undefined) {
  const { at, do: acts, expect } = step;
  const kept = acts.flatMap((act) => ('checkpoint' in act ? [act.checkpoint] : []));
  const branches = Object.entries(play.loaded.scenario.branches ?? {}).filter(([, { from }]) => kept.includes(from));
  return {
    at: `+${writeSpan(at)}`,
    acts: acts.map(sayAct),
    ...(turn === undefined ? {} : { turn }),
    ...(expect === undefined ? {} : { expected: sayExpectation(expect) }),
    ...(expect?.because === undefined ? {} : { because: expect.because }),
    ...(branches.length === 0 ? {} : { branches: branches.map(([name]) => name) }),
    ...(reports === undefined ? {} : { results: reports.map(tellResult) }),
  };
}

function tellResult({ act, passed, got, differences, trace }: StepReport) {
  return { act, passed, got, differences: [...differences], trace: trace.map((step) => describeStep(step)) };
}

function tellPart(play: ScenarioPlay, branch: string | undefined): ToldPlay['parts'][number] {
  const { scenario } = play.loaded;
  const begun = play.parts.find((part) => part.branch === branch);
  const own = branch === undefined ? undefined : scenario.branches?.[branch];
  const from = own?.from;
  const reports = begun?.reports.flat() ?? [];
  const isKept = from !== undefined && play.moments.idOf(from) !== undefined;
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(from === undefined ? {} : { from }),
    state: begun === undefined ? (isKept ? 'ready' : 'waits') : begun === play.here ? 'here' : 'begun',
    isOffered: from !== undefined && play.moments.lately.includes(from),
    ...(begun === undefined ? {} : { run: begun.run }),
    played: begun?.reports.length ?? 0,
    total: begun?.steps.length ?? own?.steps.length ?? 0,
    failed: reports.filter(({ passed }) => !passed).length,
  };
}

/** Connections have their other ends in the run, so they end when it is left. */
function flowsNeeded({ stage, steps, reports }: PlayedPart): string[] {
  const open = [...stage.flows].filter(([, id]) => stage.emulator.state.flows[id] !== undefined);
  const later = JSON.stringify(steps.slice(reports.length).map(({ step }) => step));
  return open.map(([name]) => name).filter((name) => later.includes(JSON.stringify(name)));
}
