import { type Command, InvalidArgumentError } from 'commander';
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
    'scenario record --from c2 monday.scenario.yaml',
  )
    .argument('<file>', 'the file to be written; none is written over')
    .option('--from <checkpoint>', 'expect nothing of what was before it', 'start')
    .option('--title <title>', 'what to call it')
    .action((file: string, { from, title, ...options }: RunningOptions & { from: string; title?: string }) =>
      session.talk(options, async (emulator) =>
        (await import('./scenario-record.ts')).recordScenarioFile(emulator, file, { from, title }),
      ),
    );
  withExamples(
    withAnnotations(add('run', 'play scenarios in virtual time; exits 1 when one comes out differently')),
    'scenario run',
    'scenario run LK-01 monday.scenario.yaml --junit report.xml',
  )
    .argument('[file-or-id...]', 'the whole shipped catalogue when none is given')
    .option('--junit <file>', 'write a JUnit report as well')
    .action(
      (names: string[], { junit, annotations, ...options }: JsonOption & AnnotationsOption & { junit?: string }) =>
        run(options, (acts) => annotate({ annotations }, session.io, () => acts.runScenarios(names, junit))),
    );
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 36) return limit;
  throw new InvalidArgumentError('Give a whole number from 1 to 36.');
}
