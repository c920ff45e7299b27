import type { Command } from 'commander';
import type { Inspection } from '../../app/bridge/contract.ts';
import { parseInstant } from '../../app/time/calendar.ts';
import { sayLeft, sayRoughly } from '../../app/time/span.ts';
import { sayStamp } from './clock.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { alignRows, sayBytes } from './text.ts';

export function addFlowCommands(program: Command, session: Session): void {
  const about = 'open connections, which outlive an expired session';
  const flow = addGroup(program, 'flow', about, 'flow list', 'flows --json    the same, for scripts').alias('flows');
  const add = (form: string, description: string) =>
    toRunning(flow.command(form, { isDefault: form === 'list' }).description(description));

  withExamples(
    add('list', 'list the open connections, those that are closed for idling next first'),
    'flow list',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const { flows, clock } = await emulator.call('inspect', {});
      return { json: flows, text: sayFlows(flows, clock.now) };
    }),
  );

  withExamples(add('cut', 'cut one, as a network that breaks does'), 'flow cut f12')
    .argument('<id>', 'one of `flow list`')
    .action((id: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const done = await emulator.call('flow.cut', { id });
        return { json: done, text: 'The connection is cut.' };
      }),
    );

  const keep = (name: 'busy' | 'idle', description: string, said: string) =>
    withExamples(add(name, description), `flow ${name} f12`)
      .argument('<id>', 'one of `flow list`')
      .action((id: string, options: RunningOptions) =>
        session.talk(options, async (emulator) => {
          const done = await emulator.call('flow.keep-busy', { id, keptBusy: name === 'busy' });
          return { json: done, text: said };
        }),
      );
  keep('busy', 'keep one in use, so that it does not idle while time jumps', 'The connection is kept busy.');
  keep('idle', 'let one idle again', 'The connection idles when nothing uses it.');
}

/** A line for each, at an instant as JSON has it. */
export function sayFlows(flows: Inspection['flows'], now: string): string {
  if (flows.length === 0) return 'No connection is open.';
  const at = parseInstant(now) ?? 0;
  return alignRows(
    flows.map(({ id, destination, port, openedAt, ageAtOpeningSeconds, policy, bytes, ...flow }) => [
      id,
      `${destination}:${port}`,
      policy?.name ?? '',
      `since ${sayStamp(openedAt)}, at age ${sayRoughly(ageAtOpeningSeconds * 1000)}`,
      bytes === undefined ? '' : `↑ ${sayBytes(bytes.up)}  ↓ ${sayBytes(bytes.down)}`,
      `idle for ${sayRoughly(at - (parseInstant(flow.lastActiveAt) ?? at))}`,
      sayEnd(flow, at),
    ]),
  ).join('\n');
}

function sayEnd({ keptBusy, idleUntil }: Pick<Inspection['flows'][number], 'keptBusy' | 'idleUntil'>, at: number) {
  if (keptBusy) return 'kept busy';
  const until = idleUntil === undefined ? undefined : parseInstant(idleUntil);
  return until === undefined ? '' : `closed in ${sayLeft(until - at)}`;
}
