import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

/** What `warp-cli` has too, in its words: it tells what the real tool tells and no more (DOMAIN.md §5.6). */
export function addClientCommands(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('status').description('tell what `warp-cli status` tells, and no more')),
    'status',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const { status, reason } = await emulator.call('status', {});
      const text = [`Status update: ${status}`, ...(reason === undefined ? [] : [`Reason: ${reason}`])].join('\n');
      return { json: reason === undefined ? { status } : { status, reason }, text };
    }),
  );

  const toggle = (name: 'connect' | 'disconnect', description: string) =>
    withExamples(toRunning(program.command(name).description(description)), name).action((options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call(`client.${name}`, {});
        return { json: {}, text: 'Success' };
      }),
    );
  toggle('connect', 'switch the client on');
  toggle('disconnect', 'switch the client off; the session age goes on');

  withExamples(
    toRunning(
      program
        .command('settings')
        .description('tell what `warp-cli settings` tells; nothing in it is about the session'),
    ),
    'settings',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const settings = await emulator.call('client.settings', {});
      return { json: settings, text: saySettings(settings) };
    }),
  );

  addDebugCommand(program, session);
}

function addDebugCommand(program: Command, session: Session): void {
  const debug = addGroup(program, 'debug', 'what `warp-cli debug` has of use here', 'debug access-reauth');
  withExamples(
    toRunning(
      debug.command('access-reauth').description("print the address of a sign-in and open it: the button's twin"),
    ),
    'debug access-reauth',
    'debug access-reauth --no-open    prints the address only',
  )
    .option('--no-open', 'do not open the browser')
    .addHelpText('after', '\nIt does not wait; `warp-emu reauth` does, and can sign in without a browser.')
    .action(({ open, ...options }: RunningOptions & { open: boolean }) =>
      session.talk(options, async (emulator) => {
        const started = await emulator.call('reauth.start', { from: 'command-line', open });
        return { json: started, text: started.url };
      }),
    );
}

/** All of it comes from the administrator, which the real tool calls `network policy`. Lists stand one entry a line. */
function saySettings({ lines }: ResultOf<'client.settings'>): string {
  const told = lines.flatMap(({ name, value }) => {
    const isList = name.endsWith('hosts/ips') || name === 'Fallback domains';
    if (!isList) return [`(network policy)\t${name}: ${value}`];
    return [`(network policy)\t${name}:`, ...value.split(', ').flatMap((entry) => (entry === '' ? [] : `  ${entry}`))];
  });
  return ['Merged configuration:', ...told].join('\n');
}
