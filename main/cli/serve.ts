import type { Command } from 'commander';
import { Option } from 'commander';
import { type FailureSurface, failureSurfaces } from '../../app/environment/environment.ts';
import { readVersion } from '../assets.ts';
import { readPort } from './arguments.ts';
import { type Session, withExamples } from './session.ts';

type ServeOptions = {
  host: 'electron' | 'node';
  port?: number;
  dataDir?: string;
  environment?: string;
  bundle?: string;
  surface?: FailureSurface;
  open: boolean;
};

export function addServeCommand(program: Command, session: Session): void {
  withExamples(
    program.command('serve').description('start the emulator and serve its views; what `npm start` runs'),
    'serve',
    'serve --no-open --data-dir /tmp/run-a --environment acme.environment.yaml',
  )
    .addOption(new Option('--host <host>', 'where its windows are').choices(['electron', 'node']).default('node'))
    .option('--port <n>', 'port of the views and the control API, when it is free', readPort)
    .option('--data-dir <dir>', 'where its data lies (or WARP_EMU_DATA_DIR)')
    .option('--environment <file>', 'start a new run in this environment; an earlier run is kept')
    .addOption(
      new Option('--bundle <file>', 'go on with a *.warp-session.json, at its end; an earlier run is kept').conflicts(
        'environment',
      ),
    )
    .addOption(new Option('--surface <surface>', 'what refused programs see').choices(failureSurfaces))
    .option('--no-open', 'do not open a browser')
    .action(async (options: ServeOptions) => {
      if (options.host === 'electron') {
        const { runElectronHost } = await import('./electron-host.ts');
        return session.finish(await runElectronHost(toArguments(options)));
      }
      const { resolveDataDirectory } = await import('../adapters/data-directory.ts');
      const dataDirectory = resolveDataDirectory({ flag: options.dataDir, environment: session.io.env });
      const say = (line: string) => session.io.stdout(`${line}\n`);
      // What follows takes a second or two to load.
      say(`WARP Session Emulator ${readVersion()}. Its data lies in ${dataDirectory}.`);
      const { runNodeHost } = await import('../node/main.ts');
      const { port, environment, bundle, surface, open } = options;
      session.finish(
        await runNodeHost({
          dataDirectory,
          ...(port === undefined ? {} : { port }),
          ...(environment === undefined ? {} : { environmentFile: environment }),
          ...(bundle === undefined ? {} : { bundleFile: bundle }),
          ...(surface === undefined ? {} : { surface }),
          open,
          say,
          complain: (line) => session.io.stderr(`${line}\n`),
        }),
      );
      // Everything of ours is closed by now; a library that still holds the process must not keep it.
      setTimeout(() => process.exit(), 3000).unref();
    });
}

function toArguments({ port, dataDir, environment, bundle, surface, open }: ServeOptions): string[] {
  const named = { port, 'data-dir': dataDir, environment, bundle, surface };
  const given = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  return open ? given : [...given, '--no-open'];
}
