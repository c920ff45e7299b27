import type { Command } from 'commander';
import type { ParamsOf } from '../../app/bridge/contract.ts';
import { sayEdit } from './edit-report.ts';
import { badInput } from './failure.ts';
import {
  addGroup,
  type JsonOption,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
  withJson,
} from './session.ts';
import { alignRows } from './text.ts';

type EditOptions = RunningOptions & { readonly now?: boolean };

const nowOption = ['--now', 'at once, and with it every edit still on its way'] as const;

export function addEnvironmentCommands(program: Command, session: Session): void {
  const environment = addGroup(
    program,
    'environment',
    'the set-up: policies, destinations, the device, people',
    `environment set 'policies["Private range, weekly"].checkSession' 8h`,
  );
  const add = (form: string, description: string) => toRunning(environment.command(form).description(description));

  withExamples(
    add('show', 'print it as a file, with every edit in it, those on their way too'),
    'environment show > mine.environment.yaml',
    "environment show --json | jq '.policies[].checkSession'",
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const [{ text }, { parse }] = await Promise.all([emulator.call('environment.show', {}), import('yaml')]);
      return { json: parse(text), text: text.trimEnd() };
    }),
  );

  withExamples(
    add('apply', 'make it equal to a file or to a start; the session goes on'),
    'environment apply mine.environment.yaml',
    'environment apply per-application --now',
  )
    .argument('<file-or-start>', 'a *.environment.yaml, or one of `environment list`')
    .option(...nowOption)
    .action((fileOrStart: string, { now = false, ...options }: EditOptions) =>
      session.talk(options, async (emulator) => {
        const { readEnvironmentArgument } = await import('./environment-argument.ts');
        const params = { ...(await readEnvironmentArgument(fileOrStart)), now };
        const result = await emulator.call('environment.apply', params);
        return { json: result, text: await sayEdit(emulator, result) };
      }),
    );

  const edit = (options: EditOptions, params: ParamsOf<'environment.set'>) =>
    session.talk(options, async (emulator) => {
      const result = await emulator.call('environment.set', { ...params, now: options.now ?? false });
      return { json: result, text: await sayEdit(emulator, result) };
    });
  withExamples(
    add('set', 'change one place of it'),
    `environment set 'policies["Private range, weekly"].checkSession' 8h`,
    'environment set destinations.wiki.up false --now',
    `environment set dns.localDomainFallback '[{suffix: corp.internal, resolver: 10.0.0.53}]'`,
    'environment set device.clockSkew -26h',
  )
    .argument('<path>', 'as in the file, policies and lists by id or name')
    .argument('<value>', 'in YAML')
    // A span that is behind begins with a dash; what is no value is one argument too many.
    .allowUnknownOption()
    .option(...nowOption)
    .action(async (path: string, value: string, options: EditOptions) => {
      await refuseFaultyDuration(path, value);
      await edit(options, { path, value });
    });
  withExamples(
    add('unset', 'take one place out of it'),
    `environment unset 'policies["Private range, weekly"].checkSession'`,
  )
    .argument('<path>', 'as in the file, policies and lists by id or name')
    .option(...nowOption)
    .action((path: string, options: EditOptions) => edit(options, { path, value: '~' }));

  const step = (name: 'undo' | 'redo', description: string, told: string) =>
    withExamples(add(name, description), `environment ${name}`).action((options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const done = await emulator.call(`edit.${name}`, {});
        return { json: done, text: `${told}: ${done.said}.` };
      }),
    );
  step('undo', 'take back the latest edit, at once', 'Undone');
  step('redo', 'bring the latest undone edit again, at once', 'Done again');

  withExamples(add('list', 'list the environments that come with the product'), 'environment list').action(
    (options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const starts = await emulator.call('start.list', {});
        return { json: starts, text: alignRows(starts.map(({ id, name, about }) => [id, name, about])).join('\n') };
      }),
  );

  withExamples(
    withJson(environment.command('schema')).description(
      'tell the first line with which editors complete and check an environment',
    ),
    'environment schema',
  ).action((options: JsonOption) =>
    session.run(options, async () => (await import('./schema-line.ts')).showSchema('environment')),
  );

  withExamples(
    add('compare', 'put side by side what dies when here, and under a start'),
    'environment compare per-application',
  )
    .argument('[start]', 'one of `environment list` (default: the first that this one does not come from)')
    .action((start: string | undefined, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const { chooseOther, sayDesigns } = await import('./design-text.ts');
        const designs = await emulator.call('design.compare', { with: start ?? (await chooseOther(emulator)) });
        return { json: designs, text: sayDesigns(designs) };
      }),
    );
}

/** A policy's duration that Gateway does not take is kept as it stands, and its policy never matches: nobody means that. */
async function refuseFaultyDuration(path: string, value: string): Promise<void> {
  if (!/\bcheckSession(\.duration)?$/.test(path) || !/^[\w.+-]+$/.test(value)) return;
  const { parseGoDuration } = await import('../../app/policy/duration.ts');
  const reading = parseGoDuration(value);
  if (!reading.ok) throw badInput(reading.hint ? `${reading.message} (${reading.hint}).` : `${reading.message}.`, path);
}
