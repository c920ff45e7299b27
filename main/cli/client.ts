import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import { CliFailure } from './failure.ts';
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

  addOverrideCommand(program, session);
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

function addOverrideCommand(program: Command, session: Session): void {
  const override = addGroup(program, 'override', 'codes that unlock a locked switch', 'override code');
  withExamples(
    toRunning(override.command('code').description('the code that the administrator would read out now')),
    'override code',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const { client } = await emulator.call('snapshot', {});
      if (client.lock?.adminCode === undefined) {
        throw new CliFailure(1, 'no-admin-override', sayNoCode(client.lock !== undefined));
      }
      const { adminCode, unlockedUntil } = client.lock;
      const until = unlockedUntil === undefined ? {} : { unlockedUntil: writeInstant(unlockedUntil) };
      return { json: { code: adminCode, ...until }, text: adminCode };
    }),
  );
  withExamples(
    toRunning(
      override
        .command('unlock')
        .description('enter a code, as in the client')
        .argument('<code>', '7 digits, from the administrator'),
    ),
    'override unlock "$(warp-emu override code)"',
  ).action((code: string, options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      await emulator.call('client.unlock', { code });
      return { json: {}, text: 'Success' };
    }),
  );
}

function sayNoCode(isLocked: boolean): string {
  return isLocked
    ? 'The administrator gives out no codes. Set client.adminOverride, 1h say, and there are some.'
    : 'Nothing locks the switch. Set client.switchLocked to true to lock it.';
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
