import { Refusal } from '../../app/errors.ts';
import type { OpenedRun } from '../adapters/jsonl-event-log.ts';
import type { Runs } from '../runs.ts';
import { readBegunSteps } from './begun-steps.ts';
import { markOf, type PlayedPart } from './played-part.ts';
import type { ScenarioPlay } from './scenario-play.ts';

/**
 * Brings what was kept of the part that goes on in line with the log of its run, which is right. A step that was begun is
 * finished, when nothing else happened in between; else the part goes on before it, in a run that branches off there. Answers
 * what there is to say. Throws a `Refusal`: `run-gone` when it is another run, `place-lost` when its log does not reach back so far.
 */
export async function settlePart(runs: Runs, play: ScenarioPlay, part: PlayedPart): Promise<string | undefined> {
  const { log } = runs.current;
  if (!isSameRun(log, part)) throw new Refusal('run-gone', 'Another run has its name.');
  const noted = part.reports.length;
  const isShort = forgetLost(part, log.lastLine);
  const after = isShort ? part.lastLines.at(-1) : part.playingAfter;
  delete part.playingAfter;
  const sayLoss = () => (part.reports.length < noted ? sayLost(play, part) : undefined);
  if (after === undefined || after >= log.lastLine) return sayLoss();
  const begun = await readBegunSteps(log, after, part.steps.slice(part.reports.length), part.stage.flows);
  if (begun === undefined) throw new Refusal('place-lost', 'The log of its run does not reach back to its place.');
  const { played, rest, stage, before } = begun;
  const isAsLeft = runs.emulator.revision === log.lastLine;
  if (played === undefined || (rest.length > 0 && !isAsLeft)) {
    await play.branchOff(part, before);
    return sayCut(play, part);
  }
  for (const { command } of rest) await runs.emulator.submit(command);
  for (const step of played) play.note(part, step);
  for (const [name, id] of stage.flows) part.stage.flows.set(name, id);
  await play.moments.keep(part.run, stage.kept);
  return sayLoss();
}

/** Names of runs are given anew once nothing is left of a run. A log that doesn't reach back to its beginning is a long one. */
function isSameRun({ lines, lastLine }: OpenedRun, { lastLines: [begunAfter = 0], mark }: PlayedPart): boolean {
  const line = lines.find(({ n }) => n === begunAfter);
  return line === undefined ? begunAfter <= lastLine - lines.length : markOf(line) === mark;
}

/** Takes back what the log holds no more of; answers whether there was any. */
function forgetLost({ reports, lastLines }: PlayedPart, lastLine: number): boolean {
  let isShort = false;
  while (reports.length > 0 && (lastLines.at(-1) ?? 0) > lastLine) {
    reports.pop();
    lastLines.pop();
    isShort = true;
  }
  return isShort;
}

function sayLost({ loaded }: ScenarioPlay, { reports }: PlayedPart): string {
  return `The log of the run lost its end, so “${loaded.scenario.title}” goes on with step ${reports.length + 1}. Play on from there.`;
}

function sayCut({ loaded }: ScenarioPlay, { run, reports }: PlayedPart): string {
  return `The emulator ended in the middle of step ${reports.length + 1} of “${loaded.scenario.title}” while other things happened. It goes on before that step, in a run that branched off there; the run before is kept as ${run}.`;
}
