import { type Command, InvalidArgumentError, Option } from 'commander';
import { type AnnotationsOption, annotate, withAnnotations } from './annotations.ts';
import {
  addGroup,
  type JsonOption,
  type Report,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
  withJson,
} from './session.ts';

type RecordOptions = import('./scenario-record.ts').RecordOptions;
type Acts = typeof import('./scenario-acts.ts');

export function addScenarioCommands(program: Command, session: Session): void {
  const scenario = addGroup(
    program,
    'scenario',
    'lockouts as files that replay the same way anywhere',
    'scenario run LK-01',
  );
  const add = (form: string, description: string) => withJson(scenario.command(form).description(description));
  const run = (options: JsonOption, act: (acts: Acts) => Promise<Report>) =>
    session.run(options, async () => act(await import('./scenario-acts.ts')));

  withExamples(add('list', 'list the shipped catalogue'), 'scenario list').action((options: JsonOption) =>
    run(options, (acts) => acts.listScenarios()),
  );
  withExamples(add('show', 'tell what a scenario is about and what it does'), 'scenario show LK-01')
    .argument('<file-or-id>')
    .action((name: string, options: JsonOption) => run(options, (acts) => acts.showScenario(name)));
  withExamples(
    add('validate', 'check files without running them; exits 1 when one is faulty'),
    'scenario validate monday.scenario.yaml',
  )
    .argument('[file-or-id...]', 'the whole shipped catalogue when none is given')
    .action((names: string[], options: JsonOption) => run(options, (acts) => acts.validateScenarios(names)));
  withExamples(
    add('find', 'tell which cases it could be that somebody describes, and what tells the likeliest two apart'),
    'scenario find "internet works, internal is dead, says connected"',
  )
    .argument('<words...>', 'what the user says')
    .option('--limit <n>', 'how many cases at most', readLimit, 4)
    .action((words: string[], { limit, ...options }: JsonOption & { limit: number }) =>
      run(options, async () => (await import('./scenario-find.ts')).findScenarios(words.join(' '), limit)),
    );
  withExamples(
    toRunning(scenario.command('record').description('write what was done in the current run as a scenario file')),
    'scenario record monday.scenario.yaml',
    'scenario record monday.scenario.yaml --redact',
    'scenario record --from checkpoint-1f0c93ab monday.scenario.yaml',
  )
    .argument('<file>', 'the file to be written; none is written over')
    .option('--from <checkpoint>', 'expect nothing of what was before it', 'start')
    .option('--title <title>', 'what to call it')
    .option('--redact', 'other names for everybody and everything, as bundles have them')
    .option('--keep <name>', 'a name that stays as it is in a redacted one; may be given several times', addTo)
    .action((file: string, options: RunningOptions & RecordOptions) =>
      session.talk(options, async (emulator) =>
        (await import('./scenario-record.ts')).recordScenarioFile(emulator, file, options),
      ),
    );
  withExamples(
    add('schema', 'tell the first line with which editors complete and check a scenario'),
    'scenario schema',
  ).action((options: JsonOption) =>
    run(options, async () => (await import('./schema-line.ts')).showSchema('scenario')),
  );
  addPlayCommands(scenario, session);
  withExamples(
    withAnnotations(
      add('run', 'play scenarios in virtual time; exits 1 when one comes out differently, 2 when one is faulty'),
    ),
    'scenario run',
    'scenario run LK-01 monday.scenario.yaml --junit report.xml',
  )
    .addHelpText('after', faultyAmongOthers)
    .argument('[file-or-id...]', 'the whole shipped catalogue when none is given')
    .option('--junit <file>', 'write a JUnit report as well')
    .action(
      (names: string[], { junit, annotations, ...options }: JsonOption & AnnotationsOption & { junit?: string }) =>
        session.run(options, () =>
          annotate({ annotations }, session.io, async () =>
            (await import('./scenario-run.ts')).runScenarios(names, junit),
          ),
        ),
    );
}

const faultyAmongOthers =
  '\nA faulty file keeps no other from being played, and every report is written. With one the exit code is 2,' +
  '\nwhatever came of the others; else 1 when an expectation failed.';

type Players = typeof import('./scenario-play.ts');

/** The player on the running emulator, step by step, as the lab has it. */
function addPlayCommands(scenario: Command, session: Session): void {
  const add = (form: string, description: string) => toRunning(scenario.command(form).description(description));
  const talk = (
    options: RunningOptions,
    act: (players: Players, emulator: Parameters<Players['showPlay']>[0]) => Promise<Report>,
  ) => session.talk(options, async (emulator) => act(await import('./scenario-play.ts'), emulator));

  withExamples(
    add('play', 'start a scenario live on the running emulator, in a run of its own'),
    'scenario play monday.scenario.yaml',
    'scenario play LK-01 --to symptom',
  )
    .argument('<file-or-id>', 'a file, with the environment that it names, or a case of the catalogue')
    .addOption(new Option('--to <moment>', 'how far at once').choices(['start', 'symptom']).default('start'))
    .action((name: string, { to, ...options }: RunningOptions & { to: 'start' | 'symptom' }) =>
      talk(options, (players, emulator) => players.startPlay(emulator, name, to)),
    );
  withExamples(
    add('next', 'play its next step; exits 1 when it comes out differently'),
    'scenario next',
    'scenario next --until failure',
  )
    .addOption(new Option('--until <what>', 'play on until then').choices(['failure', 'end']))
    .action(({ until, ...options }: RunningOptions & { until?: 'failure' | 'end' }) =>
      talk(options, (players, emulator) => players.playOn(emulator, until ?? 'next')),
    );
  withExamples(
    add('branch', 'go on with a branch of it from its checkpoint, or back to the trunk'),
    'scenario branch "signs in in time"',
    'scenario branch',
  )
    .argument('[name]', 'one of the branches of the file; the trunk when none is given')
    .action((name: string | undefined, options: RunningOptions) =>
      talk(options, (players, emulator) => players.goToBranch(emulator, name)),
    );
  withExamples(add('playing', 'tell how far it was played and what came of it'), 'scenario playing').action(
    (options: RunningOptions) => talk(options, (players, emulator) => players.showPlay(emulator)),
  );
  withExamples(add('leave', 'leave it; its run goes on'), 'scenario leave').action((options: RunningOptions) =>
    talk(options, (players, emulator) => players.leavePlay(emulator)),
  );
}

function addTo(name: string, before: readonly string[] = []): readonly string[] {
  return [...before, name];
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 36) return limit;
  throw new InvalidArgumentError('Give a whole number from 1 to 36.');
}
