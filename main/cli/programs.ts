import { type Command, Option } from 'commander';
import type { Shell } from '../programs/shell-text.ts';
import { readPort } from './arguments.ts';
import { badInput, CliFailure } from './failure.ts';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

type EnvOptions = RunningOptions & { shell?: Shell | 'json' };
type PipeOptions = { readonly proxy?: string; readonly dataDir?: string };

/** For programs of this machine that are to go through the emulator. */
export function addProgramCommands(program: Command, session: Session): void {
  addEnvCommand(program, session);
  addSshConfigCommand(program, session);
  addPipeCommand(program, session);
}

function addEnvCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(
      program
        .command('env')
        .description('print the variables that send curl, git, npm and others through the emulator'),
    ),
    'env                              eval "$(warp-emu env)" takes them in',
    'env --shell fish                 warp-emu env --shell fish | source',
    'env --shell powershell           warp-emu env --shell powershell | Out-String | Invoke-Expression',
  )
    .addOption(
      new Option('--shell <shell>', 'how they are written (default: for your shell)').choices([
        'sh',
        'fish',
        'powershell',
        'json',
      ]),
    )
    .addHelpText(
      'after',
      '\nWith them set, programs trust the throw-away authority instead of the system’s, and reach emulated destinations\n' +
        'only: the proxy refuses everything else. Close the shell to be done with it.',
    )
    .action(async ({ shell, ...options }: EnvOptions) => {
      const { usualShell, writeVariables } = await import('../programs/shell-text.ts');
      const written = shell ?? usualShell(process.platform, session.io.env);
      return session.talk({ ...options, json: options.json || shell === 'json' }, async (emulator) => {
        const { variables } = await emulator.call('program.settings', {});
        return { json: variables, text: written === 'json' ? '' : writeVariables(variables, written).trimEnd() };
      });
    });
}

function addSshConfigCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('ssh-config').description('print the configuration that leads ssh through the emulator')),
    'ssh-config',
    'ssh-config --file        ssh -F "$(warp-emu ssh-config --file)" git.corp.internal',
  )
    .option('--file', 'print where it lies instead; it is kept up to date there')
    .action(({ file = false, ...options }: RunningOptions & { file?: boolean }) =>
      session.talk(options, async (emulator) => {
        const { sshConfig } = await emulator.call('program.settings', {});
        if (sshConfig === undefined) {
          const remedy = 'Install the command line (`warp-emu host show` tells the line), or netcat of OpenBSD.';
          throw new CliFailure(1, 'no-way-for-ssh', `Nothing here leads ssh through a proxy. ${remedy}`);
        }
        return { json: sshConfig, text: file ? sshConfig.file : sshConfig.text.trimEnd() };
      }),
    );
}

function addPipeCommand(program: Command, session: Session): void {
  withExamples(
    program.command('pipe').description('join input and output to a destination, as a ProxyCommand of ssh does'),
    'pipe git.corp.internal 22',
    'pipe k8s.corp.internal 6443 < request.bin',
  )
    .argument('<host>', 'a name, which the proxy resolves, or an address')
    .argument('<port>', 'a port', readPort)
    .option('--proxy <host:port>', 'the proxy (default: the running emulator’s)')
    .option('--data-dir <dir>', 'which emulator, when several run (or WARP_EMU_DATA_DIR)')
    .action(async (host: string, port: number, { proxy, dataDir }: PipeOptions) => {
      if (host.length > 255) throw badInput('A host name has at most 255 characters.', 'host');
      const { pipeThrough } = await import('./pipe.ts');
      const through = proxy ?? (await askForProxy(session, dataDir));
      session.finish(await pipeThrough(through, { host, port }));
    });
}

async function askForProxy(session: Session, dataDir: string | undefined): Promise<string> {
  const emulator = await session.connect(dataDir);
  try {
    const { addresses } = await emulator.call('inspect', {});
    return addresses.proxy ?? '';
  } finally {
    emulator.close();
  }
}
