import { join } from 'node:path';
import { findCommand, type Machine } from './machine.ts';
import { quoteForShell } from './variables.ts';

export type PipeParts = {
  readonly machine: Machine;
  readonly proxy: string;
  readonly packageRoot: string;
  /** The Node that runs us; absent in the desktop app, whose runtime is no Node for others (its fuse is off). */
  readonly node?: string;
};

/**
 * The command line by which ssh reaches a host through the proxy: our own `pipe`, which needs nothing else installed, or,
 * beside the packaged app, netcat of OpenBSD. `undefined` where there is neither.
 */
export function findProxyCommand({ machine, proxy, packageRoot, node }: PipeParts): string | undefined {
  const program = join(packageRoot, 'out', 'main', 'cli.js');
  const pipe = ['pipe', '--proxy', proxy, '%h', '%p'];
  if (node !== undefined) return sayCommand(machine, [node, program], pipe);
  const installed = findCommand(machine, machine.platform === 'win32' ? ['warp-emu.cmd'] : ['warp-emu']);
  if (installed !== undefined) return sayCommand(machine, [installed], pipe);
  const netcat = findCommand(machine, machine.platform === 'darwin' ? ['/usr/bin/nc'] : ['nc']);
  if (netcat === undefined || machine.platform === 'win32') return undefined;
  const speaksSocks = machine.platform === 'darwin' || machine.followLinks(netcat).endsWith('openbsd');
  return speaksSocks ? sayCommand(machine, [netcat], ['-X', '5', '-x', proxy, '%h', '%p']) : undefined;
}

/** ssh hands it to the user's shell, on Windows to `CreateProcess`; `%` begins a token of ssh's. */
function sayCommand(
  { platform }: Pick<Machine, 'platform'>,
  paths: readonly string[],
  rest: readonly string[],
): string {
  const quote = platform === 'win32' ? (path: string) => `"${path}"` : quoteForShell;
  return [...paths.map((path) => quote(path.replaceAll('%', '%%'))), ...rest].join(' ');
}
