import { Argument, Command } from 'commander';
import type { ClientMode } from '../../app/environment/environment.ts';
import { CliFailure } from './failure.ts';
import { type Report, type RunningEmulator, type RunningOptions, type Session, withExamples } from './session.ts';

type Answer = (emulator: RunningEmulator) => Promise<Report>;
type GlobalOptions = { readonly json?: boolean };

/** Words of `warp-cli mode`; the names of modes are those of DOMAIN.md §5.1, these spellings are assumed. */
const modes: Readonly<Record<string, ClientMode>> = {
  'warp+doh': 'traffic-and-dns',
  doh: 'dns-only',
  tunnel_only: 'traffic-only',
  proxy: 'local-proxy',
};

/** What the real tool has beside (DOMAIN.md §5.6 fact 35) and the emulator has nothing to say to. */
const notEmulated = [
  ...['stats', 'certs', 'vnet', 'generate-completions', 'proxy', 'dns', 'tunnel', 'mdm', 'trusted'],
  ...['target', 'connector', 'api'],
];

/** Lets runbooks be rehearsed: the real tool's commands, with its words and its answers. */
export function addWarpCliCommand(program: Command, session: Session): void {
  program.enablePositionalOptions();
  withExamples(
    program
      .command('warp-cli')
      .description('the commands of `warp-cli`, in its words: what it does not tell, this does not either')
      .option('--data-dir <dir>', 'which emulator, when several run (or WARP_EMU_DATA_DIR)')
      .argument('[command...]', 'as the real tool takes it, its options included')
      .passThroughOptions()
      .allowUnknownOption(),
    'warp-cli status',
    'warp-cli -j registration show',
    "warp-cli debug access-reauth    (to rehearse a runbook: alias warp-cli='warp-emu warp-cli')",
  )
    .addHelpText('after', '\nWhat -j prints follows the text; its form is assumed, since it is not documented.')
    .action(async (words: string[], { dataDir }: RunningOptions) => {
      await buildWarpCli(session, dataDir).parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
    });
}

function buildWarpCli(session: Session, dataDir: string | undefined): Command {
  const program = new Command('warp-cli')
    .description('The client side of WARP, emulated. Not affiliated with Cloudflare.')
    .option('-j, --json', 'print JSON')
    .option('--accept-tos', 'taken and not needed: there are no terms here')
    .option('--no-paginate', 'taken: nothing is paged')
    .option('-v, --verbose', 'taken: there is no more to say')
    .configureOutput({ writeOut: session.io.stdout, writeErr: session.io.stderr })
    .exitOverride();
  const add = (parent: Command, form: string, description: string, answer: Answer) =>
    parent
      .command(form)
      .description(description)
      .action(() => talk(answer));
  const talk = (answer: Answer) => {
    const { json = false } = program.opts<GlobalOptions>();
    return session.talk({ json, ...(dataDir === undefined ? {} : { dataDir }) }, answer);
  };

  add(program, 'connect', 'connect', (emulator) => succeed(emulator.call('client.connect', {})));
  add(program, 'disconnect', 'disconnect', (emulator) => succeed(emulator.call('client.disconnect', {})));
  add(program, 'status', 'the connection', tellStatus);
  add(program, 'settings', 'the settings', tellSettings);
  program
    .command('mode')
    .description('switch the mode')
    .addArgument(new Argument('<mode>').choices(Object.keys(modes)))
    .action((mode: string) =>
      talk((emulator) =>
        succeed(emulator.call('environment.set', { path: 'client.mode', value: modes[mode] ?? '', now: true })),
      ),
    );

  const registration = program.command('registration').description('whose device it is');
  add(registration, 'show', 'the registration', tellRegistration);
  add(registration, 'organization', 'its organization', async (emulator) => {
    const { team } = await registered(emulator);
    return { json: { organization: team }, text: team };
  });
  add(registration, 'delete', 'delete it', (emulator) => succeed(emulator.call('registration.delete', {})));
  add(registration, 'new', 'register the device, in the browser', async (emulator) => {
    const { url } = await emulator.call('reauth.start', { from: 'enrolment', open: true });
    return { json: { url }, text: url };
  });

  program
    .command('override')
    .description('codes from the administrator')
    .command('unlock')
    .description('unlock the switch with a code')
    .argument('<code>')
    .action((code: string) => talk((emulator) => succeed(emulator.call('client.unlock', { code }))));

  const debug = program.command('debug').description('debugging');
  add(debug, 'access-reauth', 'force a sign-in, in the browser', async (emulator) => {
    const { url } = await emulator.call('reauth.start', { from: 'command-line', open: true });
    return { json: { url }, text: url };
  });
  for (const name of notEmulated) addNotEmulated(program, name);
  return program;
}

function addNotEmulated(program: Command, name: string): void {
  program
    .command(name, { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(() => {
      throw new CliFailure(
        2,
        'not-emulated',
        `The real warp-cli has "${name}"; the emulator has nothing to say to it.`,
      );
    });
}

async function succeed(done: Promise<unknown>): Promise<Report> {
  await done;
  return { json: { status: 'Success' }, text: 'Success' };
}

async function tellStatus(emulator: RunningEmulator): Promise<Report> {
  const { status, reason } = await emulator.call('status', {});
  const because = reason === undefined ? '' : `\nReason: ${reason}`;
  return {
    json: { status, ...(reason === undefined ? {} : { reason }) },
    text: `Status update: ${status}${because}`,
  };
}

async function tellSettings(emulator: RunningEmulator): Promise<Report> {
  const { lines } = await emulator.call('client.settings', {});
  const told = lines.map(({ name, value }) => `(network policy)\t${name}: ${value}`);
  return {
    json: Object.fromEntries(lines.map(({ name, value }) => [name, value])),
    text: ['Merged configuration:', ...told].join('\n'),
  };
}

async function tellRegistration(emulator: RunningEmulator): Promise<Report> {
  const { team, deviceId } = await registered(emulator);
  return {
    json: { account_type: 'Team', device_id: deviceId, organization: team },
    text: `Account type: Team\nDevice ID: ${deviceId}\nOrganization: ${team}`,
  };
}

async function registered(emulator: RunningEmulator): Promise<{ readonly team: string; readonly deviceId: string }> {
  const { status, team = '', deviceId = '' } = await emulator.call('registration.show', {});
  if (status === 'active') return { team, deviceId };
  const text = 'Error: Registration Missing. Try running: "warp-cli registration new"';
  throw new CliFailure(1, 'not-registered', 'Registration Missing. Try running: "warp-cli registration new"', { text });
}
