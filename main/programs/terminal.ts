import { Refusal } from '../../app/errors.ts';
import { findCommand, hasDesktop, type Machine, pathsOf } from './machine.ts';
import { writeVariables } from './shell-text.ts';
import { quoteForShell, type Variables } from './variables.ts';

export type TerminalCommand = { readonly command: string; readonly args: readonly string[] };

/** What stands between a terminal and the program in it; each takes the rest of the line as it is. */
const separators: Readonly<Record<string, readonly string[]>> = {
  'xdg-terminal-exec': [],
  'x-terminal-emulator': ['-e'],
  'gnome-terminal': ['--'],
  ptyxis: ['--'],
  kgx: ['--'],
  konsole: ['-e'],
  'xfce4-terminal': ['-x'],
  'mate-terminal': ['-x'],
  kitty: [],
  alacritty: ['-e'],
  foot: [],
  ghostty: ['-e'],
  wezterm: ['start', '--'],
  xterm: ['-e'],
};

/**
 * How a terminal with this script in it is opened. `WARP_EMU_TERMINAL` names one. On Windows no script is run: a console
 * has what it is started with. Throws a `Refusal` that says what was looked for.
 */
export function terminalCommand(machine: Machine, script: string): TerminalCommand {
  const { platform, env } = machine;
  const named = env.WARP_EMU_TERMINAL;
  if (named) {
    const path = findCommand(machine, [named]);
    if (path === undefined) {
      throw new Refusal('no-terminal', `WARP_EMU_TERMINAL names ${named}, and there is no such program. Correct it.`);
    }
    return platform === 'win32' ? startConsole(path) : runIn(machine, path, script);
  }
  if (platform === 'darwin') return { command: 'open', args: ['-a', 'Terminal', script] };
  if (platform === 'win32') {
    return startConsole(findCommand(machine, ['pwsh.exe', 'powershell.exe']) ?? 'cmd.exe');
  }
  if (!hasDesktop(machine)) {
    throw new Refusal(
      'no-desktop',
      'There is no desktop here to open a terminal on. In a terminal of your own: eval "$(warp-emu env)"',
    );
  }
  const found = findCommand(machine, Object.keys(separators));
  if (found === undefined) {
    throw new Refusal(
      'no-terminal',
      `No terminal was found. Looked for: ${Object.keys(separators).join(', ')}. Name yours in WARP_EMU_TERMINAL and start the emulator again, or in a terminal of your own: eval "$(warp-emu env)"`,
    );
  }
  return runIn(machine, found, script);
}

/** Through `sh`, since the data may lie where nothing may be executed. */
function runIn(machine: Machine, path: string, script: string): TerminalCommand {
  const separator = separators[pathsOf(machine).basename(path)] ?? ['-e'];
  return { command: path, args: [...separator, '/bin/sh', script] };
}

/** `start` gives it a console of its own; what is started detached has none to read from. */
function startConsole(path: string): TerminalCommand {
  return { command: 'cmd.exe', args: ['/d', '/c', 'start', 'WARP Session Emulator', path] };
}

export type TerminalScript = {
  readonly variables: Variables;
  /** Something to try, as an address. */
  readonly example?: string;
  readonly platform: NodeJS.Platform;
};

/**
 * A script that sets the variables and becomes the user's shell. Terminals that run as one process for all windows would
 * not hand on an environment.
 */
export function terminalScript({ variables, example, platform }: TerminalScript): string {
  const tryIt = example === undefined ? [] : [`Try: curl ${example}`];
  const lines = [
    'Programs started here go through the WARP Session Emulator.',
    'Only emulated destinations can be reached by them. Close the window to be done with it.',
    ...tryIt,
    '',
  ];
  return [
    '#!/bin/sh',
    '# Written by the WARP Session Emulator, anew each time.',
    writeVariables(variables, 'sh').trimEnd(),
    String.raw`printf '\033]0;WARP Session Emulator\007'`,
    `printf '%s\\n' ${lines.map(quoteForShell).join(' ')}`,
    'cd "$HOME" || exit',
    platform === 'darwin' ? `exec "\${SHELL:-/bin/zsh}" -l` : `exec "\${SHELL:-/bin/sh}"`,
    '',
  ].join('\n');
}
