import { isAbsolute } from 'node:path';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { filesOfScenario, listCatalogue, loadScenario } from '../files/load-scenario.ts';
import type { Report, RunningEmulator } from './session.ts';
import { joinParagraphs } from './text.ts';

type Emulator = Pick<RunningEmulator, 'call'>;
type Play = ResultOf<'scenario.step'>;

/** Starts a file or a case of the catalogue on the running emulator, in a run of its own. */
export async function startPlay(emulator: Emulator, fileOrId: string, to: 'start' | 'symptom'): Promise<Report> {
  const { path, scenario } = await loadScenario(fileOrId);
  const isShipped = (await listCatalogue()).includes(path) && !isAbsolute(fileOrId);
  const what = isShipped ? { id: scenario.id } : { files: [...(await filesOfScenario(path))], path };
  const play = await emulator.call('scenario.start', { ...what, to });
  return reportOn(play, play.steps.slice(0, play.next));
}

/** Plays on, and tells of the steps that were played just now; it failed when one of them came out differently. */
export async function playOn(emulator: Emulator, to: 'next' | 'failure' | 'end'): Promise<Report> {
  const before = (await emulator.call('scenario.show', {})).play;
  const play = await emulator.call('scenario.step', { to });
  return reportOn(play, play.steps.slice(Math.max(0, (before?.next ?? 0) - play.first), play.next - play.first));
}

export async function goToBranch(emulator: Emulator, branch: string | undefined): Promise<Report> {
  return reportOn(await emulator.call('scenario.branch', branch === undefined ? {} : { branch }), []);
}

export async function showPlay(emulator: Emulator): Promise<Report> {
  const { play } = await emulator.call('scenario.show', {});
  if (play === undefined) {
    throw new Refusal('no-scenario', 'No scenario is being played in this run. Start one: warp-emu scenario play FILE');
  }
  return { ...reportOn(play, play.steps.slice(0, play.next - play.first)), failed: false };
}

export async function leavePlay(emulator: Emulator): Promise<Report> {
  await emulator.call('scenario.stop', {});
  return { json: {}, text: 'The scenario is left; its run goes on.' };
}

function reportOn(play: Play, played: Play['steps']): Report {
  const { id, title, branch, next, total, first, steps } = play;
  const failed = played.some(({ results = [] }) => results.some(({ passed }) => !passed));
  const coming = steps[next - first];
  const where = branch === undefined ? '' : `, branch “${branch}”`;
  const text = joinParagraphs(
    [`${id}  ${title}${where}: ${next} of ${numberOf(total, 'step', 'steps')} played.`],
    played.flatMap(sayStep),
    coming === undefined ? ['It is over.'] : [`Next: ${sayComing(coming)}`],
    sayWays(play),
  );
  return { json: play, text, failed };
}

function sayStep({ at, turn, results = [] }: Play['steps'][number]): string[] {
  return results.flatMap(({ act, passed, got, differences, trace }) => [
    `${passed ? '✓' : '✗'} ${at}${sayTurn(turn)}  ${act}: ${got}`,
    ...differences.map(({ what, expected, got: found }) => `    ${what}: expected ${expected}, got ${found}`),
    ...(passed ? [] : trace.map((sentence) => `    ${sentence}`)),
  ]);
}

function sayComing({ at, turn, acts, expected }: Play['steps'][number]): string {
  return `${at}${sayTurn(turn)}  ${acts.join('; ')}${expected === undefined ? '' : `, expected ${expected}`}`;
}

function sayTurn(turn: Play['steps'][number]['turn']): string {
  return turn === undefined ? '' : ` (${turn.nth} of ${turn.of})`;
}

/** Where one may go from here. */
function sayWays({ parts, endsFlows, next, total }: Play): string[] {
  const ways = parts.flatMap(({ branch, state, from, isOffered, played, total: all, failed }) => {
    if (state === 'here' || state === 'waits') return [];
    const command = branch === undefined ? 'warp-emu scenario branch' : `warp-emu scenario branch "${branch}"`;
    const how = branch === undefined ? 'the trunk' : isOffered ? `from here, “${from}”` : `from “${from}”`;
    const outcome = failed === 0 ? '' : `, ${failed} differently`;
    const stand = state === 'begun' ? `, ${played} of ${all} played${outcome}` : '';
    return [`  ${command}   ${how}${stand}`];
  });
  if (ways.length === 0) return [];
  const lost =
    endsFlows.length === 0 || next >= total
      ? []
      : [`  Leaving it ends its connections, which later steps use: ${endsFlows.join(', ')}`];
  return ['Where to go from here:', ...ways, ...lost];
}
