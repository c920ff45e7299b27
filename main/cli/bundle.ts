import type { Command } from 'commander';
import { type Moment, readMoment } from './arguments.ts';
import { resolveMoment } from './clock.ts';
import {
  addGroup,
  type JsonOption,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
  withJson,
} from './session.ts';

type ExportOptions = RunningOptions & {
  readonly whole?: boolean;
  readonly keep?: readonly string[];
  readonly run?: string;
  readonly from?: Moment;
  readonly until?: Moment;
};

export function addBundleCommands(program: Command, session: Session): void {
  const bundle = addGroup(
    program,
    'bundle',
    'one file of a run, that replays to the same verdicts on any machine',
    'bundle export lockout.warp-session.json',
  );
  const acts = () => import('./bundle-acts.ts');

  withExamples(
    toRunning(
      bundle.command('export').description('write a run to a file, with other names for everybody and everything'),
    ),
    'bundle export lockout.warp-session.json',
    'bundle export lockout.warp-session.json --keep corp.internal',
    'bundle export friday.warp-session.json --from 2026-03-06T17:00:00Z --until 2026-03-09T12:00:00Z',
    'bundle export mine.warp-session.json --whole     with the true names; for yourself only',
  )
    .argument('<file>', 'where to write it')
    .option('--whole', 'leave every name, description and source in it')
    .option('--keep <name>', 'a name that stays as it is; may be given several times', addTo)
    .option('--run <id>', 'one of `run list`; the current one unless told')
    .option('--from <instant>', 'only what came after: RFC 3339, or +SPAN counted from the last sign-in', readMoment)
    .option('--until <instant>', 'only what began by then', readMoment)
    .action((file: string, { whole = false, keep, run, from, until, ...options }: ExportOptions) =>
      session.talk(options, async (emulator) => {
        const { exportBundle } = await acts();
        const wish = {
          redact: !whole,
          ...(keep === undefined ? {} : { keep: [...keep] }),
          ...(run === undefined ? {} : { run }),
          ...(from === undefined ? {} : { from: await resolveMoment(emulator, from) }),
          ...(until === undefined ? {} : { until: await resolveMoment(emulator, until) }),
        };
        return exportBundle(emulator, file, wish);
      }),
    );

  withExamples(
    withJson(
      bundle
        .command('replay')
        .description('decide every command again and compare; exits 1 when one comes out differently'),
    ),
    'bundle replay lockout.warp-session.json',
  )
    .argument('<file>', 'a *.warp-session.json')
    .action((file: string, options: JsonOption) => session.run(options, async () => (await acts()).replayBundle(file)));

  withExamples(
    withJson(bundle.command('inspect').description('tell what is in it, without running it')),
    'bundle inspect lockout.warp-session.json',
  )
    .argument('<file>', 'a *.warp-session.json')
    .action((file: string, options: JsonOption) =>
      session.run(options, async () => (await acts()).inspectBundle(file)),
    );

  withExamples(
    toRunning(
      bundle.command('open').description('go on with it as a run of its own, at its end; the run before is kept'),
    ),
    'bundle open lockout.warp-session.json',
  )
    .argument('<file>', 'a *.warp-session.json')
    .option('--name <name>', 'what to call the run')
    .action((file: string, { name, ...options }: RunningOptions & { name?: string }) =>
      session.talk(options, async (emulator) => (await acts()).openBundle(emulator, file, name)),
    );
}

function addTo(name: string, names: readonly string[] = []): readonly string[] {
  return [...names, name];
}
